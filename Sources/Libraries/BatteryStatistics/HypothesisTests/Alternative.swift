/// The side on which an alternative lies.
public enum Alternative: String, Sendable, Hashable, CaseIterable, Codable {
  /// Different, on either side.
  case twoSided = "two-sided"
  /// Less.
  case less
  /// Greater.
  case greater
}
