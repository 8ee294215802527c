extension BigInteger: LosslessStringConvertible, CustomDebugStringConvertible {
  /// The number in decimal digits.
  public var description: String { text() }

  /// The number in decimal digits.
  public var debugDescription: String { text() }

  /// Makes an integer from decimal digits with a sign or without; `nil` for any other text.
  public init?(_ description: String) { self.init(description, radix: 10) }

  /// Makes an integer from digits with a sign or without; `nil` for any other text.
  ///
  /// - Parameters:
  ///   - text: The digits, letters in either case.
  ///   - radix: The base, 2 to 36.
  /// - Complexity: That of a product of the length, times the logarithm of it.
  public init?(_ text: some StringProtocol, radix: Int) {
    precondition((2...36).contains(radix), "A radix is 2 to 36")
    var bytes = Array(text.utf8)
    var negative = false
    if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      negative = first == UInt8(ascii: "-")
      bytes.removeFirst()
    }
    guard let magnitude = Self.parse(bytes[...], radix: radix) else { return nil }
    self = negative ? -magnitude : magnitude
  }

  /// The number of digits, with letters in lower case where the base has them.
  ///
  /// - Parameters:
  ///   - radix: The base, 2 to 36.
  ///   - uppercase: Whether letters are capital.
  /// - Returns: The digits, behind a minus sign where the number is negative.
  /// - Complexity: That of a product of the length, times the logarithm of it.
  public func text(radix: Int = 10, uppercase: Bool = false) -> String {
    precondition((2...36).contains(radix), "A radix is 2 to 36")
    if case .small(let value) = storage {
      return String(value, radix: radix, uppercase: uppercase)
    }
    var digits: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
    let base = Radix(radix)
    // The powers radix^(length · 2^k) up to the square root of the number.
    var powers = [BigInteger(negative: false, UInt128(base.chunk))]
    while magnitude.magnitudeWords.count > Self.writtenWords,
      powers[powers.count - 1].bitLength * 2 - 1 <= bitLength
    {
      powers.append(powers[powers.count - 1] * powers[powers.count - 1])
    }
    Self.write(magnitude, powers[...], base, nil, uppercase, into: &digits)
    return String(decoding: digits, as: UTF8.self)
  }

  /// Reads digits alone: no sign, and at least one.
  static func parse(_ bytes: ArraySlice<UInt8>, radix: Int) -> BigInteger? {
    guard !bytes.isEmpty else { return nil }
    let base = Radix(radix)
    let length = base.length << shortShift
    var chunks: [BigInteger] = []
    var end = bytes.endIndex
    while end > bytes.startIndex {
      let start = Swift.max(bytes.startIndex, end - length)
      guard let chunk = parseShort(bytes[start..<end], base) else { return nil }
      chunks.append(chunk)
      end = start
    }
    if chunks.count == 1 { return chunks[0] }
    // Neighbours are joined until one is left, with a power that is squared at each step.
    var power = BigInteger(negative: false, UInt128(base.chunk))
    for _ in 0..<shortShift { power = power * power }
    while chunks.count > 1 {
      var joined: [BigInteger] = []
      joined.reserveCapacity((chunks.count + 1) / 2)
      for index in stride(from: 0, to: chunks.count, by: 2) {
        joined.append(
          index + 1 < chunks.count ? chunks[index] + chunks[index + 1] * power : chunks[index]
        )
      }
      chunks = joined
      if chunks.count > 1 { power = power * power }
    }
    return chunks[0]
  }

  /// Texts of up to 2^4 words are read word by word: joining halves pays for longer ones.
  private static let shortShift = 4

  /// Reads digits by multiplying what is there with the power of a word's digits.
  private static func parseShort(_ bytes: ArraySlice<UInt8>, _ base: Radix) -> BigInteger? {
    var words: [UInt] = []
    words.reserveCapacity(bytes.count / base.length + 1)
    var start = bytes.startIndex
    var end = start + (bytes.count - 1) % base.length + 1
    while start < bytes.endIndex {
      var carry: UInt = 0
      for byte in bytes[start..<end] {
        guard let digit = digit(byte), digit < base.radix else { return nil }
        carry = carry &* base.radix &+ digit
      }
      for place in words.indices {
        let (high, low) = words[place].multipliedFullWidth(by: base.chunk)
        let (sum, overflow) = low.addingReportingOverflow(carry)
        words[place] = sum
        carry = high &+ (overflow ? 1 : 0)
      }
      if carry > 0 { words.append(carry) }
      (start, end) = (end, end + base.length)
    }
    return BigInteger(negative: false, magnitude: words)
  }

  static func digit(_ byte: UInt8) -> UInt? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }

  /// How many digits of a base fit a word, and the base to that power.
  private struct Radix {
    let radix: UInt
    var length = 0
    var chunk: UInt = 1

    init(_ radix: Int) {
      self.radix = UInt(radix)
      while true {
        let (next, overflow) = chunk.multipliedReportingOverflow(by: self.radix)
        if overflow { return }
        chunk = next
        length += 1
      }
    }
  }

  /// Numbers of up to that many words are written word by word.
  private static let writtenWords = 24

  /// Writes a number that is not negative, with zeros in front up to `width` where that is given.
  private static func write(
    _ value: BigInteger,
    _ powers: ArraySlice<BigInteger>,
    _ base: Radix,
    _ width: Int?,
    _ uppercase: Bool,
    into digits: inout [UInt8]
  ) {
    if let power = powers.last, value.magnitudeWords.count > writtenWords {
      let below = powers.dropLast()
      guard value >= power else {
        return write(value, below, base, width, uppercase, into: &digits)
      }
      let (high, low) = value.quotientAndRemainder(dividingBy: power)
      let lowWidth = base.length << (powers.count - 1)
      write(high, below, base, width.map { $0 - lowWidth }, uppercase, into: &digits)
      write(low, below, base, lowWidth, uppercase, into: &digits)
      return
    }
    var words = value.magnitudeWords
    var reversed: [UInt8] = []
    reversed.reserveCapacity((words.count + 1) * base.length)
    let letter = (uppercase ? UInt8(ascii: "A") : UInt8(ascii: "a")) - 10
    let divisor = WordDivisor(base.chunk)
    while !words.isEmpty {
      let count = words.count
      var chunk = words.withUnsafeMutableBufferPointer { buffer -> UInt in
        guard let memory = buffer.baseAddress else { return 0 }
        return divisor.divide(memory, memory, count)
      }
      while let last = words.last, last == 0 { words.removeLast() }
      for _ in 0..<base.length {
        let digit: UInt8
        // A division by a constant takes a fraction of the time of others.
        if base.radix == 10 {
          digit = UInt8(truncatingIfNeeded: chunk % 10)
          chunk /= 10
        } else {
          digit = UInt8(truncatingIfNeeded: chunk % base.radix)
          chunk /= base.radix
        }
        reversed.append(digit < 10 ? digit + UInt8(ascii: "0") : digit + letter)
        if chunk == 0, words.isEmpty { break }
      }
    }
    if let width, reversed.count < width {
      digits.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: width - reversed.count))
    }
    digits.append(contentsOf: reversed.reversed())
  }
}

extension String {
  /// The digits of an integer in a base.
  public init(_ value: BigInteger, radix: Int = 10, uppercase: Bool = false) {
    self = value.text(radix: radix, uppercase: uppercase)
  }
}

extension BigInteger: Codable {
  /// Reads decimal digits from a text, or a number.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Int.self) {
      self.init(value)
      return
    }
    let text = try container.decode(String.self)
    guard let value = BigInteger(text) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "\"\(text)\" is no integer. Write digits with a sign or without."
      )
    }
    self = value
  }

  /// Writes decimal digits as a text: readers of JSON lose digits of long numbers.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
