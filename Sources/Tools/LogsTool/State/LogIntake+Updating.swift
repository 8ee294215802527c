internal import BatteryTables
internal import Foundation
internal import SystemPackage

extension LogIntake {
  /// How often logs are looked at anew that change while they are read.
  private static let patience = 5

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
    var rejected = 0
    let limit = reading.onReject == nil ? reading.rejectLimit ?? .max : .max
    for (look, place) in plan {
      var source = next.sources[place]
      do {
        guard var result = try read(look, &source, next, &news) else { continue }
        next.lines += result.lines
        next.rejected += result.rejected
        rejected += result.rejected
        rejects += result.rejects.prefix(limit - rejects.count).map {
          LogAnalysis.Reject($0, of: look.content.path.string)
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
    news.rejects += rejects.prefix(limit - news.rejects.count)
    news.rejected += rejected
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

  private func hold(_ plan: [(look: LogLook, place: Int)], _ looks: [LogLook]) {
    guard reading.isFollowing else { return }
    let planned = plan.map(\.look).filter { !isQuiet($0.content.mark) } + looks.filter(\.isMain)
    var seen: Set<UInt64> = []
    let before = held
    held = planned.filter {
      !$0.content.isCompressed && seen.insert($0.content.mark.inode).inserted
    }
    // What cannot be opened again has another name by now, under which the next look finds it.
    for look in held where (try? look.content.file.descriptor) != nil {
      look.content.file.isPinned = true
    }
    for look in before where !held.contains(where: { $0.content.file === look.content.file }) {
      look.content.file.isPinned = false
    }
  }
}
