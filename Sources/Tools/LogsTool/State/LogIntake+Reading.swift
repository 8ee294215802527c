internal import BatteryJobs
internal import BatteryTables
internal import Foundation
internal import SystemPackage

extension LogIntake {
  /// Reads what is new in a content.
  ///
  /// - Returns: It; `nil` when there is nothing.
  func read(
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
    guard let format = try format(of: look, &source, manifest, &news) else { return nil }
    guard let tail = try content.tail(before: source.offset) else { throw LogContent.Changed() }
    let bytes = TailKeeper(try content.source(source.offset, to: end), after: tail)
    let newest = content.mark.modified / 1_000_000_000
    let isSmall = !content.isCompressed && end - source.offset < 1 << 20
    var result = try LogScan.read(
      bytes,
      threads: isSmall ? 1 : reading.threads,
      anonymizer: reading.anonymization.map { Anonymizer(level: $0) },
      rejects: LogRejectUse(limit: reading.onReject == nil ? reading.rejectLimit : nil)
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
    if source.offset == 0 {
      source.zeros = result.zeros > 0 ? result.zeros : nil
      let note = LogContent.note(ofZeros: result.zeros, content.path.string)
      // A mirror tells of it whenever it is asked.
      if let note, reading.keepsHistory { news.notes.append(note) }
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
  struct Mismatch: Error {
    let error: TableError
  }

  /// Whether the format that was given is none of a log: not when it was for what was read of the log
  /// before, or while it is followed, as a single wrong line may be the first after a rotation.
  private func isMismatch(
    _ result: LogScanResult,
    _ source: LogSource
  ) -> Bool {
    guard reading.format != nil, !hasLooked, source.offset == 0, result.lines > 0,
      result.rejected == result.lines
    else { return false }
    return !reading.keepsHistory
      || !manifest.sources.contains { $0.log == source.log && $0.offset > 0 && !$0.isIgnored }
  }

  /// Whether nobody writes to a file any more: another one took its place, and it has been quiet.
  private func isFinished(_ look: LogLook) -> Bool {
    !look.isMain && FileMark(look.log) != nil && isQuiet(look.content.mark)
  }

  func isQuiet(_ mark: FileMark) -> Bool {
    let modified = Double(mark.modified) / 1e9
    let quiet = reading.quiet.components
    return reading.clock.now.timeIntervalSince1970 - modified
      >= Double(quiet.seconds) + Double(quiet.attoseconds) / 1e18
  }
}
