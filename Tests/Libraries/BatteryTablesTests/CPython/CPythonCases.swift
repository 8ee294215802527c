import BatteryTables
import Foundation
import Testing

/// What CPython's own tests ask its modules, and what these answer: `Oracles/CPython/README.md`.
///
/// Where we answer otherwise on purpose, `differences.json` says what and why; a difference that is
/// not listed there, or no longer there, is a failure.
struct CPythonCases {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Oracles/CPython")

  /// The cases of one kind, in the order in which CPython's tests have them.
  let cases: [JSONValue]
  private let differences: JSONObject
  private let reasons: JSONObject

  /// Reads the cases of a file, all or those of one kind.
  init(_ name: String, kind: String? = nil) throws {
    let lines = try Data(contentsOf: Self.folder.appendingPathComponent("\(name).jsonl"))
    cases = try lines.split(separator: 10).map { try JSONValue(parsing: Array($0)) }
      .filter { kind == nil || $0["kind"]?.string == kind }
    let list = try Data(contentsOf: Self.folder.appendingPathComponent("differences.json"))
    let document = try JSONValue(parsing: Array(list))
    differences = try #require(document["cases"]?[name]?.object)
    reasons = try #require(document["reasons"]?.object)
  }

  /// Compares an answer with CPython's, or with the one that is listed; `nil` when it is right.
  func problem(_ id: String, ours: String, theirs: String) -> String? {
    let listed = differences[id]
    if ours == theirs {
      return listed == nil ? nil : "\(id): answers alike, but is listed as a difference: \(ours)"
    }
    guard let listed, let reason = listed["reason"]?.string, reasons[reason] != nil else {
      let found: JSONValue = ["id": .string(id), "ours": .string(ours), "theirs": .string(theirs)]
      return found.description
    }
    return listed["ours"]?.string == ours
      ? nil : "\(id): expected \(listed["ours"]?.string ?? ""), found \(ours)"
  }
}
