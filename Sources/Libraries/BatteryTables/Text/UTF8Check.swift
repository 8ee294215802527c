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
    let zero = SIMD16<UInt8>(repeating: 0)
    while place < end {
      if place &+ 32 <= end {
        let first = ByteScan.load(start, place)
        let second = ByteScan.load(start, place &+ 16)
        let nul = (first .== zero) .| (second .== zero)
        // A byte beyond ASCII has its high bit, as a lane of the mask has.
        let high =
          unsafeBitCast(
            first | second | unsafeBitCast(nul, to: SIMD16<UInt8>.self),
            to: SIMD2<UInt64>.self
          )
          & SIMD2(repeating: 0x8080_8080_8080_8080)
        if high[0] | high[1] == 0 {
          place &+= 32
          continue
        }
      }
      let stop = min(place &+ 32, end)
      while place < stop {
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
