/// Writes and reads arrays of numbers, the same JSON as Foundation's coders in a fifth of the time.
///
/// Chunks of numbers are what pools are often given, and the coders ask each number what it is. What
/// is not plain here is left to them: each function returns `nil` then.
enum WorkerNumbers {
  /// Returns the bytes of an array of integers or finite doubles.
  static func encode(_ value: Any) -> [UInt8]? {
    if let integers = value as? [Int] { return encode(integers) }
    if let doubles = value as? [Double] { return encode(doubles) }
    return nil
  }

  /// Returns an array of integers or doubles, if that is what is asked for and what the bytes are.
  static func decode<Value>(_ type: Value.Type, from bytes: [UInt8]) -> Value? {
    if type == [Int].self { return integers(bytes) as? Value }
    if type == [Double].self { return doubles(bytes) as? Value }
    return nil
  }

  // MARK: - Writing

  private static func encode(_ integers: [Int]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 + 8 * integers.count)
    bytes.append(UInt8(ascii: "["))
    for (place, integer) in integers.enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      append(integer, to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
    return bytes
  }

  private static func append(_ integer: Int, to bytes: inout [UInt8]) {
    if integer < 0 { bytes.append(UInt8(ascii: "-")) }
    let first = bytes.count
    var rest = integer.magnitude
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
      rest = quotient
    } while rest > 0
    bytes[first...].reverse()
  }

  private static func encode(_ doubles: [Double]) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 + 20 * doubles.count)
    bytes.append(UInt8(ascii: "["))
    for (place, double) in doubles.enumerated() {
      guard double.isFinite else { return nil }
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes += double.description.utf8
    }
    bytes.append(UInt8(ascii: "]"))
    return bytes
  }

  // MARK: - Reading

  private static func integers(_ bytes: [UInt8]) -> [Int]? {
    elements(of: bytes) { bytes in
      let isNegative = bytes.first == UInt8(ascii: "-")
      let digits = isNegative ? bytes.dropFirst() : bytes
      // Eighteen digits cannot overflow; a zero before others is no JSON.
      guard (1...18).contains(digits.count), digits.count == 1 || digits.first != UInt8(ascii: "0")
      else { return nil }
      var magnitude = 0
      for byte in digits {
        let digit = byte &- UInt8(ascii: "0")
        guard digit < 10 else { return nil }
        magnitude = magnitude &* 10 &+ Int(digit)
      }
      return isNegative ? -magnitude : magnitude
    }
  }

  private static func doubles(_ bytes: [UInt8]) -> [Double]? {
    elements(of: bytes) { bytes in
      // Swift also reads words such as nan, and hexadecimal digits: those are for the coders.
      guard let first = bytes.first, let last = bytes.last, isDigit(last),
        isDigit(first) || first == UInt8(ascii: "-"),
        bytes.allSatisfy({ isDigit($0) || "+-.eE".utf8.contains($0) })
      else { return nil }
      let number = Double(String(decoding: bytes, as: UTF8.self))
      return number?.isFinite == true ? number : nil
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  /// Reads what stands between brackets and commas; `nil` when any of it cannot be read.
  private static func elements<Element>(
    of bytes: [UInt8],
    _ read: (Slice<UnsafeBufferPointer<UInt8>>) -> Element?
  ) -> [Element]? {
    bytes.withUnsafeBufferPointer { bytes in
      guard bytes.count >= 2, bytes[0] == UInt8(ascii: "["),
        bytes[bytes.count - 1] == UInt8(ascii: "]")
      else { return nil }
      var elements: [Element] = []
      if bytes.count == 2 { return elements }
      elements.reserveCapacity(bytes.count / 4)
      var start = 1
      for place in 1..<bytes.count {
        guard bytes[place] == UInt8(ascii: ",") || place == bytes.count - 1 else { continue }
        guard let element = read(bytes[start..<place]) else { return nil }
        elements.append(element)
        start = place + 1
      }
      return elements
    }
  }
}
