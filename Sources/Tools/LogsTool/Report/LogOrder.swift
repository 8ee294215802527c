/// By what the rows of panels are chosen and ordered.
public enum LogOrder: String, CaseIterable, Codable, Hashable, Sendable {
  /// The most hits first.
  case hits
  /// The most visitors first.
  case visitors
  /// The most bytes first.
  case bytes
  /// The longest times first that 95 of a hundred answers did not exceed.
  case p95
  /// By their values, as texts.
  case value
}
