internal import SystemPackage

/// A log that was read, or is not to be: which content it has, and how far it was read.
struct LogSource: Codable, Hashable, Sendable {
  /// The file that was asked for, to which this one belongs.
  var log: String
  /// Where it was last seen.
  var path: String
  /// What was last seen of the file.
  var mark: FileMark
  /// How many bytes were read; all of them are counted.
  var offset = 0
  /// The hashes of the first bytes, as far as they were read.
  var ladder: [String] = []
  /// The hash of the last bytes before ``offset``.
  var tail = ""
  /// How many line feeds are before ``offset``.
  var lines = 0
  /// How its lines are written.
  var format: LogFormatMemo?
  /// When the file was last changed in any way, in nanoseconds since 1970; a program can set back the
  /// time of ``mark``, but not this one.
  var changed: Int64?
  /// Whether what was read ends within a line, which counts as one.
  var hasOpenEnd = false
  /// How the format was found, if it was.
  var finding: String?
  /// How many zero bytes are before the first line.
  var zeros: Int?
  /// Whether it was there before anything was read, and is none of what was asked for.
  var isIgnored = false
}

/// What a state directory holds: which records, and how far each log was read.
struct LogManifest: Codable, Hashable, Sendable {
  /// A file of records.
  struct Segment: Codable, Hashable, Sendable {
    var name: String
    var records: Int
  }

  static let version = 1

  var version = LogManifest.version
  /// The format that was asked for; `nil` when it is found out.
  var format: String?
  /// How days and times were said to be written.
  var dateFormat: String?
  var timeFormat: String?
  var anonymization: Int?
  /// Whether it has what the files have now, and not what was ever in them.
  var isMirror = false
  /// The files that were asked for, apart from those that others became.
  var logs: [String] = []
  var lines = 0
  var rejected = 0
  var sources: [LogSource] = []
  /// Compressed files that were read to their end.
  var done: [FileMark] = []
  /// Compressed files that are not to be read, unless they are asked for.
  var ignored: [FileMark] = []
  var segments: [Segment] = []
  /// The number of the next segment.
  var next = 1
}

/// How a log's lines are written, in a form that can be kept.
struct LogFormatMemo: Codable, Hashable, Sendable {
  var text: String
  /// How many nanoseconds the whole number after all fields counts.
  var unit: Int64?
  /// The columns that are in force after the last line, where directives name them.
  var layout: W3CLayout?

  init(_ format: LogFormat, _ layout: W3CLayout?) {
    text = format.text
    self.layout = layout
    if case .classic(let layout) = format.kind { unit = layout.timeUnit.nanoseconds }
  }

  /// The format of the lines that come next.
  var format: LogFormat? {
    if let layout { return LogFormat(.w3c(layout), text) }
    guard let format = try? LogFormat(text) else { return nil }
    guard case .classic(var layout) = format.kind, let unit else { return format }
    let units: [DurationUnit] = [.seconds, .milliseconds, .microseconds, .nanoseconds]
    layout.timeUnit = units.first { $0.nanoseconds == unit } ?? layout.timeUnit
    return LogFormat(.classic(layout), text)
  }
}
