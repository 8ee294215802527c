/// A target that has the host in it, such as `https://example.com:8443/path?query`.
struct AbsoluteTarget {
  /// The host, without its port and without whoever signs in.
  let host: LogRecord.Text
  /// What follows it: a path, or a query or nothing where there is no path.
  let rest: LogRecord.Text

  /// Parts a target; `nil` when it is no address of HTTP with a host.
  init?(_ target: LogRecord.Text) {
    guard let base = target.baseAddress,
      let start = Self.end(of: "http://", base, target.count)
        ?? Self.end(of: "https://", base, target.count)
    else { return nil }
    var end = start
    var host = start
    while end < target.count, !Self.isEnd(base[end]) {
      if base[end] == UInt8(ascii: "@") { host = end + 1 }
      end += 1
    }
    guard end > host else { return nil }
    self.host = LoadBalancerParser.withoutPort(LineScan.text(base, host, end))
    rest = LineScan.text(base, end, target.count)
  }

  /// Whether there is no path.
  var isBare: Bool {
    rest.baseAddress.map { rest.count == 0 || $0[0] != UInt8(ascii: "/") } ?? true
  }

  private static func end(
    of scheme: StaticString,
    _ base: UnsafePointer<UInt8>,
    _ count: Int
  ) -> Int? {
    let length = scheme.utf8CodeUnitCount
    guard count > length else { return nil }
    for place in 0..<length {
      let byte = base[place]
      let small = byte &- 65 < 26 ? byte | 0x20 : byte
      guard small == scheme.utf8Start[place] else { return nil }
    }
    return length
  }

  private static func isEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
  }
}
