/// Writes texts as JSON does: in quotes, and with a backslash before what needs one.
enum JSONEscape {
  private static let digits = Array("0123456789abcdef".utf8)

  /// Appends a string.
  static func append(_ text: String, to output: inout [UInt8]) {
    var text = text
    text.withUTF8 { append($0, to: &output) }
  }

  /// Whether bytes are UTF-8.
  static func isUTF8(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = text.baseAddress else { return true }
    let end = start + text.count
    var place = start
    while true {
      place = JSONScan.plainEnd(place, end)
      guard place < end else { return true }
      let length = place.pointee < 0x80 ? 1 : JSONScan.sequenceLength(place, end)
      guard length > 0 else { return false }
      place += length
    }
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
        appendEscape(plain.pointee, to: &output)
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

  private static func appendEscape(_ byte: UInt8, to output: inout [UInt8]) {
    output.append(JSONScan.backslash)
    switch byte {
    case JSONScan.quote, JSONScan.backslash: output.append(byte)
    case 0x08: output.append(UInt8(ascii: "b"))
    case 0x09: output.append(UInt8(ascii: "t"))
    case 0x0A: output.append(UInt8(ascii: "n"))
    case 0x0C: output.append(UInt8(ascii: "f"))
    case 0x0D: output.append(UInt8(ascii: "r"))
    default:
      output.append(contentsOf: "u00".utf8)
      output.append(digits[Int(byte >> 4)])
      output.append(digits[Int(byte & 15)])
    }
  }
}
