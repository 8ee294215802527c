/// Reads the access logs of Amazon S3.
///
/// The bucket is the virtual host, and the requester is the user.
final class S3Parser: LogLineParser {
  private var time = CommonTime()

  func parse(_ line: UnsafeBufferPointer<UInt8>, into record: inout LogRecord) -> LogProblem? {
    guard let base = line.baseAddress, line.count > 0 else { return .empty }
    let end = LineScan.end(of: line)
    record = LogRecord()
    var fields = LineFields(base, 0, end)
    guard fields.skip(1), let bucket = fields.next(), let stamp = fields.next() else {
      return .fewFields
    }
    guard stamp.count == CommonTime.length, let start = stamp.baseAddress,
      time.read(start, 0, into: &record)
    else { return .badTime }
    // The address, the requester, the identifier of the request, the operation, the key, the request.
    guard let host = fields.next(), let user = fields.next(), fields.skip(3),
      let request = fields.next()
    else { return .fewFields }
    record.virtualHost = bucket.unlessHyphen
    record.host = host.unlessHyphen
    record.user = user.unlessHyphen
    guard let text = request.baseAddress else { return .fewFields }
    RequestLine.split(text, 0, request.count, into: &record)

    // The status, the error, the bytes sent, the size of the object, the time it took.
    guard let status = fields.next(), fields.skip(1), let bytes = fields.next(), fields.skip(1),
      let total = fields.next(), fields.skip(1)
    else { return .fewFields }
    guard Self.take(status, into: &record.status) else { return .badStatusField }
    guard Self.take(bytes, into: &record.bytes) else { return .badSize }
    guard record.bytes <= LogRecord.mostBytes else { return .hugeSize }
    if let start = total.baseAddress {
      record.duration =
        DurationReader.read(start, 0, total.count, wholeNumbers: .milliseconds) ?? -1
    }
    record.referrer = fields.next()?.unlessHyphen ?? record.referrer
    record.agent = fields.next()?.unlessHyphen ?? record.agent
    return nil
  }

  /// Reads a number, or none where there is only a hyphen; `false` when it is neither.
  static func take<Number: FixedWidthInteger>(
    _ text: LogRecord.Text,
    into number: inout Number
  ) -> Bool {
    guard !text.isHyphen else { return true }
    guard let base = text.baseAddress, let read = LineScan.number(base, 0, text.count),
      read.end == text.count, let value = Number(exactly: read.value)
    else { return false }
    number = value
    return true
  }
}

extension LogProblem {
  static let fewFields = LogProblem(reason: "the line has fewer fields than the format")
}
