/// A field of a cron expression: its name in messages, and the values it may hold.
struct CronField: Hashable, Sendable {
  let name: String
  let range: ClosedRange<Int>
  /// Three-letter names in capitals, the first standing for ``firstNamed``.
  let names: [String]
  let firstNamed: Int

  private init(
    _ name: String,
    _ range: ClosedRange<Int>,
    names: [String] = [],
    firstNamed: Int = 0
  ) {
    self.name = name
    self.range = range
    self.names = names
    self.firstNamed = firstNamed
  }

  static let second = CronField("second", 0...59)
  static let minute = CronField("minute", 0...59)
  static let hour = CronField("hour", 0...23)
  static let dayOfMonth = CronField("day of month", 1...31)
  static let month = CronField(
    "month",
    1...12,
    names: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
    firstNamed: 1
  )
  static let dayOfWeek = CronField(
    "day of week",
    0...7,
    names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
  )
  static let year = CronField("year", 1970...2199)

  func value(named name: String) -> Int? {
    names.firstIndex(of: name.uppercased()).map { $0 + firstNamed }
  }
}

/// One of the parts that commas separate in a field.
enum CronItem: Hashable, Sendable {
  /// `*`, `*/n` or `?`.
  case every(step: Int)
  /// A value, a range, or a range with a step.
  case values(low: Int, high: Int, step: Int)
  /// `L`, `L-n`.
  case beforeLast(Int)
  /// `15W`, `LW`, `L-nW`.
  case nearestWeekday(DayRule.Anchor)
  /// `MON#2`.
  case nth(weekday: Int, Int)
  /// `FRI#L`, `5L`.
  case last(weekday: Int)

  /// Whether it lets the whole field through.
  var isWildcard: Bool { self == .every(step: 1) }

  /// The values that it stands for in `field`; none for an item that depends on the month.
  func values(in field: CronField) -> StrideThrough<Int> {
    switch self {
    case .every(let step):
      stride(from: field.range.lowerBound, through: field.range.upperBound, by: step)
    case .values(let low, let high, let step): stride(from: low, through: high, by: step)
    default: stride(from: 0, through: -1, by: 1)
    }
  }
}
