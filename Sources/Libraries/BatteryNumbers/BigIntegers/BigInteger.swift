/// An integer of any size.
///
/// Numbers that fit `Int` are stored in place, without memory of their own; all others as a sign and
/// a magnitude in words of 64 bits. Every operation is exact, and none can overflow.
///
/// Products use the schoolbook method, Karatsuba's from 36 words and number-theoretic transforms from
/// some 800 words; quotients Knuth's algorithm D and Burnikel and Ziegler's; texts are split
/// in halves. So no operation but the greatest common divisor takes time quadratic in its length.
public struct BigInteger: Sendable, Hashable {
  // Small whenever the value fits; large without zero words at the end: equal values have equal
  // storage.
  enum Storage: Sendable, Hashable {
    case small(Int)
    case large(negative: Bool, [UInt])
  }

  var storage: Storage

  init(_ storage: Storage) { self.storage = storage }

  /// Makes zero.
  public init() { storage = .small(0) }

  /// Makes an integer from one of fixed size.
  public init(_ value: Int) { storage = .small(value) }

  /// Makes an integer from one of 128 bits.
  public init(_ value: Int128) {
    if let small = Int(exactly: value) {
      self.init(small)
    } else {
      self.init(negative: value < 0, value.magnitude)
    }
  }

  init(negative: Bool, _ magnitude: UInt128) {
    let low = UInt(truncatingIfNeeded: magnitude)
    let high = UInt(truncatingIfNeeded: magnitude >> 64)
    self.init(negative: negative, magnitude: high == 0 ? [low] : [low, high])
  }

  /// Makes an integer from its sign and its words, of which the last ones may be zero.
  init(negative: Bool, magnitude: [UInt]) {
    var count = magnitude.count
    while count > 0, magnitude[count - 1] == 0 { count -= 1 }
    if count == 0 {
      storage = .small(0)
    } else if count == 1, let value = Self.small(negative, magnitude[0]) {
      storage = .small(value)
    } else if count == magnitude.count {
      storage = .large(negative: negative, magnitude)
    } else {
      storage = .large(negative: negative, Array(magnitude[..<count]))
    }
  }

  private static func small(_ negative: Bool, _ magnitude: UInt) -> Int? {
    if magnitude <= UInt(Int.max) { return negative ? -Int(magnitude) : Int(magnitude) }
    return negative && magnitude == Int.min.magnitude ? Int.min : nil
  }

  /// Zero.
  public static let zero = BigInteger()

  /// One.
  public static let one = BigInteger(1)

  /// Whether the number is less than zero.
  public var isNegative: Bool {
    switch storage {
    case .small(let value): value < 0
    case .large(let negative, _): negative
    }
  }

  /// Whether the number is zero.
  public var isZero: Bool {
    guard case .small(let value) = storage else { return false }
    return value == 0
  }

  /// Whether the number is odd.
  public var isOdd: Bool {
    switch storage {
    case .small(let value): value & 1 == 1
    case .large(_, let words): words[0] & 1 == 1
    }
  }

  /// The number as an `Int`, where it fits.
  public var asInt: Int? {
    guard case .small(let value) = storage else { return nil }
    return value
  }

  /// The words of the absolute value, without zeros at the end.
  var magnitudeWords: [UInt] {
    switch storage {
    case .small(let value): value == 0 ? [] : [value.magnitude]
    case .large(_, let words): words
    }
  }

  /// Calls a function with the words of the absolute value, without zeros at the end.
  @inline(__always)
  func withMagnitude<Result>(_ body: (BinaryWords.Source, Int) -> Result) -> Result {
    switch storage {
    case .small(let value):
      withUnsafePointer(to: value.magnitude) { body($0, value == 0 ? 0 : 1) }
    case .large(_, let words):
      words.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { preconditionFailure("no words") }
        return body(base, buffer.count)
      }
    }
  }

  /// Makes a number from words that a function writes; it returns nothing to normalise.
  @inline(__always)
  static func make(
    negative: Bool,
    capacity: Int,
    _ body: (BinaryWords.Target) -> Void
  ) -> BigInteger {
    let words = [UInt](unsafeUninitializedCapacity: capacity) { buffer, count in
      guard let base = buffer.baseAddress else { return }
      body(base)
      count = BinaryWords.significant(base, capacity)
    }
    return BigInteger(negative: negative, magnitude: words)
  }
}

extension BigInteger: ExpressibleByIntegerLiteral {
  /// Makes an integer from a literal of any length.
  public init(integerLiteral value: StaticBigInt) {
    let bits = value.bitWidth
    if bits <= Int.bitWidth {
      self.init(Int(bitPattern: value[0]))
      return
    }
    let count = (bits + UInt.bitWidth - 1) / UInt.bitWidth
    self.init(twosComplement: (0..<count).map { value[$0] })
  }
}
