import BatteryNumbers

/// Runs the text of a decTest file.
public struct DecimalCases: Sendable {
  /// What became of the cases of a file.
  public struct Report: Sendable {
    /// Cases that gave the result and the conditions, among those that CPython runs too.
    public var passed = 0
    /// Cases that gave them, among those that CPython leaves out.
    public var passedBeyond = 0
    /// A line for each case that did not.
    public var failures: [String] = []
    /// How many cases were not run, by the reason.
    public var skipped: [String: Int] = [:]

    /// Creates an empty report.
    public init() {}

    /// Adds another file's counts.
    public mutating func add(_ other: Report) {
      passed += other.passed
      passedBeyond += other.passedBeyond
      failures += other.failures
      skipped.merge(other.skipped) { $0 + $1 }
    }
  }

  private var context = DecimalContext(precision: 9, rounding: .halfUp, traps: [])
  private var report = Report()
  private let file: String

  private init(_ file: String) { self.file = file }

  /// Runs the cases of a file.
  public static func run(_ text: some StringProtocol, file: String) -> Report {
    var run = DecimalCases(file)
    for line in text.split(whereSeparator: \.isNewline) { run.take(line) }
    return run.report
  }

  private mutating func take(_ line: some StringProtocol) {
    let bytes = line.utf8.drop { $0 == 0x20 || $0 == 0x09 }
    if bytes.isEmpty || bytes.starts(with: "--".utf8) { return }
    if line.contains("->") {
      guard let example = DecimalCase(line) else {
        if line.contains(" -> ") { report.failures.append("\(file): is no case: \(line)") }
        return
      }
      run(example)
    } else if let colon = line.firstIndex(of: ":") {
      let value = line[line.index(after: colon)...].split(separator: " ").first ?? ""
      direct(line[..<colon].lowercased().filter { $0 != " " }, value.lowercased())
    }
  }

  private mutating func direct(_ name: String, _ value: String) {
    switch name {
    case "precision": context.precision = Int(value) ?? 9
    case "maxexponent": context.maximumExponent = Int(value) ?? 999
    case "minexponent": context.minimumExponent = Int(value) ?? -999
    case "clamp": context.clamp = value == "1"
    case "rounding": if let mode = Self.roundings[value] { context.rounding = mode }
    default: break
    }
  }

  private static let roundings: [String: DecimalRounding] = [
    "half_even": .halfEven, "half_up": .halfUp, "half_down": .halfDown, "up": .up, "down": .down,
    "ceiling": .ceiling, "floor": .floor, "05up": .up05,
  ]

  private mutating func run(_ example: DecimalCase) {
    let scope = context.withOwnFlags()
    guard let found = DecimalOperation(example, scope).run() else {
      report.skipped["no operation \(example.operation)", default: 0] += 1
      return
    }
    let reason = Self.exceptions[example.name]
    if example.expects(found), scope.flags == example.signals {
      if reason != nil || example.hasEncoding || example.operation == "rescale" {
        report.passedBeyond += 1
      } else {
        report.passed += 1
      }
    } else if let reason {
      report.skipped[reason, default: 0] += 1
    } else {
      report.failures.append(
        "\(file): \(example.name) \(example.operation) \(example.operands): expected "
          + "\(example.result) \(example.signals), found \(found) \(scope.flags)"
      )
    }
  }

  /// The cases that CPython's own runner leaves out by name, with the reason why they may fail.
  static let exceptions: [String: String] = {
    var table: [String: String] = [:]
    let restrictions =
      "expx901 expx902 expx903 expx905 lnx901 lnx902 lnx903 lnx905 logx901 logx902 logx903 logx905 "
      + "powx1183 powx1184 powx4001 powx4002 powx4003 powx4005 powx4008 powx4010 powx4012 powx4014"
    for name in restrictions.split(separator: " ") {
      table[String(name)] = "a restriction of decNumber, not of the specification"
    }
    for name in ["scbx164", "scbx165"] { table[name] = "depends on the largest exponent" }
    for name in ["pwsx803", "pwsx805", "powx4302", "powx4303", "powx4342", "powx4343"] {
      table[name] = "decNumber does not round correctly there"
    }
    for name in ["pwmx325", "pwmx326"] { table[name] = "Python's own pow differs" }
    return table
  }()
}
