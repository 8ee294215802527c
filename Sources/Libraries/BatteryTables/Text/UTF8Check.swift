internal import CByteMasks

/// Finds bytes that are no text: what is not UTF-8, and NUL.
enum UTF8Check {
  /// What is wrong with bytes.
  enum Problem: Hashable, Sendable {
    /// A byte that does not continue or begin a character.
    case invalid
    /// A byte that is zero.
    case nul
  }

  /// The first place where bytes are no text, or `nil`; ``ByteScan/padding`` bytes after the end must
  /// be readable.
  static func firstProblem(
    in start: UnsafePointer<UInt8>,
    from: Int,
    to end: Int
  ) -> (place: Int, problem: Problem)? {
    var place = from
    // The first bytes of the word that must continue a character of the word before.
    var expected: UInt64 = 0
    while place &+ 64 <= end {
      let bytes = start + place
      let high = byte_mask_high(bytes)
      let nul = byte_mask_equal(bytes, 0)
      if high | nul | expected == 0 {
        place &+= 64
        continue
      }
      let tails = byte_mask_below(bytes, -64)  // 80...BF
      let leads = high & ~tails
      let ofThree = high & ~byte_mask_below(bytes, -32)
      let ofFour = high & ~byte_mask_below(bytes, -16)
      // C0 and C1 begin nothing, and after E0, ED and F0...FF not every byte may follow.
      let special =
        (byte_mask_below(bytes, -62) & ~tails) | byte_mask_equal(bytes, 0xE0)
        | byte_mask_equal(bytes, 0xED) | ofFour
      let wanted = leads << 1 | ofThree << 2 | expected
      if nul | special == 0, tails == wanted {
        expected = leads >> 63 | ofThree >> 62
        place &+= 64
        continue
      }
      if expected != 0 { place = lead(before: place, in: start) }
      expected = 0
      if let problem = slowProblem(in: start, &place, until: place &+ 64, end) { return problem }
    }
    if expected != 0 { place = lead(before: place, in: start) }
    return slowProblem(in: start, &place, until: end, end)
  }

  /// Where the character begins that goes on at a place.
  private static func lead(before place: Int, in start: UnsafePointer<UInt8>) -> Int {
    var place = place &- 1
    while isTail(start[place]) { place &-= 1 }
    return place
  }

  /// Looks at the characters that begin before `stop`, one by one.
  private static func slowProblem(
    in start: UnsafePointer<UInt8>,
    _ place: inout Int,
    until stop: Int,
    _ end: Int
  ) -> (place: Int, problem: Problem)? {
    while place < min(stop, end) {
      let byte = start[place]
      if byte < 0x80 {
        if byte == 0 { return (place, .nul) }
        place &+= 1
      } else {
        let length = sequence(start + place, end &- place)
        if length == 0 { return (place, .invalid) }
        place &+= length
      }
    }
    return nil
  }

  /// The length of the character that begins here, or 0 (Unicode 16, table 3-7).
  @inline(__always)
  private static func sequence(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int {
    switch start[0] {
    case 0xC2...0xDF:
      return count >= 2 && isTail(start[1]) ? 2 : 0
    case 0xE0...0xEF:
      guard count >= 3, isTail(start[1]), isTail(start[2]) else { return 0 }
      if start[0] == 0xE0, start[1] < 0xA0 { return 0 }
      return start[0] == 0xED && start[1] >= 0xA0 ? 0 : 3
    case 0xF0...0xF4:
      guard count >= 4, isTail(start[1]), isTail(start[2]), isTail(start[3]) else { return 0 }
      if start[0] == 0xF0, start[1] < 0x90 { return 0 }
      return start[0] == 0xF4 && start[1] >= 0x90 ? 0 : 4
    default:
      return 0
    }
  }

  @inline(__always)
  private static func isTail(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}
