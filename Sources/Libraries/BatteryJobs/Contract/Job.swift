/// A unit of work that ends, run the same way by the command line, the scheduler and the hub.
///
/// The value *is* its configuration: what YAML decodes to, what the command line builds from its
/// options, what history stores. A job that changes things makes its plan first and then performs
/// the same steps, so that a dry run shows what a run would do.
public protocol Job: Codable, Sendable {
  /// What a successful run says it did.
  associatedtype Report: JobReport

  /// The key that names this kind of job in a configuration, such as `prune`.
  static var kind: JobKind { get }

  /// The fields of the configuration, from which the YAML check and the JSON Schema are made.
  static var schema: JobSchema { get }

  /// A short text for lists, such as the command that a job runs.
  var title: String { get }

  /// Checks everything that can be known before the job runs; reads no file and opens no socket.
  ///
  /// - Throws: ``ConfigurationError`` with the path of the field, the problem and the remedy.
  func validate() throws(ConfigurationError)

  /// Returns what a run would do now, and changes nothing.
  func plan(in context: JobContext) async throws -> Plan

  /// Does the work once; safe to run again after a crash.
  ///
  /// Cancellation is Swift's own: timeouts, "Stop" and shutdown all cancel the task.
  ///
  /// - Throws: ``JobError`` when the work failed, `CancellationError` when it was cancelled.
  func run(in context: JobContext) async throws -> Report
}
