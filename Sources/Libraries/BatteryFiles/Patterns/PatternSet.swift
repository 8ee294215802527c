/// What stands in brackets: one character of several.
struct PatternSet: Hashable, Sendable {
  private var ranges: [ClosedRange<UInt32>]
  private var isNegated: Bool
  /// The first 128 characters, a bit each.
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(_ ranges: [ClosedRange<UInt32>], isNegated: Bool) {
    self.ranges = ranges
    self.isNegated = isNegated
    for unit in 0..<UInt32(128) where ranges.contains(where: { $0.contains(unit) }) != isNegated {
      if unit < 64 { low |= 1 << UInt64(unit) } else { high |= 1 << UInt64(unit - 64) }
    }
  }

  func contains(_ unit: UInt32) -> Bool {
    if unit < 64 { return low >> UInt64(unit) & 1 == 1 }
    if unit < 128 { return high >> UInt64(unit - 64) & 1 == 1 }
    return ranges.contains { $0.contains(unit) } != isNegated
  }

  /// The set that also holds the other case of each of its characters.
  ///
  /// A character is in it when its lower case is in the set as it is, or its upper case is.
  func containsEitherCase(_ unit: UInt32) -> Bool {
    if isNegated {
      let positive = PatternSet(ranges, isNegated: false)
      return !positive.containsEitherCase(unit)
    }
    if contains(unit) || contains(PatternUnit.folded(unit)) { return true }
    guard let scalar = Unicode.Scalar(unit) else { return false }
    let upper = scalar.properties.uppercaseMapping.unicodeScalars
    return upper.count == 1 && upper.first.map { contains($0.value) } == true
  }
}
