/// Looks for bytes sixteen at a time.
enum ByteScan {
  /// The bytes after the end of what is looked through that must be readable.
  static let padding = 64

  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// A bit, the eighth of its byte, for each lane of a mask that is set: eight lanes in each word.
  @inline(__always)
  static func bits(_ mask: SIMDMask<SIMD16<Int8>>) -> SIMD2<UInt64> {
    unsafeBitCast(mask, to: SIMD2<UInt64>.self) & SIMD2(repeating: highBits)
  }

  @inline(__always)
  static func load(_ start: UnsafePointer<UInt8>, _ place: Int) -> SIMD16<UInt8> {
    UnsafeRawPointer(start + place).loadUnaligned(as: SIMD16<UInt8>.self)
  }

  /// The place of a byte from `place` on, or `end`.
  @inline(__always)
  static func first(
    _ byte: UInt8,
    in start: UnsafePointer<UInt8>,
    from place: Int,
    to end: Int
  ) -> Int {
    var place = place
    let wanted = SIMD16(repeating: byte)
    while place < end {
      let bits = bits(load(start, place) .== wanted)
      if bits[0] | bits[1] != 0 {
        let offset =
          bits[0] != 0 ? bits[0].trailingZeroBitCount >> 3 : 8 + bits[1].trailingZeroBitCount >> 3
        return min(place &+ offset, end)
      }
      place &+= 16
    }
    return end
  }

  /// The place of the last such byte before `end`, not before `place`, or `nil`.
  static func last(
    _ byte: UInt8,
    in start: UnsafePointer<UInt8>,
    from place: Int,
    to end: Int
  ) -> Int? {
    var candidate = end
    while candidate > place {
      candidate &-= 1
      if start[candidate] == byte { return candidate }
    }
    return nil
  }

  /// How often a byte occurs.
  static func count(
    _ byte: UInt8,
    in start: UnsafePointer<UInt8>,
    from place: Int,
    to end: Int
  )
    -> Int
  {
    var place = place
    var total = 0
    let wanted = SIMD16(repeating: byte)
    while place &+ 16 <= end {
      var sums = SIMD16<UInt8>(repeating: 0)
      var rounds = 0
      while place &+ 16 <= end, rounds < 255 {
        let mask = load(start, place) .== wanted
        sums &-= unsafeBitCast(mask, to: SIMD16<UInt8>.self)
        place &+= 16
        rounds &+= 1
      }
      let even = SIMD8<UInt16>(truncatingIfNeeded: sums.evenHalf)
      let odd = SIMD8<UInt16>(truncatingIfNeeded: sums.oddHalf)
      total &+= Int((even &+ odd).wrappedSum())
    }
    while place < end {
      if start[place] == byte { total &+= 1 }
      place &+= 1
    }
    return total
  }
}
