/// The order of the names of groups, the same in every process.
///
/// Finite numbers come first, by their value and where it is the same (`1` and `1.0`) by their text;
/// all other names come after them, by their text.
public enum GroupOrder {
  /// Whether a name comes before another.
  public static func isBefore(_ a: String, _ b: String) -> Bool {
    switch (number(a), number(b)) {
    case (let first?, let second?): first == second ? a < b : first < second
    case (.some, nil): true
    case (nil, .some): false
    case (nil, nil): a < b
    }
  }

  private static func number(_ name: String) -> Double? {
    Double(name).flatMap { $0.isFinite ? $0 : nil }
  }
}
