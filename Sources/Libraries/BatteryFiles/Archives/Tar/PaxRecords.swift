/// The records of a pax header: lines of a length, a key, an equals sign and a value.
struct PaxRecords {
  /// In the order of the file, in which a later one takes the place of an earlier one.
  private(set) var records: [(key: [UInt8], value: [UInt8])] = []

  /// Reads the records; `nil` when they are damaged.
  init?(_ bytes: [UInt8]) {
    var index = 0
    while index < bytes.count {
      // Some programs fill the block up with zeros within the length.
      if bytes[index] == 0, bytes[index...].allSatisfy({ $0 == 0 }) { return }
      let start = index
      var length = 0
      while index < bytes.count, bytes[index] >= 0x30, bytes[index] <= 0x39, length < 1 << 40 {
        length = length * 10 + Int(bytes[index] - 0x30)
        index += 1
      }
      // More digits than the longest file needs are there to hide something.
      guard index > start, index - start <= 20, index < bytes.count, bytes[index] == 0x20 else {
        return nil
      }
      index += 1
      let end = start + length
      guard length > index - start, end <= bytes.count, bytes[end - 1] == 0x0A,
        let equals = bytes[index..<end].firstIndex(of: UInt8(ascii: "=")), equals > index
      else { return nil }
      records.append((Array(bytes[index..<equals]), Array(bytes[equals + 1..<end - 1])))
      index = end
    }
  }

  /// A time as nanoseconds since 1970; `nil` when it is none.
  static func time(_ value: [UInt8]) -> Int64? {
    let isNegative = value.first == UInt8(ascii: "-")
    let parts = value.dropFirst(isNegative ? 1 : 0).split(
      separator: UInt8(ascii: "."),
      maxSplits: 1,
      omittingEmptySubsequences: false
    )
    guard let whole = parts.first, !whole.isEmpty || parts.count == 2,
      let seconds = number(Array(whole), isSaturating: true)
    else { return nil }
    var nanoseconds: Int64 = 0
    if parts.count == 2 {
      guard parts[1].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
      for place in 0..<9 {
        let digit = place < parts[1].count ? parts[1][parts[1].startIndex + place] - 0x30 : 0
        nanoseconds = nanoseconds * 10 + Int64(digit)
      }
    }
    return FileEntry.nanoseconds(
      isNegative ? -seconds : seconds,
      isNegative ? -nanoseconds : nanoseconds
    )
  }

  /// A decimal number without a sign; `nil` when it is none, or too large.
  static func number(_ value: [UInt8], isSaturating: Bool = false) -> Int64? {
    var number: Int64 = 0
    for byte in value {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      let (product, isBeyond) = number.multipliedReportingOverflow(by: 10)
      let (sum, isJustBeyond) = product.addingReportingOverflow(Int64(byte - 0x30))
      if isBeyond || isJustBeyond {
        guard isSaturating else { return nil }
        number = .max / 16
      } else {
        number = sum
      }
    }
    return number
  }

  // MARK: - Writing

  /// The bytes of a record, whose length counts its own digits.
  static func record(_ key: [UInt8], _ value: [UInt8]) -> [UInt8] {
    let rest = key.count + value.count + 3
    var length = rest + String(rest).utf8.count
    if String(length).utf8.count + rest != length {
      length = rest + String(length).utf8.count
    }
    return Array(String(length).utf8) + [0x20] + key + [UInt8(ascii: "=")] + value + [0x0A]
  }

  /// A time as pax writes it: seconds and, unless it is zero, a fraction.
  static func text(ofTime time: Int64) -> [UInt8] {
    let magnitude = time.magnitude
    let (seconds, rest) = magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
    var text = (time < 0 ? "-" : "") + String(seconds)
    if rest > 0 {
      var fraction = String(rest)
      fraction = String(repeating: "0", count: 9 - fraction.utf8.count) + fraction
      while fraction.hasSuffix("0") { fraction.removeLast() }
      text += "." + fraction
    }
    return Array(text.utf8)
  }
}
