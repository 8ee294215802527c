import BatteryJobs

/// Reads the name of a time zone.
enum TimezoneReader {
  /// - Returns: `nil` when there is none, or when it is wrong, which is then a problem.
  static func read(_ node: ConfigNode?, problems: inout ProblemList) -> TimeZoneRules? {
    guard let node, let name = node.text else { return nil }
    do {
      return try TimeZoneRules(identifier: name)
    } catch {
      problems.add(node, Wording.withoutPeriod(error.message))
      return nil
    }
  }
}
