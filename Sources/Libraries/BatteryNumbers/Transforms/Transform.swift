/// Products of long numbers by number-theoretic transforms modulo three primes.
///
/// A digit is a whole word of 64 bits, in whatever base. A column of a product is less than n · 2^128;
/// the primes' product, near 2^186, holds that for every n that memory has room for, so the result is
/// exact.
enum Transform {
  /// The columns of a product, from the least significant one, each known modulo the three primes.
  struct Columns {
    /// The product of the first two primes.
    let product = PrimeField.first.prime.multipliedFullWidth(by: PrimeField.second.prime)
    private let residues: UnsafePointer<UInt64>
    private let size: Int
    private let p2 = PrimeField.second
    private let p3 = PrimeField.third
    private let inverse12 = PrimeField.second.factor(PrimeField.inverseOfFirstInSecond)
    private let inverse13 = PrimeField.third.factor(PrimeField.inverseOfFirstInThird)
    private let inverse23 = PrimeField.third.factor(PrimeField.inverseOfSecondInThird)

    fileprivate init(_ residues: UnsafePointer<UInt64>, _ size: Int) {
      self.residues = residues
      self.size = size
    }

    /// A column, as `k1 + k2 · p1 + k3 · p1 · p2` (Garner).
    @inline(__always)
    func column(_ index: Int) -> (k1: UInt64, k2: UInt64, k3: UInt64) {
      let k1 = residues[index]
      let k2 = p2.times(p2.difference(residues[size &+ index], p2.reduced(k1)), inverse12)
      let rest = p3.difference(residues[2 &* size &+ index], p3.reduced(k1))
      let k3 = p3.times(p3.difference(p3.times(rest, inverse13), p3.reduced(k2)), inverse23)
      return (k1, k2, k3)
    }
  }

  /// The smallest power of two that a product of so many digits fits into.
  @inline(__always)
  static func size(of count: Int) -> Int {
    1 << (Int.bitWidth &- Swift.max(count &- 1, 1).leadingZeroBitCount)
  }

  /// Calls `body` with the columns of `a · b`; it has to carry from one to the next.
  static func withColumns<Word: FixedWidthInteger & UnsignedInteger>(
    _ a: UnsafePointer<Word>,
    _ aCount: Int,
    _ b: UnsafePointer<Word>,
    _ bCount: Int,
    _ body: (Columns) -> Void
  ) {
    let size = size(of: aCount &+ bCount)
    let isSquare = a == b && aCount == bCount
    let memory = PrimeField.Values.allocate(capacity: 4 &* size)
    defer { memory.deallocate() }
    let other = memory + 3 * size
    for (index, field) in PrimeField.all.enumerated() {
      let roots = field.roots(size)
      let residues = memory + index * size
      field.load(residues, a, aCount, size)
      roots.withUnsafeBufferPointer { roots in
        field.transform(residues, size, roots)
        if isSquare {
          field.multiply(residues, residues, size)
        } else {
          field.load(other, b, bCount, size)
          field.transform(other, size, roots)
          field.multiply(residues, other, size)
        }
        field.transformBack(residues, size, roots)
      }
    }
    body(Columns(memory, size))
  }
}
