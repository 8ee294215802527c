import Foundation
import Testing

/// Recorded cases, one a line, their fields separated by tabs.
enum Oracle {
  static func rows(_ name: String, file: String = #filePath) throws -> [[String]] {
    let folder = URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: folder.appending(path: "Oracles/\(name)"), encoding: .utf8)
    return text.split(separator: "\n").map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  static func numbers(_ text: String) throws -> [Double] {
    try text.split(separator: ",").map { try #require(Double($0), "\($0)") }
  }

  static func number(_ text: String) throws -> Double { try #require(Double(text), "\(text)") }
}

/// How far a value is from the right one, as a part of the right one.
func relativeError(_ value: Double, _ right: Double) -> Double {
  if value == right || (value.isNaN && right.isNaN) { return 0 }
  let error = ((value - right) / right).magnitude
  return error.isNaN ? .infinity : error
}

/// How many digits are right, 15 at the most; where the right value is 0 its distance counts.
func digits(_ value: Double, _ right: Double) -> Double {
  let error = right == 0 ? value.magnitude : relativeError(value, right)
  return error == 0 ? 15 : max(0, min(15, -log10(error)))
}
