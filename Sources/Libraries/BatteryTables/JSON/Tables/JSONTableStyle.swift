/// How a table is written as JSON.
public struct JSONTableStyle: Hashable, Sendable {
  /// What becomes of numbers that JSON cannot say: infinite ones, and what is no number.
  public enum NonFinite: Hashable, Sendable {
    /// Writing ends with an error.
    case refuse
    /// They are written as `null`.
    case null
  }

  /// What becomes of numbers that JSON cannot say.
  public var nonFinite: NonFinite
  /// Whether a value that is not there is left out with its key, instead of written as `null`.
  public var omitsNulls: Bool

  /// Chooses a style.
  public init(nonFinite: NonFinite = .refuse, omitsNulls: Bool = false) {
    self.nonFinite = nonFinite
    self.omitsNulls = omitsNulls
  }
}
