public import BatteryTables
internal import Foundation
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
  /// How each file was found to be written, or why it was not read, in a sentence.
  public private(set) var formats: [String] = []
  private var table = LogTable()
  private let items: LogItems

  private static let headSize = 1 << 18

  /// Reads logs.
  ///
  /// - Throws: ``TableError`` when a file cannot be read, or is in no format that is known.
  public init(_ paths: [FilePath], _ reading: Reading = Reading()) throws {
    var read: Set<FileIdentity> = []
    for path in paths {
      let file = try TableFile(path)
      if !file.isStream, let identity = FileIdentity(path), !read.insert(identity).inserted {
        formats.append("\(file.name): is given twice, and read once.")
        continue
      }
      var source = file.source
      var head = [UInt8](repeating: 0, count: Self.headSize)
      let count = try head.withUnsafeMutableBytes { try source.fill($0) }
      head.removeLast(head.count - count)
      guard try source.restart() else {
        throw TableError(.inputOutput, "\(file.name): cannot be read from its start.")
      }
      let (format, note) = try LogFormat.chosen(for: head, reading.format, file.name)
      if let note { formats.append(note) }
      let newest = Self.lastChange(of: file.path)
      let anonymizer = reading.anonymization.map { Anonymizer(level: $0) }
      var result = try LogScan.read(source, threads: reading.threads, anonymizer: anonymizer) {
        format.makeParser(newest: newest)
      }
      if note == nil, result.lines > 0, result.rejects.count == result.lines {
        throw format.mismatch(with: head, file.name, lines: result.lines)
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

  /// When a file was changed last: no line in it is later.
  private static func lastChange(of path: FilePath?) -> Int64? {
    guard let path else { return nil }
    let attributes = try? FileManager.default.attributesOfItem(atPath: path.string)
    return (attributes?[.modificationDate] as? Date).map { Int64($0.timeIntervalSince1970) }
  }

  /// The report of the records that a question is about.
  ///
  /// - Returns: The report.
  /// - Throws: ``TableError`` when the condition cannot be computed.
  public func report(_ question: Question = Question()) throws(TableError) -> LogReport {
    var filter = LogFilter()
    filter.since = question.since
    filter.until = question.until
    filter.condition = question.condition
    var options = LogReportBuilder.Options()
    options.top = question.top
    options.countsClientErrors = question.countsClientErrors
    let chosen = try filter.records(of: table, items)
    return LogReportBuilder(table, items, chosen: chosen, options)
      .report(lines: lines, rejected: rejects.count)
  }
}
