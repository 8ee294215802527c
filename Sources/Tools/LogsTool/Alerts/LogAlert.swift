import BatteryJobs
import BatteryTables

/// What is wrong with a log when it happens, such as `rate(status >= 500, 5m) > 2%`.
///
/// | alert | compares |
/// |---|---|
/// | `rate(condition, 5m) > 2%` | the share of the requests that meet a condition |
/// | `rate(condition, among, 5m) > 2%` | the same among the requests that meet another one |
/// | `count(condition, 1m) > 100` | how many requests meet a condition |
/// | `p95(seconds, 5m) > 1.5` | a percentile, by the nearest rank; also `p50` and `p99` |
/// | `p95(seconds, among, 5m) > 300ms` | the same among the requests that meet a condition |
///
/// The comparisons are `>`, `>=`, `<` and `<=`. Each window of the length is looked at, wherever it begins;
/// without a length there is one, of everything. A rate or percentile of fewer than 20 requests raises
/// nothing; `atLeast 50` at the end sets another number.
public struct LogAlert: Sendable {
  /// What is computed for a window.
  enum Measure: Sendable {
    case rate(TableExpression, among: TableExpression?)
    case count(TableExpression)
    case percentile(Int, TableExpression, among: TableExpression?)
  }

  /// How the result is compared.
  enum Comparison: String, CaseIterable, Sendable {
    case greaterOrEqual = ">="
    case lessOrEqual = "<="
    case greater = ">"
    case less = "<"

    /// Whether high results are bad.
    var isUpwards: Bool { self == .greater || self == .greaterOrEqual }

    /// Whether a result equal to the limit is bad.
    var isInclusive: Bool { self == .greaterOrEqual || self == .lessOrEqual }
  }

  /// The alert as it was written.
  public let text: String
  let measure: Measure
  /// The length of the windows, in seconds; `nil` for one of everything.
  let window: Int?
  let comparison: Comparison
  let limit: AlertLimit
  /// How many requests a window has at the least for a rate or a percentile.
  let least: Int

  /// The columns that it is about.
  var columns: Set<String> {
    switch measure {
    case .count(let condition): condition.columns
    case .rate(let expression, let among), .percentile(_, let expression, let among):
      expression.columns.union(among?.columns ?? [])
    }
  }

  /// Whether it is raised when too little comes, which it can be although nothing comes.
  var isAboutSilence: Bool {
    if case .count = measure { return window != nil && !comparison.isUpwards }
    return false
  }

  /// How many requests a window has at the least unless it is said.
  static let usualLeast = 20

  init(
    _ text: String,
    _ measure: Measure,
    window: Int?,
    _ comparison: Comparison,
    _ limit: AlertLimit,
    least: Int
  ) {
    self.text = text
    self.measure = measure
    self.window = window
    self.comparison = comparison
    self.limit = limit
    self.least = least
  }
}

/// Why a text is no alert.
public struct LogAlertError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public let problem: String
  /// What to do about it, as a sentence.
  public let remedy: String

  init(_ problem: String, _ remedy: String = "") {
    self.problem = problem
    self.remedy = remedy
  }

  /// What is wrong, and what to do.
  public var description: String { remedy.isEmpty ? problem : "\(problem). \(remedy)" }
}

/// The number that an alert compares with, exactly as it was written.
struct AlertLimit: Hashable, Sendable {
  /// The number is this divided by ``scale``.
  let digits: Int
  let scale: Int

  /// The nearest floating-point number.
  var value: Double { Double(digits) / Double(scale) }

  /// Reads digits with up to six after a point; `nil` when they are none.
  init?(_ text: some StringProtocol) {
    let parts = String(text).split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      .map(String.init)
    guard !parts.isEmpty, !parts.contains(""), parts[0].utf8.count <= 12 else { return nil }
    let fraction = parts.count > 1 ? parts[1] : ""
    let all = parts[0] + fraction
    guard fraction.utf8.count <= 6, all.utf8.allSatisfy({ $0 &- 0x30 < 10 }),
      let digits = Int(all)
    else { return nil }
    self.init(digits: digits, scale: fraction.utf8.reduce(1) { scale, _ in scale * 10 })
  }

  init(digits: Int, scale: Int) {
    self.digits = digits
    self.scale = scale
  }
}
