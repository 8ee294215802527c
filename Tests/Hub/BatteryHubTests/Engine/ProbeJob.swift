import BatteryJobs
import Synchronization

/// A job whose work is a closure of the test's, found by a key.
struct ProbeJob: Job {
  struct Report: JobReport {
    var summary: String
    var warnings: [String] = []
  }

  typealias Body = @Sendable (JobContext) async throws -> Void

  static let kind: JobKind = "probe"
  static let schema = JobSchema(
    summary: "Does what a test says.",
    fields: [.init("key", .string, "Which closure to call.", isRequired: true)]
  )

  private static let bodies = Mutex<[String: Body]>([:])

  let key: String

  var title: String { key }

  static func set(_ key: String, _ body: @escaping Body) {
    bodies.withLock { $0[key] = body }
  }

  func validate() throws(ConfigurationError) {}

  func plan(in context: JobContext) async throws -> Plan {
    Plan(steps: [.init(verb: "probe", subject: key)])
  }

  func run(in context: JobContext) async throws -> Report {
    try await Self.bodies.withLock { $0[key] }?(context)
    return Report(summary: "probed \(key)")
  }
}
