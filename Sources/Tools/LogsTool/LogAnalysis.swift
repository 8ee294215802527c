public import BatteryTables
public import SystemPackage

/// What some logs say, read once, and asked as often as one likes.
public struct LogAnalysis: Sendable {
  /// How logs are read.
  public struct Reading: Sendable {
    /// How their lines are written; found out unless given.
    public var format: LogFormat?
    /// How much is taken from addresses before anything is kept, from 1 to 3; `nil` for nothing.
    public var anonymization: Int?
    /// How many threads read.
    public var threads: Int

    /// Finds out the format, and keeps addresses.
    public init(format: LogFormat? = nil, anonymization: Int? = nil, threads: Int = Workers.number)
    {
      self.format = format
      self.anonymization = anonymization
      self.threads = threads
    }
  }

  /// What is asked of them.
  public struct Question: Sendable {
    /// Only records from this time on, in seconds since 1970 on the log's own clock.
    public var since: Int64?
    /// Only records before this time.
    public var until: Int64?
    /// What else they have to meet, such as `status >= 500 and path ~ '^/api'`.
    public var condition: TableExpression?
    /// How many rows a panel has at the most.
    public var top: Int
    /// Whether a record with a status of 4xx makes a visitor.
    public var countsClientErrors: Bool
    /// Which records are left out whatever they meet.
    var exclusion = LogExclusion()

    /// Asks for everything.
    public init(top: Int = 1000, countsClientErrors: Bool = false) {
      self.top = top
      self.countsClientErrors = countsClientErrors
    }
  }

  /// A line that is no record.
  public struct Reject: Hashable, Sendable {
    /// The file.
    public var source: String
    /// The number of the line, from 1.
    public var line: Int
    /// How many bytes are before it.
    public var offset: Int
    /// What is wrong with it.
    public var reason: String
  }

  /// How many lines there are.
  public private(set) var lines = 0
  /// The lines that are no records.
  public private(set) var rejects: [Reject] = []
  /// How each file was found to be written, in a sentence.
  public private(set) var formats: [String] = []
  private(set) var table = LogTable()
  let items: LogItems

  private static let headSize = 1 << 18

  /// Reads logs.
  ///
  /// - Throws: ``TableError`` when a file cannot be read, or is in no format that is known.
  public init(_ paths: [FilePath], _ reading: Reading = Reading()) throws {
    for path in paths {
      let file = try TableFile(path)
      var source = file.source
      var head = [UInt8](repeating: 0, count: Self.headSize)
      let count = try head.withUnsafeMutableBytes { try source.fill($0) }
      head.removeLast(head.count - count)
      guard try source.restart() else {
        throw TableError(.inputOutput, "\(file.name): cannot be read from its start.")
      }
      let format = try Self.format(of: head, reading.format, file.name, &formats)
      let anonymizer = reading.anonymization.map { Anonymizer(level: $0) }
      var result = try LogScan.read(source, threads: reading.threads, anonymizer: anonymizer) {
        format.makeParser()
      }
      lines += result.lines
      rejects += result.rejects.map {
        Reject(source: file.name, line: $0.line, offset: $0.offset, reason: $0.reason)
      }
      table.take(&result.table)
    }
    let files = StaticFiles()
    let classifier = AgentClassifier()
    items = LogItems(table, isStatic: files.contains, classify: classifier.classify)
  }

  /// The format of a log.
  private static func format(
    of head: [UInt8],
    _ given: LogFormat?,
    _ name: String,
    _ notes: inout [String]
  ) throws(TableError) -> LogFormat {
    if let given { return given.completed(from: head) }
    let guess = LogFormat.detect(in: head)
    guard let format = guess.format, guess.confidence >= 0.5 else {
      let failures = guess.failures.map { "\n  line \($0.line): \($0.reason): \($0.text)" }
      throw TableError(
        .invalidData,
        "\(name): \(guess.reason) Pass --log-format, or check the file.\(failures.joined())"
      )
    }
    notes.append("\(name): \(guess.reason)")
    return format
  }

  /// The report of the records that a question is about.
  ///
  /// - Returns: The report.
  /// - Throws: ``TableError`` when the condition cannot be computed.
  public func report(_ question: Question = Question()) throws(TableError) -> LogReport {
    report(question, of: try records(for: question))
  }
}
