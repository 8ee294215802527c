/// Why a schedule or a time zone was refused: one line with the place, the problem and the remedy.
public struct ScheduleError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of problem; new codes may be added.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The code's stable name.
    public let rawValue: String

    /// Creates a code.
    public init(_ rawValue: String) { self.rawValue = rawValue }

    /// The code's stable name.
    public var description: String { rawValue }

    /// The text is empty, too long or of no known form.
    public static let malformed = Code("malformed")
    /// The number of cron fields is not 5, 6 or 7.
    public static let fieldCount = Code("field-count")
    /// A field holds a character, name or number that it cannot hold.
    public static let invalidValue = Code("invalid-value")
    /// A number lies outside its field's range.
    public static let outOfRange = Code("out-of-range")
    /// A range runs backwards.
    public static let invalidRange = Code("invalid-range")
    /// A step is zero or stands where none may.
    public static let invalidStep = Code("invalid-step")
    /// No year has such a date.
    public static let impossibleDate = Code("impossible-date")
    /// A phrase holds a word that is not understood there.
    public static let unknownWord = Code("unknown-word")
    /// A time of day, date or offset cannot be read.
    public static let invalidTime = Code("invalid-time")
    /// The length of an interval, or of its jitter, cannot be used.
    public static let invalidInterval = Code("invalid-interval")
    /// There is no such time zone.
    public static let unknownZone = Code("unknown-zone")
    /// The time zone's file cannot be read or is damaged.
    public static let unreadableZone = Code("unreadable-zone")
  }

  /// The kind of problem.
  public let code: Code
  /// The whole line: where, what, and what to do.
  public let message: String
  /// The cron field that is wrong, as `day of month`; `nil` when it is not about one.
  public let field: String?
  /// Where the problem starts in the text, counted from 1; `nil` when it is about the whole text.
  public let column: Int?

  /// The whole line: where, what, and what to do.
  public var description: String { message }

  init(_ code: Code, _ message: String, field: String? = nil, column: Int? = nil) {
    self.code = code
    self.message = message
    self.field = field
    self.column = column
  }

  /// Creates the error for a place in `text`.
  init(
    _ code: Code,
    in text: String,
    field: String? = nil,
    column: Int? = nil,
    _ problem: String
  ) {
    var place = "schedule \(Self.quote(text))"
    if let field { place += ", \(field)" }
    if let column { place += ", column \(column)" }
    self.init(code, "\(place): \(problem)", field: field, column: column)
  }

  /// Quotes text from outside so that it stays on one line and cannot move a terminal's cursor.
  static func quote(_ text: String) -> String {
    var quoted = "\""
    for (index, scalar) in text.unicodeScalars.enumerated() {
      guard index < 80 else {
        quoted += "…"
        break
      }
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\t": quoted += "\\t"
      case "\n": quoted += "\\n"
      case _
      where scalar.properties.generalCategory == .control
        || scalar.properties.generalCategory == .format
        || scalar.properties.generalCategory == .lineSeparator
        || scalar.properties.generalCategory == .paragraphSeparator:
        quoted += "\\u{\(String(scalar.value, radix: 16))}"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
