internal import BatteryJobs
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
    var rejects: [LogAnalysis.Reject] = []
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

  /// How often logs are looked at anew that change while they are read.
  private static let patience = 5

  let reading: LogAnalysis.Reading
  let families: [LogFamily]
  /// Copies of an analysis share what is read, maybe on several threads.
  private let lock = NSLock()
  private let directory: LogStateDirectory?
  private var manifest = LogManifest()
  /// The records, once somebody wanted them; always those that are nowhere else.
  private var table: LogTable?
  private var items: LogItems?
  /// When the records were that were read since somebody last asked; `nil` when all were.
  private var fresh: Set<Int64>?
  /// Whether the logs were read once since the start.
  private var hasLooked = false
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

  // MARK: - Reading

  /// Reads what is new, and commits it.
  ///
  /// - Throws: ``TableError``; what is known is as it was then.
  func update() throws -> News {
    try lock.withLock {
      var news = News()
      for _ in 0..<Self.patience {
        news.notes = []
        do {
          let isSteady = try pass(&news)
          hasLooked = true
          if isSteady { return news }
        } catch is LogContent.Changed {
          continue
        }
      }
      news.notes.append("The logs change while they are read; the rest is read next time.")
      return news
    }
  }

  /// Looks at the logs once.
  ///
  /// - Returns: Whether nothing changed meanwhile.
  private func pass(_ news: inout News) throws -> Bool {
    var next = manifest
    let looks = try look(&next, &news)
    var isReset = false
    let plan =
      try reading.keepsHistory
      ? assign(looks, &next, &news) : mirror(looks, &next, isReset: &isReset)
    if directory != nil, next.logs != manifest.logs {
      // What is to be ignored is known before the first line is read, so that a run that is killed
      // does not make the next one ignore what has rotated since.
      var base = next
      base.sources.removeAll { $0.offset == 0 && !$0.isIgnored }
      var nothing = LogTable()
      try commit(base, &nothing, isReset: isReset)
      isReset = false
    }
    var added = LogTable()
    var isSteady = true
    var rejects: [LogAnalysis.Reject] = []
    for (look, place) in plan {
      var source = next.sources[place]
      do {
        guard var result = try read(look, &source, next, &news) else { continue }
        next.lines += result.lines
        next.rejected += result.rejects.count
        rejects += result.rejects.map {
          .init(
            source: look.content.path.string,
            line: $0.line,
            offset: $0.offset,
            reason: $0.reason
          )
        }
        added.join(&result.table)
      } catch let mismatch as Mismatch {
        throw mismatch.error
      } catch is LogContent.Changed {
        isSteady = false
        continue
      } catch let error as TableError where look.content.isCompressed {
        news.notes.append("\(error) It is tried again next time.")
        continue
      } catch let error as Errno {
        throw TableError(
          .inputOutput,
          "\(look.content.path): cannot be read: \(error). Check the disk."
        )
      }
      next.sources[place] = source
      if look.content.isCompressed { next.done.append(look.content.mark) }
    }
    next.sources.removeAll { $0.offset == 0 && !$0.isIgnored }
    next.done = Self.sorted(next.done)
    next.ignored = Self.sorted(next.ignored)
    hold(plan, looks)
    if next != manifest || isReset {
      news.isChanged =
        news.isChanged || isReset || next.lines != manifest.lines || added.count > 0
      try commit(next, &added, isReset: isReset)
    }
    news.rejects += rejects
    return isSteady
  }

  private static func sorted(_ marks: [FileMark]) -> [FileMark] {
    Set(marks).sorted { ($0.inode, $0.modified) < ($1.inode, $1.modified) }
  }

  /// Makes what was read what is known; with `isReset` in the place of all that was.
  private func commit(_ next: LogManifest, _ added: inout LogTable, isReset: Bool = false) throws {
    let new = fresh == nil ? [] : Set(added.instants)
    added.arrangeByVisits()
    if let directory {
      manifest = try directory.commit(next, adding: added)
    } else {
      manifest = next
    }
    fresh?.formUnion(new)
    if isReset { table = directory == nil ? LogTable() : nil }
    if isReset || added.count > 0 { items = nil }
    // What is all there is need not be read back.
    if table == nil, next.segments.isEmpty, added.count > 0 { table = LogTable() }
    table?.join(&added)
  }

  /// Reads what is new in a content.
  ///
  /// - Returns: It; `nil` when there is nothing.
  private func read(
    _ look: LogLook,
    _ source: inout LogSource,
    _ manifest: LogManifest,
    _ news: inout News
  ) throws -> LogScanResult? {
    let content = look.content
    source.path = look.isHeld ? "" : content.realPath.string
    if !LogFamily.areRelated(FilePath(source.log), look.log) { source.log = look.log.string }
    source.mark = content.mark
    let isWhole = content.isCompressed || !reading.keepsHistory || isFinished(look)
    let end = try isWhole ? content.mark.size : content.endOfLines(from: source.offset)
    if !isWhole, content.mark.size > end, look.isMain {
      news.notes.append(
        "\(content.path): the last line has no end yet, and is counted when it has one."
      )
    }
    guard end > source.offset || content.isCompressed else { return nil }
    guard let format = try format(of: look, source, manifest, &news) else { return nil }
    guard let tail = try content.tail(before: source.offset) else { throw LogContent.Changed() }
    let bytes = TailKeeper(try content.source(source.offset, to: end), after: tail)
    let newest = content.mark.modified / 1_000_000_000
    let isSmall = !content.isCompressed && end - source.offset < 1 << 20
    var result = try LogScan.read(
      bytes,
      threads: isSmall ? 1 : reading.threads,
      anonymizer: reading.anonymization.map { Anonymizer(level: $0) }
    ) {
      format.makeParser(newest: newest)
    }
    try content.check(upTo: content.isCompressed ? 0 : end)
    if isMismatch(result, source) {
      guard look.isAsked || look.isMain else {
        news.notes.append("\(content.path): is left out. No line is in the format \(format.title).")
        return nil
      }
      let head = try content.start(LogAnalysis.headSize)
      throw Mismatch(error: format.mismatch(with: head, content.path.string, lines: result.lines))
    }
    for place in result.rejects.indices {
      result.rejects[place].line += source.lines
      result.rejects[place].offset += source.offset
    }
    source.offset += bytes.count
    source.lines += result.lineEnds
    source.tail = ContentHash.hash(bytes.tail)
    source.ladder = Array(content.ladder.prefix(ContentHash.rungCount(source.offset)))
    source.changed = content.changed
    source.format = LogFormatMemo(format, result.layout)
    source.hasOpenEnd = bytes.tail.last.map { $0 != 10 } ?? false
    return result
  }

  /// A log that is not in the format that was given for it.
  private struct Mismatch: Error {
    let error: TableError
  }

  /// Whether the format that was given is none of a log: not when it was for what was read of the log
  /// before, or while it is followed, as a single wrong line may be the first after a rotation.
  private func isMismatch(
    _ result: LogScanResult,
    _ source: LogSource
  ) -> Bool {
    guard reading.format != nil, !hasLooked, source.offset == 0, result.lines > 0,
      result.rejects.count == result.lines
    else { return false }
    return !reading.keepsHistory
      || !manifest.sources.contains { $0.log == source.log && $0.offset > 0 && !$0.isIgnored }
  }

  /// Whether nobody writes to a file any more: another one took its place, and it has been quiet.
  private func isFinished(_ look: LogLook) -> Bool {
    !look.isMain && FileMark(look.log) != nil && isQuiet(look.content.mark)
  }

  private func isQuiet(_ mark: FileMark) -> Bool {
    let modified = Double(mark.modified) / 1e9
    let quiet = reading.quiet.components
    return reading.clock.now.timeIntervalSince1970 - modified
      >= Double(quiet.seconds) + Double(quiet.attoseconds) / 1e18
  }

  private func hold(_ plan: [(look: LogLook, place: Int)], _ looks: [LogLook]) {
    guard reading.isFollowing else { return }
    let planned = plan.map(\.look).filter { !isQuiet($0.content.mark) } + looks.filter(\.isMain)
    var seen: Set<UInt64> = []
    held = planned.filter {
      !$0.content.isCompressed && seen.insert($0.content.mark.inode).inserted
    }
  }
}
