/// What made a run.
public enum RunTrigger: String, Codable, Hashable, Sendable, CaseIterable {
  /// Its schedule.
  case schedule
  /// A person, or a program with a token.
  case manual
  /// The end of another job's run.
  case after
  /// A signed request.
  case webhook
  /// The arrival of a file in a folder that it watches.
  case watch
}
