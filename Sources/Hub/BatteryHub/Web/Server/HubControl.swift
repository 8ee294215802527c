public import BatteryJobs
public import Foundation

/// What the web server asks of a hub.
public protocol HubControl: Sendable {
  /// Where runs and credentials are kept.
  var store: any JobStore { get }
  /// What happens in the hub.
  var events: EventFeed { get }
  /// The hub's clock.
  var clock: any TimeSource { get }
  /// The configuration in force.
  var configuration: HubConfiguration { get async }
  /// What was wrong with the file when it was last read; the configuration before it is in force.
  var problems: ConfigurationProblems? { get async }
  /// Whether the hub is shutting down.
  var isStopping: Bool { get async }

  /// Returns all jobs in the order of the file.
  func jobs() async -> [JobStatus]
  /// Returns a job.
  func job(_ name: String) async throws(HubError) -> JobStatus
  /// Returns the next times at which a job's schedule fires.
  func upcoming(_ job: String, count: Int) async throws(HubError) -> [Date]
  /// Puts a run of a job into the queue.
  func trigger(_ job: String, by trigger: RunTrigger, cause: String?) async throws -> RunRecord
  /// Stops a run.
  func stop(run: Int64, by person: String) async throws -> RunRecord
  /// Pauses a job or lets it go on.
  func setPaused(_ isPaused: Bool, job: String, by person: String) async throws -> JobStatus
  /// Reads the configuration again; returns what is wrong with it.
  func reload() async -> ConfigurationProblems?
  /// Says why a job did, or did not, run.
  func explain(_ job: String) async throws -> JobExplanation
  /// Returns how far a run is.
  func progress(run: Int64) async -> RunProgress?
}
