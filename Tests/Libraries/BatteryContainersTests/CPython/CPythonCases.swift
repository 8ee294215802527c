import BatteryContainers
import Foundation

/// What CPython answered, as the scripts in Oracles wrote it down.
struct CPythonCases {
  let operations: [String: [[String: Any]]]

  init(_ name: String) throws {
    let file = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Data/\(name).json")
    let object = try JSONSerialization.jsonObject(with: try Data(contentsOf: file))
    operations = (object as? [String: Any] ?? [:]).compactMapValues { $0 as? [[String: Any]] }
  }

  var count: Int { operations.values.reduce(0) { $0 + $1.count } }

  /// A line for each case that we answer otherwise.
  func failures() -> [String] {
    operations.sorted { $0.key < $1.key }.flatMap { operation, cases in
      cases.enumerated().compactMap { index, fields in
        let failure = CPythonCase(operation, fields).failure()
        return failure.map { "\(operation) \(index): \($0)" }
      }
    }
  }
}

/// A number or a string.
enum Scalar: Hashable, Comparable, CustomStringConvertible {
  case number(Int)
  case text(String)

  init?(_ value: Any?) {
    if let text = value as? String {
      self = .text(text)
    } else if let number = value as? Int {
      self = .number(number)
    } else {
      return nil
    }
  }

  /// Python orders and compares text by code points, as this does.
  static func < (left: Scalar, right: Scalar) -> Bool {
    switch (left, right) {
    case (.number(let left), .number(let right)): left < right
    case (.text(let left), .text(let right)):
      left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars)
    case (.number, .text): true
    case (.text, .number): false
    }
  }

  static func + (left: Scalar, right: Scalar) -> Scalar {
    switch (left, right) {
    case (.number(let left), .number(let right)): .number(left + right)
    default: .text("\(left)\(right)")
    }
  }

  static func * (left: Scalar, right: Scalar) -> Scalar {
    if case (.number(let left), .number(let right)) = (left, right) { return .number(left * right) }
    return left
  }

  var description: String {
    switch self {
    case .number(let number): "\(number)"
    case .text(let text): text
    }
  }
}

/// One call with what CPython answered.
struct CPythonCase {
  let operation: String
  let fields: [String: Any]

  init(_ operation: String, _ fields: [String: Any]) {
    self.operation = operation
    self.fields = fields
  }

  /// What we answer otherwise; `nil` when the answers agree.
  func failure() -> String? {
    switch operation {
    case "nlargest", "nsmallest": best()
    case "merge": merged()
    case "islice": sliced()
    case "accumulate": accumulated()
    case "cycle": expect(Array(cycle(values).prefix(61)), scalars("result"))
    case "count":
      expect(
        Array(count(from: number("start") ?? 0, by: number("step") ?? 1).prefix(61)),
        numbers("result")
      )
    case "groupby": grouped()
    case "zip_longest":
      expect(
        Array(zipLongest(lists("values"), fill: Scalar(fields["fill"]) ?? .number(0))),
        lists("result")
      )
    case "tee": teed()
    case "bytes": pieces()
    case "deque": queueProgram()
    case "lru_cache": cached()
    default:
      if operation.hasPrefix("counter ") {
        counter(String(operation.dropFirst(8)))
      } else if operation.hasPrefix("deque ") {
        queueCall(String(operation.dropFirst(6)))
      } else {
        "no test knows this operation"
      }
    }
  }

  // MARK: - Fields

  var values: [Scalar] { scalars("values") }

  func number(_ name: String) -> Int? { fields[name] as? Int }

  func numbers(_ name: String) -> [Int] { fields[name] as? [Int] ?? [] }

  func scalars(_ name: String) -> [Scalar] { Self.scalars(fields[name]) }

  func lists(_ name: String) -> [[Scalar]] {
    (fields[name] as? [Any] ?? []).map { Self.scalars($0) }
  }

  static func scalars(_ value: Any?) -> [Scalar] {
    (value as? [Any] ?? []).compactMap { Scalar($0) }
  }

  func expect<Value: Equatable>(_ found: Value, _ expected: Value) -> String? {
    found == expected ? nil : "\(fields)\n  expected \(expected)\n  found    \(found)"
  }
}
