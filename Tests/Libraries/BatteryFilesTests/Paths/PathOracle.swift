import BatteryFiles
import SystemPackage

/// Answers the questions that `Oracles/paths.py` put to CPython.
enum PathOracle {
  /// Returns what is wrong with a line; `nil` when ours is CPython's answer.
  static func mismatch(_ line: Substring) -> String? {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard let operation = fields.first, !operation.hasPrefix("#") else { return nil }
    let arguments = fields.dropFirst().map { $0 }
    let (expected, answer) = compare(operation, arguments)
    return expected == answer ? nil : "\(line)\n  ours: \(answer)"
  }

  private static func compare(
    _ operation: Substring,
    _ fields: [Substring]
  ) -> (expected: [String], answer: [String]) {
    let path = FilePath(bytes: decode(fields[0]))
    func expected(from start: Int) -> [String] { fields[start...].map(String.init) }
    switch operation {
    case "names":
      let parts = [path.stemName?.bytes ?? [], path.suffix?.bytes ?? []]
      return (expected(from: 1), [list(parts), list(path.suffixes.map(\.bytes))])
    case "parents": return (expected(from: 1), [list(path.parents.map(\.bytes))])
    case "suffix":
      let suffix = String(decoding: decode(fields[1]), as: UTF8.self)
      guard decode(fields[1]) == Array(suffix.utf8) else { return ([], []) }
      return (expected(from: 2), [text { try path.with(suffix: suffix) }])
    case "stem", "name":
      guard let name = FilePath.Component(bytes: decode(fields[1])) else {
        return (expected(from: 2), ["!"])
      }
      let answer = text {
        operation == "stem" ? try path.with(stem: name) : try path.with(name: name)
      }
      return (expected(from: 2), [answer])
    case "relative":
      let other = FilePath(bytes: decode(fields[1]))
      let answer = text { try path.relative(to: other, walkUp: fields[2] == "1") }
      return (expected(from: 3), [answer, path.isRelative(to: other) ? "1" : "0"])
    case "common":
      let paths = fields[0].split(separator: ",").map { FilePath(bytes: decode($0)) }
      return (expected(from: 1), [text { try FilePath.commonPath(paths) }])
    case "normal": return (expected(from: 1), [encode(path.normalized.bytes)])
    case "escape":
      let escaped = FilenamePattern.escape(String(decoding: decode(fields[0]), as: UTF8.self))
      return (expected(from: 1), [encode(Array(escaped.utf8))])
    default:
      let pattern = decode(fields[1])
      let ignoresCase = fields[2] == "1"
      let answer =
        switch operation {
        case "fnmatch":
          FilenamePattern(bytes: pattern, ignoresCase: ignoresCase)
            .matches(decode(fields[0]).span)
        case "match": path.match(FilePath(bytes: pattern), ignoresCase: ignoresCase)
        default: path.fullMatch(FilePath(bytes: pattern), ignoresCase: ignoresCase)
        }
      return (expected(from: 3), [answer ? "1" : "0"])
    }
  }

  private static func text(_ path: () throws -> FilePath) -> String {
    guard let path = try? path() else { return "!" }
    return encode(path.bytes)
  }

  private static func list(_ items: [[UInt8]]) -> String {
    items.isEmpty ? "-" : items.map(encode).joined(separator: ",")
  }

  private static let plain = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789./-_*?[]~".utf8
  )

  private static func encode(_ bytes: [UInt8]) -> String {
    guard !bytes.isEmpty else { return "%" }
    var result: [UInt8] = []
    for byte in bytes {
      if plain.contains(byte) {
        result.append(byte)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += Array((digits.count == 1 ? "%0" : "%").utf8) + Array(digits.utf8)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  static func decode(_ text: Substring) -> [UInt8] {
    var result: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2 {
        result.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
        rest = rest.dropFirst(2)
      } else if byte != UInt8(ascii: "%") {
        result.append(byte)
      }
    }
    return result
  }
}
