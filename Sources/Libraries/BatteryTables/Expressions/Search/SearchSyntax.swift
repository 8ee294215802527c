/// What a regular expression says, as far as it can be matched without going back.
indirect enum SearchSyntax {
  case empty
  case scalar(ScalarSet)
  /// The start of the text.
  case start
  /// The end of the text.
  case end
  case sequence([SearchSyntax])
  /// One of several, of which an earlier one is preferred.
  case choice([SearchSyntax])
  /// A group whose text is wanted.
  case group(Int, SearchSyntax)
  /// Again and again; `most` is `nil` without a limit.
  case repetition(SearchSyntax, least: Int, most: Int?, isLazy: Bool)
}

/// Characters of Unicode, of which a regular expression takes one.
struct ScalarSet: Equatable, Sendable {
  /// A class that has a name, with the characters that Swift puts in it.
  enum Kind: Equatable, Sendable {
    case digit
    case word
    case space
  }

  private var ranges: [ClosedRange<UInt32>] = []
  private var kinds: [(kind: Kind, isNegated: Bool)] = []
  private var isNegated = false
  private var ignoresCase = false
  /// The answers for the characters of ASCII.
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(
    _ ranges: [ClosedRange<UInt32>],
    _ kinds: [(kind: Kind, isNegated: Bool)] = [],
    isNegated: Bool = false,
    ignoresCase: Bool = false
  ) {
    self.ranges = ranges
    self.kinds = kinds
    self.isNegated = isNegated
    self.ignoresCase = ignoresCase
    for scalar in UInt32(0)..<64 where search(scalar) { low |= 1 << UInt64(scalar) }
    for scalar in UInt32(64)..<128 where search(scalar) { high |= 1 << UInt64(scalar - 64) }
  }

  /// Every character, or all but those that end lines.
  static func any(withLineEnds: Bool) -> ScalarSet {
    ScalarSet(withLineEnds ? [] : [0x0A...0x0D, 0x85...0x85, 0x2028...0x2029], isNegated: true)
  }

  static func == (one: ScalarSet, other: ScalarSet) -> Bool {
    one.ranges == other.ranges && one.kinds.elementsEqual(other.kinds, by: ==)
      && one.isNegated == other.isNegated && one.ignoresCase == other.ignoresCase
  }

  @inline(__always)
  func contains(_ scalar: UInt32) -> Bool {
    if scalar < 64 { return low >> UInt64(scalar) & 1 != 0 }
    if scalar < 128 { return high >> UInt64(scalar & 63) & 1 != 0 }
    return search(scalar)
  }

  private func search(_ scalar: UInt32) -> Bool {
    guard let character = Unicode.Scalar(scalar) else { return false }
    var isIn = holds(scalar, character)
    if !isIn, ignoresCase {
      let properties = character.properties
      for text in [properties.lowercaseMapping, properties.uppercaseMapping]
      where text.unicodeScalars.count == 1 {
        for other in text.unicodeScalars where holds(other.value, other) { isIn = true }
      }
    }
    return isIn != isNegated
  }

  private func holds(_ scalar: UInt32, _ character: Unicode.Scalar) -> Bool {
    ranges.contains { $0.contains(scalar) }
      || kinds.contains { $0.kind.contains(character) != $0.isNegated }
  }
}

extension ScalarSet.Kind {
  fileprivate func contains(_ character: Unicode.Scalar) -> Bool {
    let properties = character.properties
    return switch self {
    case .digit: properties.numericType != nil
    case .space: properties.isWhitespace
    case .word: properties.isAlphabetic || character == "_" || "0"..."9" ~= character
    }
  }
}
