import ArgumentParser
import BatteryStatistics
import StatsTool

/// Options of questions that `batteries stats sample`, which takes rows as they are, has no use for:
/// they are known so that the reason can be given.
struct StatsUnusedOptions: ParsableArguments {
  @Option var weights: String?
  @Option var quantileMethod: String?
  @Flag var lane: StatsLane?
  @Option var na: NotFinitePolicy?
  @Option var confidence: Double?
  @Option var table: String?
  @Flag(inversion: .prefixedNo) var plots: Bool?
  @Option var digits: Int?

  /// Refuses those that are given.
  func check(_ job: StatsJob) throws {
    if quantileMethod != nil {
      throw CommandFailure(
        ExitStatus.usage,
        "--quantile-method: makes no difference to sample. Leave it out; describe, quantile and"
          + " outliers have quantiles."
      )
    }
    var job = job
    job.weights = weights
    job.lane = lane.map { $0 == .exact ? .exact : .fast }
    job.na = na ?? .fail
    job.confidence = confidence
    job.table = table
    job.plots = plots
    job.digits = digits
    try StatsSession.check(job.validateQuestion)
  }
}
