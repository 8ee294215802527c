import BatteryTables
import Foundation

/// JSON texts, one a file: what begins with `y_` must be read, with `n_` be refused, and with `i_`
/// may be either; and tables of cases, `*.jsonl`, as `Tests/Conformance/Data/json/README.md`
/// describes them.
///
/// Every text is read whole and in pieces, and what was read is written and read again.
public enum JSONSuite: ConformanceSuite {
  /// The name on the command line.
  public static let name = "json"

  /// Runs every file in a folder.
  public static func run(path: String) throws(ConformanceError) -> ConformanceResult {
    var result = ConformanceResult()
    for name in try files(in: path) {
      guard let data = FileManager.default.contents(atPath: "\(path)/\(name)") else {
        throw ConformanceError("\(path)/\(name): cannot be read; check its permissions")
      }
      if name.hasSuffix(".jsonl") {
        try runTable([UInt8](data), name, &result)
      } else {
        let failure = check([UInt8](data), expected: name.first.map(String.init) ?? "")
        result.record(failure.map { "\(name): \($0)" })
      }
    }
    return result
  }

  private static func files(in path: String) throws(ConformanceError) -> [String] {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
      .filter { name in
        name.hasSuffix(".jsonl")
          || name.hasSuffix(".json") && ["y_", "n_", "i_"].contains { name.hasPrefix($0) }
      }
    guard !names.isEmpty else {
      throw ConformanceError("\(path): holds no cases; name a folder of y_, n_ and i_*.json files")
    }
    return names
  }

  private static func runTable(
    _ bytes: [UInt8],
    _ name: String,
    _ result: inout ConformanceResult
  ) throws(ConformanceError) {
    for (index, line) in bytes.split(separator: 0x0A).enumerated() {
      guard let row = try? JSONValue(parsing: Array(line)), let text = row["text"]?.string,
        let verdict = row["verdict"]?.string
      else {
        throw ConformanceError("\(name):\(index + 1): is no case; it needs a text and a verdict")
      }
      var failure = check(Array(text.utf8), expected: verdict)
      if failure == nil, let expected = row["value"]?.string {
        let found = (try? JSONParser(options).parse(text))?.description ?? ""
        if found != expected { failure = "expected \(expected), found \(found)" }
      }
      result.record(failure.map { "\(name):\(index + 1): \($0)" })
    }
  }

  private static let options = JSONOptions(duplicateKeys: .keep)

  /// Checks one text; `nil` when all is right.
  static func check(_ bytes: [UInt8], expected: String) -> String? {
    let value: JSONValue?
    let reason: String
    do {
      value = try JSONParser(options).parse(bytes)
      reason = ""
    } catch {
      value = nil
      reason = error.description
    }
    if expected == "y", value == nil { return "refused: \(reason)" }
    if expected == "n", let value { return "read as \(value), but should be refused" }
    for size in [1, 3, 64] where readInPieces(bytes, of: size) != (value != nil) {
      return "pieces of \(size) bytes are answered otherwise than the whole"
    }
    guard let value else { return nil }
    for writer in [JSONWriter(), JSONWriter(isPretty: true)] {
      guard (try? JSONParser(options).parse(writer.bytes(value))) == value else {
        return "written and read again, it is another value"
      }
    }
    return nil
  }

  private static func readInPieces(_ bytes: [UInt8], of size: Int) -> Bool {
    var parser = JSONPieceParser(options)
    do {
      for start in stride(from: 0, to: bytes.count, by: size) {
        parser.append(bytes[start..<min(start + size, bytes.count)])
        while try parser.next() != nil {}
      }
      parser.finish()
      while try parser.next() != nil {}
      return parser.isComplete
    } catch {
      return false
    }
  }
}

/// Answers many questions in one process, for the scripts that compare us with other programs.
public enum JSONBatch {
  /// Answers a text, given in hexadecimal digits, with the value in its shortest form, or the error.
  public static func answer(_ line: String) -> String {
    let digits = Array(line.utf8)
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).map {
      UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16) ?? 0
    }
    do {
      return "ok\t\(try JSONValue(parsing: bytes, JSONOptions(duplicateKeys: .keep)))"
    } catch {
      return "error\t\(error)"
    }
  }
}
