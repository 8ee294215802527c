/// Writes texts as JSON does, through pointers.
enum JSONTextFormat {
  typealias Output = UnsafeMutablePointer<UInt8>

  /// How many bytes a text of a length needs at the most.
  static func limit(_ count: Int) -> Int { 6 * count + 2 }

  /// Writes a text, of which sixteen bytes at a time may be read up to `end`.
  ///
  /// - Returns: The place after it, or `nil` when it is not UTF-8.
  @inline(__always)
  static func write(
    _ text: UnsafeBufferPointer<UInt8>,
    end: JSONScan.Pointer,
    to output: Output
  ) -> Output? {
    let count = text.count
    guard let start = text.baseAddress, end - start >= 16 else {
      return writeSlowly(text, to: output)
    }
    output.pointee = JSONScan.quote
    let target = output + 1
    if count <= 16 {
      let first = JSONScan.load(start)
      let second = JSONScan.load(start + 8)
      DigitFormat.store(first, to: target)
      DigitFormat.store(second, to: target + 8)
      let low = count >= 8 ? UInt64.max : 1 << UInt64(count &* 8) &- 1
      let high = count == 16 ? UInt64.max : count <= 8 ? 0 : 1 << UInt64((count &- 8) &* 8) &- 1
      guard JSONScan.specials(first) & low | JSONScan.specials(second) & high == 0 else {
        return writeSlowly(text, to: output)
      }
    } else {
      var found: UInt64 = 0
      var place = 0
      while place &+ 8 < count {
        let word = JSONScan.load(start + place)
        DigitFormat.store(word, to: target + place)
        found |= JSONScan.specials(word)
        place &+= 8
      }
      // The last eight, some of which were there before.
      let word = JSONScan.load(start + (count &- 8))
      DigitFormat.store(word, to: target + (count &- 8))
      guard found | JSONScan.specials(word) == 0 else { return writeSlowly(text, to: output) }
    }
    target[count] = JSONScan.quote
    return target + (count &+ 1)
  }

  /// Writes a text that may have anything in it.
  ///
  /// - Returns: The place after it, or `nil` when it is not UTF-8.
  static func writeSlowly(_ text: UnsafeBufferPointer<UInt8>, to output: Output) -> Output? {
    output.pointee = JSONScan.quote
    var target = output + 1
    if let start = text.baseAddress {
      let end = start + text.count
      var place = start
      while place < end {
        let plain = JSONScan.plainEnd(place, end)
        target.update(from: place, count: plain - place)
        target += plain - place
        place = plain
        guard place < end else { break }
        if place.pointee >= 0x80 {
          let length = JSONScan.sequenceLength(place, end)
          guard length > 0 else { return nil }
          target.update(from: place, count: length)
          target += length
          place += length
        } else {
          target = JSONEscape.write(place.pointee, to: target)
          place += 1
        }
      }
    }
    target.pointee = JSONScan.quote
    return target + 1
  }
}
