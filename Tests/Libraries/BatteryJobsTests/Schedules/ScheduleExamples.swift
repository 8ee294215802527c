import BatteryJobs
import Foundation
import Testing

/// The instants after `start`, as text in the zone.
func occurrences(
  _ schedule: Schedule,
  after start: String,
  in zone: String = "UTC",
  count: Int
) throws -> [String] {
  let rules = try TimeZoneRules(identifier: zone)
  let instant = try #require(ISO8601.parse(start, in: rules))
  return schedule.occurrences(after: instant, in: rules).prefix(count)
    .map { ISO8601.format($0, in: rules) }
}

/// The message with which a text is refused.
func refusal(_ text: String) -> String? {
  do {
    _ = try Schedule(text)
    return nil
  } catch {
    return error.message
  }
}
