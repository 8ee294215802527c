#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A file of the sort `.trashinfo`: where something was and when it was put into the trash.
struct TrashInfo: Hashable {
  /// The bytes of the path, absolute or relative to the top directory.
  var path: [UInt8]
  /// Local time, `YYYY-MM-DDThh:mm:ss`.
  var date: String?

  init(path: [UInt8], date: String?) {
    self.path = path
    self.date = date
  }

  /// Reads a file; `nil` when it is not of this sort.
  ///
  /// Of a key that stands twice the first counts.
  init?(_ bytes: [UInt8]) {
    var path: [UInt8]?
    var date: String?
    var isInGroup = false
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: true) {
      if line.first == UInt8(ascii: "[") {
        isInGroup = Self.trimmed(line).elementsEqual("[Trash Info]".utf8)
        continue
      }
      guard isInGroup, let equals = line.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let value = Self.trimmed(line[(equals + 1)...])
      switch String(decoding: Self.trimmed(line[..<equals]), as: UTF8.self) {
      case "Path" where path == nil: path = Self.decoded(value)
      case "DeletionDate" where date == nil: date = String(decoding: value, as: UTF8.self)
      default: break
      }
    }
    guard let path, !path.isEmpty, !path.contains(0) else { return nil }
    self.path = path
    self.date = date
  }

  /// The bytes of the file.
  var bytes: [UInt8] {
    var bytes = Array("[Trash Info]\nPath=".utf8) + Self.encoded(path) + [0x0A]
    if let date { bytes += Array("DeletionDate=\(date)\n".utf8) }
    return bytes
  }

  /// The date in seconds, as if it were one of Greenwich.
  var seconds: Int64? {
    guard let date else { return nil }
    let parts = date.split { $0 == "-" || $0 == "T" || $0 == ":" }.map { Int32($0.prefix(4)) }
    guard parts.count >= 6, let year = parts[0], let month = parts[1], let day = parts[2],
      let hour = parts[3], let minute = parts[4], let second = parts[5]
    else { return nil }
    var fields = tm()
    fields.tm_year = year - 1900
    fields.tm_mon = month - 1
    fields.tm_mday = day
    fields.tm_hour = hour
    fields.tm_min = minute
    fields.tm_sec = second
    return Int64(timegm(&fields))
  }

  /// A time of the local zone as the file has it.
  static func date(_ seconds: Int64) -> String {
    var time = time_t(seconds)
    var fields = tm()
    localtime_r(&time, &fields)
    let pad = { (number: Int32) in number < 10 ? "0\(number)" : "\(number)" }
    let day = "\(fields.tm_year + 1900)-\(pad(fields.tm_mon + 1))-\(pad(fields.tm_mday))"
    return "\(day)T\(pad(fields.tm_hour)):\(pad(fields.tm_min)):\(pad(fields.tm_sec))"
  }

  /// Bytes as a URL has them: RFC 2396, section 2, with slashes as they are.
  static func encoded(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    let plain = Set("-_.!~*'()/".utf8)
    var result: [UInt8] = []
    for byte in bytes {
      let isLetter = byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
      if isLetter || byte >= 0x30 && byte <= 0x39 || plain.contains(byte) {
        result.append(byte)
      } else {
        result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return result
  }

  static func decoded(_ bytes: some Collection<UInt8>) -> [UInt8] {
    let bytes = Array(bytes)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let high = digit(bytes[index + 1]), let low = digit(bytes[index + 2])
      {
        result.append(high << 4 | low)
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0D }
    var bytes = bytes.drop(while: isSpace)
    while let last = bytes.last, isSpace(last) { bytes.removeLast() }
    return bytes
  }
}
