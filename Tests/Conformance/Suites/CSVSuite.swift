import BatteryTables
import Foundation

/// CSV cases: files beside the JSON that they mean, and lines of JSON with texts and rows.
///
/// They are described in `Tests/Conformance/Data/csv/README.md`.
public enum CSVSuite: ConformanceSuite {
  /// The name on the command line.
  public static let name = "csv"

  /// Runs every case in a folder.
  public static func run(path: String) throws(ConformanceError) -> ConformanceResult {
    let files = FileManager.default
    var result = ConformanceResult()
    let names = ((try? files.contentsOfDirectory(atPath: path)) ?? []).sorted()
    for name in names where name.hasSuffix(".jsonl") {
      try runLines("\(path)/\(name)", name, &result)
    }
    for folder in ["csvs", "csv"] where names.contains(folder) {
      let tables = ((try? files.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []).sorted()
      for table in tables where table.hasSuffix(".csv") {
        let failure = checkFile("\(path)/\(folder)/\(table)", String(table.dropLast(4)), path)
        result.record(failure.map { "\(folder)/\(table): \($0)" })
      }
    }
    guard result.passed + result.failures.count > 0 else {
      throw ConformanceError("\(path): holds no cases; name a folder with csvs/ and json/")
    }
    return result
  }

  /// Compares a file with its JSON; `nil` when it passes.
  private static func checkFile(_ file: String, _ name: String, _ path: String) -> String? {
    guard let bytes = FileManager.default.contents(atPath: file).map(Array.init) else {
      return "cannot be read"
    }
    var options = CSVOptions(
      dialect: CSVDialect(strict: true),
      header: .present,
      types: .text
    )
    if name.hasPrefix("header-") || name.hasPrefix("bad-header-") {
      options.expectedNames = ["foo", "bar", "baz"]
    }
    if name.hasPrefix("bad-") {
      let isRefused = (try? CSVTexts.read(bytes, options)) == nil
      return isRefused ? nil : "was read, but should be refused"
    }
    let json = "\(path)/json/\(name).json"
    guard let data = FileManager.default.contents(atPath: json) else { return "has no \(json)" }
    let expected: [[String]]
    if let objects = try? JSONDecoder().decode([[String: String]].self, from: data) {
      guard let table = try? CSVTexts.read(bytes, options) else { return "was refused" }
      expected = objects.map { object in table.names.map { object[$0] ?? "\u{FFFD}" } }
      return table.rows == expected ? nil : "expected \(expected), found \(table.rows)"
    }
    guard let rows = try? JSONDecoder().decode([[String]].self, from: data) else {
      return "\(json) is neither objects nor arrays of texts"
    }
    options.header = .absent
    do {
      let found = try CSVTexts.read(bytes, options).rows
      return found == rows ? nil : "expected \(rows), found \(found)"
    } catch {
      return "was refused: \(error)"
    }
  }

  private static func runLines(
    _ file: String,
    _ name: String,
    _ result: inout ConformanceResult
  ) throws(ConformanceError) {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw ConformanceError("\(file): cannot be read as UTF-8; check the path")
    }
    for (index, line) in text.split(separator: "\n").enumerated() {
      guard let example = try? JSONDecoder().decode(CSVExample.self, from: Data(line.utf8)) else {
        throw ConformanceError("\(file):\(index + 1): is no case; see the README beside the cases")
      }
      result.record(example.check().map { "\(name):\(index + 1): \($0)" })
    }
  }
}

/// Tables as texts, for comparison.
enum CSVTexts {
  static func read(
    _ bytes: [UInt8],
    _ options: CSVOptions
  ) throws -> (names: [String], rows: [[String]]) {
    var reader = try CSVReader(MemoryByteSource(bytes), options)
    var rows: [[String]] = []
    while let batch = try reader.next() {
      for row in 0..<batch.count { rows.append(batch[row].map(\.description)) }
    }
    return (reader.schema.names, rows)
  }
}
