/// Which types all the values of a column fit.
///
/// It starts with every type and loses those that a value does not fit, so that the order of the
/// values does not matter, and guesses for parts of a column are joined by ``formIntersection(_:)``.
public struct TypeGuess: OptionSet, Hashable, Sendable {
  /// A bit for each type that is still possible.
  public var rawValue: UInt8

  /// Makes a guess of the types in `rawValue`.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// Whole numbers of 64 bits.
  public static let integer = TypeGuess(rawValue: 1)
  /// Numbers that keep their digits as a `Double`: 15 of them at most.
  public static let double = TypeGuess(rawValue: 2)
  /// Numbers in plain notation.
  public static let decimal = TypeGuess(rawValue: 4)
  /// `true` and `false`.
  public static let boolean = TypeGuess(rawValue: 8)
  /// Days.
  public static let date = TypeGuess(rawValue: 16)
  /// Times.
  public static let timestamp = TypeGuess(rawValue: 32)
  /// What is known before the first value: nothing is ruled out.
  public static let anything = TypeGuess(rawValue: 127)
  private static let unseen = TypeGuess(rawValue: 64)

  /// The narrowest type that every value fits; text when there was none.
  public var type: ColumnType {
    if contains(.unseen) { return .text }
    if contains(.integer) { return .integer }
    if contains(.double) { return .double }
    if contains(.decimal) { return .decimal }
    if contains(.boolean) { return .boolean }
    if contains(.date) { return .date }
    if contains(.timestamp) { return .timestamp }
    return .text
  }

  /// Takes in a value; an empty one is a text.
  @inline(__always)
  public mutating func include(_ value: UnsafeBufferPointer<UInt8>) {
    guard !isEmpty else { return }
    formIntersection(Self.types(of: value))
  }

  /// The types that a value fits.
  public static func types(of value: UnsafeBufferPointer<UInt8>) -> TypeGuess {
    guard let start = value.baseAddress, value.count > 0 else { return [] }
    let count = value.count
    switch start[0] {
    case UInt8(ascii: "t"), UInt8(ascii: "f"):
      return BooleanText.boolean(start, count) == nil ? [] : .boolean
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      if NumberText.isDecimal(start, count) {
        var types = TypeGuess.decimal
        if NumberText.shortDouble(start, count) != nil { types.insert(.double) }
        if NumberText.integer(start, count) != nil { types.insert(.integer) }
        return types
      }
      if NumberText.scientific(start, count) != nil { return .double }
      if TimeText.day(start, count) != nil { return .date }
      return TimeText.timestamp(start, count) == nil ? [] : .timestamp
    default:
      return []
    }
  }
}
