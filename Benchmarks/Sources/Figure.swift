import Foundation

/// One measured number, as contenders print it: `name value unit`.
struct Figure: Sendable {
  var name: String
  var value: Double
  var unit: String

  /// Reads a line; `nil` for anything else that a contender prints.
  init?(line: String) {
    let words = line.split(separator: " ")
    guard words.count == 3, let value = Double(words[1]) else { return nil }
    name = String(words[0])
    self.value = value
    unit = String(words[2])
  }

  /// The value with about four digits.
  var text: String { Self.format(value) }

  /// Prints a figure for ``init(line:)``.
  static func print(_ name: String, _ value: Double, _ unit: String) {
    Swift.print("\(name) \(value) \(unit)")
  }

  /// Prints how a set of times is spread, given in seconds.
  static func printSpread(of seconds: [Double]) {
    let sorted = seconds.sorted()
    guard let most = sorted.last else { return }
    func quantile(_ share: Double) -> Double {
      sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }
    print("p50", quantile(0.5) * 1000, "ms")
    print("p99", quantile(0.99) * 1000, "ms")
    print("max", most * 1000, "ms")
  }

  private static func format(_ value: Double) -> String {
    switch abs(value) {
    case 1000...: String(format: "%.0f", value)
    case 10...: String(format: "%.1f", value)
    default: String(format: "%.3f", value)
    }
  }
}
