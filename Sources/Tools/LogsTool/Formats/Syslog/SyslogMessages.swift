/// Reads the lines of access logs that servers send as messages of syslog.
final class SyslogMessages {
  private let classic = ClassicParser(ClassicLayout())
  private let json = JSONLineParser(.common, needsRequest: true, isLenient: true)
  private var combined = 0
  private var common = 0
  private var objects = 0
  private var others = 0

  /// What more than half of the messages are; `nil` when those are no lines of access logs.
  var content: String? {
    let access = combined + common + objects
    guard access > others else { return nil }
    if objects * 2 > access { return "JSON" }
    return combined > 0 ? "combined" : "common"
  }

  /// Replaces a record by that of the line in its message, if there is one.
  func read(_ message: LogRecord.Text, into record: inout LogRecord) {
    var inner = LogRecord()
    let isAccess = isObject(message) ? readObject(message, &inner) : readLine(message, &inner)
    guard isAccess else {
      others &+= 1
      return
    }
    if inner.utcOffset == LogRecord.noOffset { inner.utcOffset = record.utcOffset }
    record = inner
  }

  private func isObject(_ message: LogRecord.Text) -> Bool {
    message.count > 0 && message[0] == UInt8(ascii: "{")
  }

  /// Reads an object with a request, its answer and its time.
  private func readObject(_ message: LogRecord.Text, _ record: inout LogRecord) -> Bool {
    guard json.parse(message, into: &record) == nil, record.status >= 0 else { return false }
    objects &+= 1
    return true
  }

  private func readLine(_ message: LogRecord.Text, _ record: inout LogRecord) -> Bool {
    guard classic.parse(message, into: &record) == nil, record.status >= 0 else { return false }
    if record.agent.baseAddress != nil || record.referrer.baseAddress != nil {
      combined &+= 1
    } else {
      common &+= 1
    }
    return true
  }
}
