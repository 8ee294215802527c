/// Splits what a client asked for, such as `GET /index.html HTTP/1.1`.
enum RequestLine {
  // All bytes but the two digits.
  private static let versionMask: UInt64 = 0x00FF_00FF_FFFF_FFFF

  /// Puts method, target and protocol into a record.
  ///
  /// Everything goes into the target when it is no request of HTTP: a hyphen, or the bytes of TLS.
  @inline(__always)
  static func split(
    _ base: UnsafePointer<UInt8>,
    _ start: Int,
    _ end: Int,
    into record: inout LogRecord
  ) {
    // "GET " and "HTTP/1.1" are what nearly all requests have.
    let isGet = LineScan.half(base, start) == 0x2054_4547
    if isGet, end &- start >= 13, base[end &- 9] == LineScan.space,
      LineScan.word(base, end &- 8) & versionMask == 0x002E_002F_5054_5448
    {
      record.method = LineScan.text(base, start, start &+ 3)
      record.target = LineScan.text(base, start &+ 4, end &- 9)
      record.protocolVersion = LineScan.text(base, end &- 8, end)
      return
    }
    splitOther(base, start, end, into: &record)
  }

  private static func splitOther(
    _ base: UnsafePointer<UInt8>,
    _ start: Int,
    _ end: Int,
    into record: inout LogRecord
  ) {
    record.target = LineScan.text(base, start, end)
    let space = LineScan.first(LineScan.space, base, start, end)
    guard space < end, isMethod(base, start, space) else { return }
    let target = space + 1
    if let last = protocolStart(base, target, end) {
      record.target = LineScan.text(base, target, max(target, last - 1))
      record.protocolVersion = LineScan.text(base, last, end)
    } else if isTarget(base, target, end) {
      record.target = LineScan.text(base, target, end)
    } else {
      return
    }
    record.method = LineScan.text(base, start, space)
  }

  /// Where the protocol begins at the end of a request: after a space, with letters, a slash and a
  /// digit.
  private static func protocolStart(
    _ base: UnsafePointer<UInt8>,
    _ from: Int,
    _ end: Int
  ) -> Int? {
    guard let space = LineScan.last(LineScan.space, base, max(from, end - 12), end) else {
      return nil
    }
    var place = space + 1
    while place < end, isLetter(base[place]) { place += 1 }
    guard place > space + 1, place + 1 < end, base[place] == UInt8(ascii: "/"),
      base[place + 1] &- 48 < 10
    else { return nil }
    return space + 1
  }

  /// Whether bytes are letters, hyphens and underscores, not more than a method may have.
  static func isMethod(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard end > start, end - start <= 32, isLetter(base[start]) else { return false }
    for place in start..<end {
      let byte = base[place]
      guard isLetter(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") else {
        return false
      }
    }
    return true
  }

  /// Whether bytes begin as a path or an address does.
  private static func isTarget(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    start < end
      && (base[start] == UInt8(ascii: "/") || LineScan.equals(base, start, end, "*")
        || LineScan.starts(base, start, end, "http://")
        || LineScan.starts(base, start, end, "https://"))
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }
}
