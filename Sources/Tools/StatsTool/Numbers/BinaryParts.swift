/// A finite double as an integer divided by a power of two.
struct BinaryParts {
  package var coefficient: Int64
  package var scale: Int

  @inline(__always)
  init(_ value: Double) {
    let bits = value.bitPattern
    let exponent = Int(truncatingIfNeeded: bits &>> 52) & 0x7FF
    var significand = Int64(truncatingIfNeeded: bits & 0xF_FFFF_FFFF_FFFF)
    if exponent > 0 { significand |= 1 &<< 52 }
    coefficient = Int64(bitPattern: bits) < 0 ? 0 &- significand : significand
    scale = significand == 0 ? 0 : 1075 &- max(exponent, 1)
  }
}
