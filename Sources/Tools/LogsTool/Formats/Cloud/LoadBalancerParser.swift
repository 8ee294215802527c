/// Reads the access logs of Amazon's load balancers: the classic one, and that for applications,
/// whose lines begin with the kind of the connection.
final class LoadBalancerParser: LogLineParser {
  func parse(_ line: UnsafeBufferPointer<UInt8>, into record: inout LogRecord) -> LogProblem? {
    guard let base = line.baseAddress, line.count > 0 else { return .empty }
    let end = LineScan.end(of: line)
    record = LogRecord()
    var fields = LineFields(base, 0, end)
    let isApplication = base[0] &- 48 > 9
    if isApplication, !fields.skip(1) { return .fewFields }
    guard let stamp = fields.next(), let start = stamp.baseAddress, stamp.count >= 19,
      let (time, timeEnd) = TimeReader.readISO(start, 0, stamp.count), timeEnd == stamp.count
    else { return .badTimeField }
    record.localTime = time.local
    record.utcOffset = time.offset

    guard fields.skip(1), let client = fields.next(), fields.skip(1) else { return .fewFields }
    record.host = Self.withoutPort(client)
    var total: Int64 = 0
    for _ in 0..<3 {
      guard let text = fields.next(), let start = text.baseAddress else { return .fewFields }
      guard let time = DurationReader.read(start, 0, text.count, wholeNumbers: .seconds) else {
        // A part that did not happen is -1.
        guard LineScan.equals(start, 0, text.count, "-1") else { return .badDuration }
        total = -1
        continue
      }
      if total >= 0 { total += time }
    }
    record.duration = total

    // The status of the balancer, that of the target, the bytes received and sent, the request.
    guard let status = fields.next(), fields.skip(2), let bytes = fields.next(),
      let request = fields.next(), let text = request.baseAddress
    else { return .fewFields }
    guard S3Parser.take(status, into: &record.status) else { return .badStatusField }
    guard S3Parser.take(bytes, into: &record.bytes) else { return .badSize }
    guard record.bytes <= LogRecord.mostBytes else { return .hugeSize }
    // A request that could not be read is "- - - ".
    var requestEnd = request.count
    while requestEnd > 0, text[requestEnd - 1] == LineScan.space { requestEnd -= 1 }
    RequestLine.split(text, 0, requestEnd, into: &record)
    Self.splitTarget(&record)
    record.agent = fields.next()?.unlessHyphen ?? record.agent
    if isApplication, fields.skip(4), let domain = fields.next()?.unlessHyphen, domain.count > 0 {
      record.virtualHost = domain
    }
    return nil
  }

  /// Parts `https://example.com:443/path` into the virtual host and what it was asked for.
  private static func splitTarget(_ record: inout LogRecord) {
    let target = record.target
    guard let base = target.baseAddress, record.method.count > 0 else { return }
    let colon = LineScan.first(UInt8(ascii: ":"), base, 0, target.count)
    guard colon + 3 < target.count, base[colon + 1] == UInt8(ascii: "/"),
      base[colon + 2] == UInt8(ascii: "/")
    else { return }
    let host = colon + 3
    let path = LineScan.first(UInt8(ascii: "/"), base, host, target.count)
    record.virtualHost = withoutPort(LineScan.text(base, host, path))
    if path < target.count { record.target = LineScan.text(base, path, target.count) }
  }

  /// An address without what follows its last colon.
  private static func withoutPort(_ text: LogRecord.Text) -> LogRecord.Text {
    guard let base = text.baseAddress,
      let colon = LineScan.last(UInt8(ascii: ":"), base, 0, text.count),
      base[text.count - 1] != UInt8(ascii: "]")
    else { return text.unlessHyphen }
    if base[0] == UInt8(ascii: "["), colon > 1, base[colon - 1] == UInt8(ascii: "]") {
      return LineScan.text(base, 1, colon - 1)
    }
    return LineScan.text(base, 0, colon)
  }
}

extension LogProblem {
  static let badDuration = LogProblem(reason: "the time that the answer took is no number")
}
