/// Writes texts as JSON does: in quotes, and with a backslash before what needs one.
enum JSONEscape {
  private static let digits: StaticString = "0123456789abcdef"

  /// Appends a string.
  static func append(_ text: String, to output: inout [UInt8]) {
    var text = text
    text.withUTF8 { append($0, to: &output) }
  }

  /// Appends bytes, which are UTF-8.
  static func append(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    output.append(JSONScan.quote)
    if let start = text.baseAddress {
      let end = start + text.count
      var place = start
      while true {
        let plain = plainEnd(place, end)
        output.append(contentsOf: UnsafeBufferPointer(start: place, count: plain - place))
        guard plain < end else { break }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 6) { room in
          guard let start = room.baseAddress else { return }
          let count = write(plain.pointee, to: start) - start
          output.append(contentsOf: UnsafeMutableBufferPointer(rebasing: room[..<count]))
        }
        place = plain + 1
      }
    }
    output.append(JSONScan.quote)
  }

  /// The first byte that needs a backslash.
  private static func plainEnd(
    _ place: JSONScan.Pointer,
    _ end: JSONScan.Pointer
  ) -> JSONScan.Pointer {
    var place = place
    while true {
      place = JSONScan.plainEnd(place, end)
      guard place < end, place.pointee >= 0x80 else { return place }
      while place < end, place.pointee >= 0x80 { place += 1 }
    }
  }

  /// Writes a byte that needs a backslash; six bytes must be writable.
  ///
  /// - Returns: The place after it.
  static func write(
    _ byte: UInt8,
    to output: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    output[0] = JSONScan.backslash
    switch byte {
    case JSONScan.quote, JSONScan.backslash: output[1] = byte
    case 0x08: output[1] = UInt8(ascii: "b")
    case 0x09: output[1] = UInt8(ascii: "t")
    case 0x0A: output[1] = UInt8(ascii: "n")
    case 0x0C: output[1] = UInt8(ascii: "f")
    case 0x0D: output[1] = UInt8(ascii: "r")
    default:
      output[1] = UInt8(ascii: "u")
      output[2] = UInt8(ascii: "0")
      output[3] = UInt8(ascii: "0")
      output[4] = digits.utf8Start[Int(byte >> 4)]
      output[5] = digits.utf8Start[Int(byte & 15)]
      return output + 6
    }
    return output + 2
  }
}
