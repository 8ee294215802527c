/// Products by number-theoretic transforms modulo three primes, put together by the Chinese
/// remainder theorem.
///
/// The digits are the words themselves: three primes of 62 bits hold every sum of products exactly.
/// Butterflies are Harvey's, with numbers below four times the prime between them.
///
/// Source: Harvey, "Faster arithmetic for number-theoretic transforms", Journal of Symbolic
/// Computation 60 (2014).
struct Transform {
  private static let fields = [
    Field(prime: 0x3fff_c000_0000_0001, root: 611_971_507_056_309_289),
    Field(prime: 0x3fff_be00_0000_0001, root: 291_604_889_638_457_747),
    Field(prime: 0x3fff_8400_0000_0001, root: 1_291_242_423_054_889_089),
  ]

  /// Whether a product of factors so long is faster this way than by pieces (a model, calibrated).
  static func pays(_ aCount: Int, _ bCount: Int) -> Bool {
    let (size, logarithm) = size(of: aCount + bCount)
    let transforms = 14.0 * Double(size) * Double(logarithm)
    let threshold = Double(BinaryWords.karatsubaThreshold)
    var depth = 0.0
    var length = Double(bCount)
    while length > threshold {
      length /= 2
      depth += 1
    }
    var pieces = length * length
    for _ in 0..<Int(depth) { pieces *= 3 }
    return transforms < pieces * 1.6 * Double(aCount) / Double(bCount)
  }

  private static func size(of count: Int) -> (size: Int, logarithm: Int) {
    let logarithm = Int.bitWidth - max(count - 1, 1).leadingZeroBitCount
    return (1 << logarithm, logarithm)
  }

  /// `result = a · b`, with `aCount + bCount` words.
  static func multiply(
    _ result: BinaryWords.Target,
    _ a: BinaryWords.Source,
    _ aCount: Int,
    _ b: BinaryWords.Source,
    _ bCount: Int
  ) {
    let (size, logarithm) = size(of: aCount + bCount)
    let square = a == b && aCount == bCount
    let memory = BinaryWords.Target.allocate(capacity: 5 * size)
    defer { memory.deallocate() }
    let other = memory + 3 * size
    let table = memory + 4 * size
    for (index, field) in fields.enumerated() {
      let residues = memory + index * size
      field.load(residues, size, a, aCount)
      field.fillTable(table, size, inverse: false)
      field.forward(residues, logarithm, table)
      if square {
        field.multiply(residues, residues, size)
      } else {
        field.load(other, size, b, bCount)
        field.forward(other, logarithm, table)
        field.multiply(residues, other, size)
      }
      field.fillTable(table, size, inverse: true)
      field.inverse(residues, logarithm, table)
    }
    combine(result, aCount + bCount, memory, size)
  }

  /// Garner's form of the Chinese remainder theorem, with the carries from word to word.
  private static func combine(
    _ result: BinaryWords.Target,
    _ count: Int,
    _ residues: BinaryWords.Target,
    _ size: Int
  ) {
    let (first, second, third) = (fields[0], fields[1], fields[2])
    let inverse12 = second.factor(second.inverse(first.prime % second.prime))
    let firstInThird = third.factor(first.prime % third.prime)
    let product = first.prime.multipliedFullWidth(by: second.prime)
    let productInThird = third.multiply(first.prime % third.prime, second.prime % third.prime)
    let inverse123 = third.factor(third.inverse(productInThird))
    var carry: UInt128 = 0
    for index in 0..<count {
      let r1 = residues[index]
      let r2 = residues[size &+ index]
      let r3 = residues[2 &* size &+ index]
      let v2 = second.multiply(second.subtract(r2, r1), inverse12)
      let known = third.add(third.once(r1), third.multiply(v2, firstInThird))
      let v3 = third.multiply(third.subtract(r3, known), inverse123)
      // r1 + first · v2 + product · v3 + carry, in three words; no sum of them leaves its 128 bits.
      let low =
        UInt128(first.prime) &* UInt128(v2) &+ UInt128(r1) &+ UInt128(product.low) &* UInt128(v3)
        &+ carry
      result[index] = UInt(truncatingIfNeeded: low)
      carry = (low >> 64) &+ UInt128(product.high) &* UInt128(v3)
    }
  }
}
