internal import BatteryTables
internal import Foundation
internal import SystemPackage

/// Reads what is new in logs, again and again, wherever rotation has taken it.
///
/// What was read is kept in a state directory or, without one, in memory. `Documentation/Decisions`
/// says how logs are known again, and what cannot be known.
final class LogIntake: @unchecked Sendable {
  /// What a look at the logs has brought.
  struct News {
    /// Whether there are more lines than before.
    var isChanged = false
    /// The first lines that are no records, as many as are wanted.
    var rejects: [LogAnalysis.Reject] = []
    /// How many lines are none.
    var rejected = 0
    var formats: [String] = []
    /// What else there is to say of the logs as they are now, a sentence each.
    var notes: [String] = []
  }

  /// All that was read.
  struct Whole {
    var table = LogTable()
    var items: LogItems
    var lines: Int
    var rejected: Int
  }

  let reading: LogAnalysis.Reading
  let families: [LogFamily]
  /// Copies of an analysis share what is read, maybe on several threads.
  let lock = NSLock()
  let directory: LogStateDirectory?
  var manifest = LogManifest()
  /// The records, once somebody wanted them; always those that are nowhere else.
  var table: LogTable?
  var items: LogItems?
  /// When the records were that were read since somebody last asked; `nil` when all were.
  var fresh: Set<Int64>?
  /// Whether the logs were read once since the start.
  var hasLooked = false
  let pool = OpenLogs()
  /// Logs that were open at the last look, in case they are renamed or removed.
  var held: [LogLook] = []
  /// Compressed files as they were at the last look: they are not unpacked for each.
  var packed: [FileMark: LogContent] = [:]

  /// Opens the state.
  ///
  /// - Throws: ``TableError`` when it is in use, damaged or was made otherwise.
  init(_ paths: [FilePath], _ reading: LogAnalysis.Reading) throws {
    guard !paths.contains("-") else {
      throw TableError(
        .invalidExpression,
        "standard input: cannot be read from where it was left. Name the files of logs instead."
      )
    }
    self.reading = reading
    families =
      reading.keepsHistory
      ? LogFamily.families(of: paths)
      : paths.flatMap { LogFamily.families(of: [$0]) }
    directory = try reading.state.map { try LogStateDirectory($0) }
    if directory == nil { table = LogTable() }
    manifest = try load() ?? emptyManifest()
    if manifest.lines > 0 { fresh = [] }
    directory?.removeStrays(manifest)
  }

  /// A manifest of nothing, read as is asked for.
  func emptyManifest() -> LogManifest {
    var manifest = LogManifest()
    manifest.format = reading.format?.text
    manifest.dateFormat = reading.format?.dateFormat
    manifest.timeFormat = reading.format?.timeFormat
    manifest.anonymization = reading.anonymization
    manifest.isMirror = !reading.keepsHistory
    return manifest
  }

  private func load() throws -> LogManifest? {
    guard let directory else { return nil }
    do {
      guard let manifest = try directory.load() else { return nil }
      guard manifest.isMirror == !reading.keepsHistory else {
        throw LogStateDirectory.Misused(path: directory.path)
      }
      try check(manifest, directory.path)
      return manifest
    } catch let misused as LogStateDirectory.Misused {
      throw TableError(.cannotCreate, misused.description)
    } catch {
      // What only mirrors files can be made again.
      if !reading.keepsHistory { return nil }
      throw error
    }
  }

  private func check(_ manifest: LogManifest, _ path: FilePath) throws {
    guard manifest.anonymization == reading.anonymization else {
      let made =
        manifest.anonymization == nil ? "with whole addresses" : "with anonymized addresses"
      let remedy =
        manifest.anonymization == nil ? "Leave --anonymize-ip out" : "Pass --anonymize-ip"
      throw TableError(
        .invalidExpression,
        "\(path): this state was made \(made). \(remedy), or name another directory."
      )
    }
    guard manifest.format == reading.format?.text,
      manifest.dateFormat == reading.format?.dateFormat,
      manifest.timeFormat == reading.format?.timeFormat
    else {
      let options = [
        manifest.format.map { "--log-format '\($0)'" },
        manifest.dateFormat.map { "--date-format '\($0)'" },
        manifest.timeFormat.map { "--time-format '\($0)'" },
      ].compactMap(\.self)
      let remedy =
        options.isEmpty
        ? "Leave --log-format out" : "Pass \(options.joined(separator: " "))"
      throw TableError(
        .invalidExpression,
        "\(path): this state was made with another log format. \(remedy), or name another directory."
      )
    }
  }

  // MARK: - Answers

  /// How many lines there are, and how many of them are no records.
  var counts: (lines: Int, rejected: Int) {
    lock.withLock { (manifest.lines, manifest.rejected) }
  }

  /// How the format of the only log was found, and with how many zero bytes it begins, also when that
  /// was found out by an earlier run.
  ///
  /// - Parameter name: What the log is called.
  /// - Returns: Both in a sentence each.
  func findings(_ name: String) -> (formats: [String], notes: [String]) {
    lock.withLock {
      let sources = manifest.sources
      return (
        sources.compactMap(\.finding).map { "\(name): \($0)" },
        sources.compactMap { LogContent.note(ofZeros: $0.zeros ?? 0, name) }
      )
    }
  }

  /// When the records were that were read since this was last asked, in seconds since 1970 in UTC;
  /// `nil` when all were.
  func takeFresh() -> Set<Int64>? {
    lock.withLock {
      defer { fresh = [] }
      return fresh
    }
  }

  /// All records, which are read from the state when they are first wanted, and what they are for
  /// the panels.
  func whole() throws(TableError) -> Whole {
    lock.lock()
    defer { lock.unlock() }
    let table = try all()
    let items = items ?? LogAnalysis.items(of: table)
    self.items = items
    return Whole(table: table, items: items, lines: manifest.lines, rejected: manifest.rejected)
  }

  /// All records, for somebody who adds them to others.
  func records() throws(TableError) -> LogTable {
    lock.lock()
    defer { lock.unlock() }
    return try all()
  }

  private func all() throws(TableError) -> LogTable {
    if items == nil {
      var all = LogTable()
      // Nothing else holds on to the records while they are arranged, or they would be copied.
      if let known = table.take() { all = known } else { all = try stored() }
      all.arrangeByVisits()
      table = all
    }
    return table ?? LogTable()
  }

  private func stored() throws(TableError) -> LogTable {
    var all = LogTable()
    guard let directory else { return all }
    // The largest takes in the others.
    for segment in manifest.segments.sorted(by: { $0.records > $1.records }) {
      var part = try directory.read(segment)
      all.join(&part)
    }
    return all
  }
}
