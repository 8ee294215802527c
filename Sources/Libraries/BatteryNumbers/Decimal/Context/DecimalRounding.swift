/// How a result with too many digits is brought to the precision.
public enum DecimalRounding: String, CaseIterable, Codable, Hashable, Sendable {
  /// To the nearest; ties to the even digit. Python's `ROUND_HALF_EVEN`.
  case halfEven
  /// To the nearest; ties away from zero.
  case halfUp
  /// To the nearest; ties towards zero.
  case halfDown
  /// Away from zero.
  case up
  /// Towards zero.
  case down
  /// Towards positive infinity.
  case ceiling
  /// Towards negative infinity.
  case floor
  /// Away from zero if the last digit would else be 0 or 5, otherwise towards zero.
  case up05

  /// Whether the kept digits grow by one in the last place.
  @inline(__always)
  func increments(isNegative: Bool, lastDigit: UInt64, tail: Tail) -> Bool {
    guard tail != .zero else { return false }
    switch self {
    case .halfEven: return tail == .aboveHalf || tail == .half && lastDigit & 1 == 1
    case .halfUp: return tail == .aboveHalf || tail == .half
    case .halfDown: return tail == .aboveHalf
    case .up: return true
    case .down: return false
    case .ceiling: return !isNegative
    case .floor: return isNegative
    case .up05: return lastDigit == 0 || lastDigit == 5
    }
  }
}
