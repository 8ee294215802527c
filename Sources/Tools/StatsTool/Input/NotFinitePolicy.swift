/// What becomes of numbers that are NaN or infinite.
public enum NotFinitePolicy: String, Codable, Hashable, Sendable, CaseIterable {
  /// They are an error.
  case fail
  /// They are left out, and counted as missing.
  case skip
}
