#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Who holds a lock: a process, on which machine, and since when.
public struct FileLockOwner: Hashable, Sendable, CustomStringConvertible {
  /// The number of the process.
  public var process: Int32

  /// The name of the machine; empty when it is not known.
  public var host: String

  /// Since when, in seconds since 1970; 0 when that is not known.
  public var since: Int64

  /// Describes an owner.
  public init(process: Int32, host: String, since: Int64) {
    self.process = process
    self.host = host
    self.since = since
  }

  /// This process, now.
  public static var current: FileLockOwner {
    var name = [CChar](repeating: 0, count: 256)
    let isKnown = gethostname(&name, name.count - 1) == 0
    let bytes = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return FileLockOwner(
      process: getpid(),
      host: isKnown ? String(decoding: bytes, as: UTF8.self) : "",
      since: Int64(time(nil))
    )
  }

  /// Reads what the file of a lock holds: a number, the machine and the time, a line each.
  init?(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let process = lines.first.flatMap({ Int32($0) }) else { return nil }
    self.process = process
    host = lines.count > 1 ? String(lines[1]) : ""
    since = lines.count > 2 ? Int64(lines[2]) ?? 0 : 0
  }

  var text: String { "\(process)\n\(host)\n\(since)\n" }

  /// The process, and the machine when it is another one.
  public var description: String {
    let isElsewhere = !host.isEmpty && host != Self.current.host
    return "process \(process)" + (isElsewhere ? " on \(host)" : "")
  }

  /// The time in UTC; `nil` when it is not known.
  var sinceText: String? {
    guard since > 0 else { return nil }
    var seconds = time_t(since)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    var buffer = [CChar](repeating: 0, count: 32)
    let count = strftime(&buffer, buffer.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
    return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
