public import BatteryJobs
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
    /// A directory that keeps what was read, so that the next analysis reads only what is new; it is
    /// made when it is not there.
    public var state: FilePath?
    /// Where logs are kept in columns between runs, so that they are not read again while they stay as
    /// they are; not for those with a state.
    public var cache: LogCache?
    /// Whether ``LogAnalysis/update()`` will be called: what rotation renames and removes is then
    /// read to its end.
    public var isFollowing = false
    /// Whether what was read stays when rotation takes it away.
    ///
    /// Otherwise the state mirrors the files as they are, and is made anew when one is replaced.
    public var keepsHistory = true
    /// How long nobody has written to a file that was rotated away before its last line counts even
    /// without its end.
    public var quiet: Duration = .seconds(60)
    /// What says how long ago a file was changed.
    public var clock: any TimeSource = SystemTimeSource()
    /// How many of the lines that are no records are kept in memory; all unless given.
    var rejectLimit: Int?
    /// Takes each line that is no record, in the order of the files.
    var onReject: (@Sendable (Reject) throws -> Void)?

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
    /// By what rows are chosen and ordered; by hits, and times in their order, unless given.
    public var order: LogOrder?
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
  /// How many of them are no records.
  public private(set) var rejected = 0
  /// The lines that are no records, of those that this analysis has read itself.
  public private(set) var rejects: [Reject] = []
  /// How many lines that this analysis has read itself are no records, kept or not.
  private(set) var newlyRejected = 0
  /// How each file was found to be written, or why it was not read, in a sentence.
  public private(set) var formats: [String] = []
  /// What else there is to know of the files, a sentence each: a file that was given twice, a last
  /// line that is waited for.
  public private(set) var notes: [String] = []
  private var records = Records.all(LogTable(), items(of: LogTable()))
  private let rejectLimit: Int
  private let onReject: (@Sendable (Reject) throws -> Void)?

  /// Where the records are: read once, or again and again.
  private enum Records: Sendable {
    case all(LogTable, LogItems)
    case growing(LogIntake)
  }

  static let headSize = 1 << 18
  /// With how many zero bytes something may begin that is no file: a device may have no end of them.
  static let zeroLimit = 1 << 28

  /// Reads logs: all of them, or with a state what is new in them.
  ///
  /// - Throws: ``TableError`` when a file cannot be read, or is in no format that is known; or the
  ///   state is damaged, was made otherwise, or is in use.
  public init(_ paths: [FilePath], _ reading: Reading = Reading()) throws {
    rejectLimit = reading.rejectLimit ?? .max
    onReject = reading.onReject
    if reading.state != nil || reading.isFollowing {
      records = .growing(try LogIntake(paths, reading))
      try update()
      return
    }
    var table = LogTable()
    var seen: [FileIdentity: FilePath] = [:]
    for path in paths {
      if path.string != "-", let identity = FileIdentity(path), !identity.isStream {
        if let same = seen[identity] {
          notes.append("\(path): is the same file as \(same), and is read once.")
          continue
        }
        seen[identity] = path
      }
      if try !readKept(path, reading, into: &table) { try read(path, reading, into: &table) }
    }
    table.arrangeByVisits()
    records = .all(table, Self.items(of: table))
  }

  /// Reads a log from its start.
  private mutating func read(
    _ path: FilePath,
    _ reading: Reading,
    into table: inout LogTable
  ) throws {
    if path.string != "-" { try LogContent.checkEmpty(path) }
    let file = try TableFile(path)
    var source = file.source
    let head = try source.head(Self.headSize, zeroLimit: file.isStream ? Self.zeroLimit : .max)
    guard try source.restart() else {
      throw TableError(.inputOutput, "\(file.name): cannot be read from its start.")
    }
    let (format, note) = try LogFormat.chosen(for: head, reading.format, file.name)
    if let note { formats.append(note) }
    let anonymizer = reading.anonymization.map { Anonymizer(level: $0) }
    let newest = file.path.flatMap { FileMark($0) }.map { $0.modified / 1_000_000_000 }
    let name = file.name
    let take = onReject.map { take in
      { @Sendable (reject: LogScanResult.Reject) in try take(Reject(reject, of: name)) }
    }
    var result = try LogScan.read(
      source,
      threads: reading.threads,
      anonymizer: anonymizer,
      rejects: LogRejectUse(limit: rejectLimit, take: take)
    ) {
      format.makeParser(newest: newest)
    }
    if note == nil, result.lines > 0, result.rejected == result.lines {
      throw format.mismatch(with: head, name, lines: result.lines)
    }
    if let note = LogContent.note(ofZeros: result.zeros, name) { notes.append(note) }
    lines += result.lines
    rejected += result.rejected
    newlyRejected += result.rejected
    keep(result.rejects.lazy.map { Reject($0, of: name) })
    table.join(&result.table)
  }

  /// Keeps as many lines that are no records as are wanted.
  private mutating func keep(_ new: some Sequence<Reject>) {
    rejects += new.prefix(max(0, rejectLimit - rejects.count))
  }

  /// Takes what the cache has of a log, after what is new in it was read.
  ///
  /// - Returns: Whether that is the whole log.
  private mutating func readKept(
    _ path: FilePath,
    _ reading: Reading,
    into table: inout LogTable
  ) throws -> Bool {
    let directory = reading.cache?.directory(
      for: path,
      format: reading.format,
      anonymization: reading.anonymization
    )
    guard let directory else { return false }
    var reading = reading
    reading.state = directory
    reading.keepsHistory = false
    // A cache that is damaged, in use or on a full disk holds nobody up; what it has something to say
    // of, such as a log that changes meanwhile, is not the whole log.
    guard let intake = try? LogIntake([path], reading), let news = try? intake.update(),
      news.notes.isEmpty, var kept = try? intake.records()
    else { return false }
    let counts = intake.counts
    lines += counts.lines
    rejected += counts.rejected
    newlyRejected += news.rejected
    keep(news.rejects)
    let findings = intake.findings(path.string)
    formats += findings.formats
    notes += findings.notes
    table.join(&kept)
    reading.cache?.prune()
    return true
  }

  /// Reads what is new since the last time, if there is a state or the logs are followed; keeps it in
  /// the state.
  ///
  /// Copies of an analysis share what is read.
  ///
  /// - Returns: Whether there is anything new.
  /// - Throws: ``TableError``; what is known is as it was then.
  @discardableResult
  public mutating func update() throws -> Bool {
    guard case .growing(let intake) = records else { return false }
    let news = try intake.update()
    (lines, rejected) = intake.counts
    newlyRejected += news.rejected
    keep(news.rejects)
    if let onReject { for reject in news.rejects { try onReject(reject) } }
    formats += news.formats
    notes = news.notes
    return news.isChanged
  }

  /// What the records are for the panels.
  static func items(of table: LogTable) -> LogItems {
    let files = StaticFiles()
    let classifier = AgentClassifier()
    return LogItems(table, isStatic: files.contains, classify: classifier.classify)
  }

  /// The report of the records that a question is about.
  ///
  /// - Returns: The report.
  /// - Throws: ``TableError`` when the condition cannot be computed.
  public func report(_ question: Question = Question()) throws(TableError) -> LogReport {
    let whole = try whole()
    return whole.report(question, of: try whole.records(for: question))
  }

  /// All records, as they are now.
  func whole() throws(TableError) -> LogIntake.Whole {
    switch records {
    case .all(let table, let items):
      LogIntake.Whole(table: table, items: items, lines: lines, rejected: rejected)
    case .growing(let intake): try intake.whole()
    }
  }

  /// When the records were that were read since this was last asked, in seconds since 1970 in UTC;
  /// `nil` when all were.
  func takeNews() -> Set<Int64>? {
    switch records {
    case .all: nil
    case .growing(let intake): intake.takeFresh()
    }
  }
}
