/// What a line of a log says, as far as its format has it.
///
/// The texts point into the line or into the parser, and are valid until it parses the next line.
struct LogRecord {
  /// Bytes of a field; without a base address where the line has none.
  typealias Text = UnsafeBufferPointer<UInt8>

  /// Stands for an offset that nobody knows: 32,768 minutes.
  static let noOffset: Int32 = Int32(Int16.min) * 60

  /// The largest size that an answer can have: 8 PiB, so that sums of sizes stay numbers.
  static let mostBytes: Int64 = 1 << 53

  /// The time as the line has it on the wall, in seconds since 1970-01-01T00:00:00.
  var localTime: Int64 = 0
  /// How far the wall clock is ahead of UTC, in seconds; ``noOffset`` where the line does not say it.
  var utcOffset: Int32 = LogRecord.noOffset
  /// The address or name of the client.
  var host = Text(start: nil, count: 0)
  /// The user who was signed in.
  var user = Text(start: nil, count: 0)
  /// The method, such as `GET`; empty where the request is no request of HTTP.
  var method = Text(start: nil, count: 0)
  /// What was asked for, with its query; the whole request where it is none of HTTP.
  var target = Text(start: nil, count: 0)
  /// The protocol, such as `HTTP/1.1`.
  var protocolVersion = Text(start: nil, count: 0)
  /// The page that the request came from.
  var referrer = Text(start: nil, count: 0)
  /// What the client calls itself.
  var agent = Text(start: nil, count: 0)
  /// The name of the server that was asked for.
  var virtualHost = Text(start: nil, count: 0)
  /// The status of the answer; -1 where the line has none.
  var status: Int32 = -1
  /// The size of the answer in bytes; -1 where the line has none.
  var bytes: Int64 = -1
  /// How long the answer took, in microseconds; -1 where the line does not say it.
  var duration: Int64 = -1
}
