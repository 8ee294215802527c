import BatteryJobs
import Foundation
import Synchronization

/// A job that does nothing but count how often it ran for which slot.
struct CountedJob: Job {
  struct Report: JobReport {
    var summary = "counted"
    var warnings: [String] = []
  }

  static let kind: JobKind = "count"
  static let schema = JobSchema(
    summary: "Counts its runs.",
    fields: [.init("in", .string, "In which count.", isRequired: true)]
  )

  private static let counts = Mutex<[String: [String: Int]]>([:])

  /// How often each slot of a job ran, as `job slot`.
  static func count(in name: String) -> [String: Int] { counts.withLock { $0[name] ?? [:] } }

  private enum CodingKeys: String, CodingKey { case name = "in" }

  let name: String

  var title: String { name }

  func validate() throws(ConfigurationError) {}

  func plan(in context: JobContext) async throws -> Plan {
    Plan(steps: [.init(verb: "count", subject: name)])
  }

  func run(in context: JobContext) async throws -> Report {
    let slot = context.scheduledFor.map { "\(Int64($0.timeIntervalSince1970 * 1000))" } ?? "none"
    Self.counts.withLock { $0[name, default: [:]]["\(context.job) \(slot)", default: 0] += 1 }
    return Report()
  }
}
