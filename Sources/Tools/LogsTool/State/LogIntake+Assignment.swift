internal import BatteryTables
internal import SystemPackage

extension LogIntake {
  /// Says for each file that is to be read which source it is, oldest first.
  func assign(
    _ looks: [LogLook],
    _ next: inout LogManifest,
    _ news: inout News
  ) throws -> [(look: LogLook, place: Int)] {
    var known: [Int: LogLook] = [:]
    var present: [LogLook] = []
    var unknown: [LogLook] = []
    // What is a log by its name or its file goes before what only has the same content.
    var matches: [(look: LogLook, match: Match)] = []
    var strangers: [LogLook] = []
    var owners: [Int: FilePath] = [:]
    for look in looks {
      do {
        let found = try match(look, next.sources)
        if case .nothing = found { strangers.append(look) } else { matches.append((look, found)) }
      } catch let error as TableError where look.content.isCompressed {
        news.notes.append("\(error) It is tried again next time.")
      }
    }
    matches += strangers.map { (look: $0, match: Match.nothing) }
    for (look, direct) in matches {
      do {
        var found = direct
        if case .nothing = direct { found = try moved(look, looks, next.sources, owners) }
        switch found {
        case .source(let place):
          // Two logs may have the same content; only files of one log are copies.
          if owners[place, default: look.log] != look.log {
            unknown.append(look)
            continue
          }
          owners[place] = look.log
          present.append(look)
          if next.sources[place].isIgnored {
            if look.content.isCompressed { next.ignored.append(look.content.mark) }
          } else if let other = known[place],
            !look.isBetter(than: other, for: next.sources[place])
          {
            // A copy of it: what it has more, if anything, is read when the better one is gone.
          } else {
            known[place] = look
          }
        case .beginning:
          guard look.isMain else { continue }
          news.notes.append(
            "\(look.content.path): is shorter than what was read of it, and is read when it has more."
          )
        case .nothing: unknown.append(look)
        }
      } catch let error as TableError where look.content.isCompressed {
        news.notes.append("\(error) It is tried again next time.")
      }
    }
    noteGone(&next, Set(known.keys), &news)
    forget(&next, &known)
    // A copy is known by what it is a copy of, which is at least as long.
    unknown.sort { first, second in
      if first.isMain != second.isMain { return first.isMain }
      if first.content.isCompressed != second.content.isCompressed {
        return second.content.isCompressed
      }
      return first.content.mark.size > second.content.mark.size
    }
    let before = Set(next.logs)
    for look in unknown where !look.content.head.isEmpty {
      // What is compressed may be cut off, which is found out when it is read.
      let isCopy = present.contains { other in
        other.log == look.log && (try? look.content.isBeginning(of: other.content)) == true
      }
      if isCopy { continue }
      guard look.isAsked || LogFamily.isRotated(look.content.path, of: look.log) else { continue }
      if LogFamily.isNamedPacked(look.content.path), !look.content.isCompressed {
        news.notes.append(
          "\(look.content.path): is not compressed as its name says, or not in a known way, and is left"
            + " out."
        )
        continue
      }
      present.append(look)
      var source = LogSource(
        log: look.log.string,
        path: look.content.path.string,
        mark: look.content.mark
      )
      if !look.isAsked, !before.contains(look.log.string) {
        try look.content.check(upTo: 0)
        ignore(look, &source)
        if look.content.isCompressed { next.ignored.append(look.content.mark) }
        next.sources.append(source)
      } else {
        known[next.sources.count] = look
        next.sources.append(source)
      }
    }
    for family in families where !before.contains(family.main.string) {
      next.logs.append(family.main.string)
    }
    for log in next.logs
    where !families.contains(where: { LogFamily.areRelated($0.main, FilePath(log)) }) {
      news.notes.append("The state also holds \(log), which is not read this time.")
    }
    let plan = known.map { (look: $0.value, place: $0.key) }
    return plan.sorted {
      if $0.look.isMain != $1.look.isMain { return $1.look.isMain }
      return ($0.look.content.mark.modified, $0.place)
        < ($1.look.content.mark.modified, $1.place)
    }
  }

  /// Remembers a content that is not to be read, by its first bytes.
  private func ignore(_ look: LogLook, _ source: inout LogSource) {
    let head = look.content.head
    source.isIgnored = true
    source.offset = head.count
    source.ladder = look.content.ladder
    source.tail = ContentHash.hash(Array(head.suffix(ContentHash.tailReach)))
  }

  private enum Match {
    case source(Int)
    case beginning
    case nothing
  }

  private func match(_ look: LogLook, _ sources: [LogSource]) throws -> Match {
    var best: Int?
    var isBeginning = false
    for (place, source) in sources.enumerated() {
      let isSameFile = look.content.mark.isSameFile(as: source.mark)
      guard LogFamily.areRelated(FilePath(source.log), look.log) || isSameFile else { continue }
      if source.isIgnored, look.isAsked { continue }
      switch try look.content.relation(to: source) {
      case .same:
        if let other = best.map({ sources[$0] }),
          (other.isIgnored ? 0 : 1, other.offset) >= (source.isIgnored ? 0 : 1, source.offset)
        {
          continue
        }
        best = place
      case .beginning: isBeginning = true
      case .other: continue
      }
    }
    return best.map { .source($0) } ?? (isBeginning ? .beginning : .nothing)
  }

  /// The source that a file of another name has the content of, and that is nowhere else.
  ///
  /// Two logs may begin with the same line; that they have the same pages is no chance.
  private func moved(
    _ look: LogLook,
    _ looks: [LogLook],
    _ sources: [LogSource],
    _ owners: [Int: FilePath]
  ) throws -> Match {
    for (place, source) in sources.enumerated()
    where source.offset >= ContentHash.tailReach && !(source.isIgnored && look.isAsked) {
      if let owner = owners[place] {
        guard owner == look.log else { continue }
      } else if !looks.contains(where: { $0.content.mark.isSameFile(as: source.mark) }),
        FileMark(FilePath(source.path))?.isSameFile(as: source.mark) == true
      {
        // It is where it was, though nobody asks for it this time.
        continue
      }
      if try look.content.relation(to: source) == .same { return .source(place) }
    }
    return .nothing
  }

  /// Forgets the oldest sources of which no file is left, when there are very many.
  private func forget(_ next: inout LogManifest, _ known: inout [Int: LogLook]) {
    guard next.sources.count > Self.mostSources else { return }
    let gone = next.sources.indices.filter { place in
      known[place] == nil && FileMark(FilePath(next.sources[place].path)) == nil
    }
    let oldest = gone.sorted { next.sources[$0].mark.modified < next.sources[$1].mark.modified }
      .prefix(next.sources.count - Self.mostSources)
    let forgotten = Set(oldest)
    var places: [Int: LogLook] = [:]
    var kept: [LogSource] = []
    for (place, source) in next.sources.enumerated() where !forgotten.contains(place) {
      places[kept.count] = known[place]
      kept.append(source)
    }
    known = places
    next.sources = kept
  }

  /// How many sources are remembered, unless there are more files.
  private static let mostSources = 2000

  /// Says which logs have lost what may not have been read.
  private func noteGone(_ next: inout LogManifest, _ found: Set<Int>, _ news: inout News) {
    for place in next.sources.indices where !found.contains(place) {
      let source = next.sources[place]
      guard !source.isIgnored, source.path == source.log,
        families.contains(where: { $0.main.string == source.log })
      else { continue }
      news.notes.append(
        "\(source.log): what was read up to byte \(source.offset) is not there any more, nor beside"
          + " it; if there were lines after it, they are not counted."
      )
      next.sources[place].path = ""
    }
  }

  // MARK: - Mirrors

  /// Says which files have grown, when the state is to be what the files are now; begins anew when one
  /// was replaced.
  func mirror(
    _ looks: [LogLook],
    _ next: inout LogManifest,
    isReset: inout Bool
  ) throws -> [(look: LogLook, place: Int)] {
    let logs = looks.map(\.log.string)
    var isSame = next.logs == logs
    for look in looks where isSame {
      guard let source = next.sources.first(where: { $0.log == look.log.string }) else { continue }
      let mark = look.content.mark
      if source.mark == mark, source.changed == look.content.changed { continue }
      isSame =
        !look.content.isCompressed && !source.hasOpenEnd && mark.size > source.mark.size
        && mark.isSameFile(as: source.mark)
      if isSame { isSame = try look.content.relation(to: source) == .same }
    }
    if !isSame {
      var empty = emptyManifest()
      empty.next = next.next
      empty.logs = logs
      next = empty
      isReset = true
    }
    return looks.compactMap { look in
      if let place = next.sources.firstIndex(where: { $0.log == look.log.string }) {
        return next.sources[place].mark == look.content.mark ? nil : (look, place)
      }
      next.sources.append(
        LogSource(log: look.log.string, path: look.content.path.string, mark: look.content.mark)
      )
      return (look, next.sources.count - 1)
    }
  }

  // MARK: - Formats

  /// How the lines of a content are written; `nil` when it is none of the log.
  func format(
    of look: LogLook,
    _ source: inout LogSource,
    _ manifest: LogManifest,
    _ news: inout News
  ) throws -> LogFormat? {
    let content = look.content
    if let given = reading.format {
      // The first lines say no more what the columns are when directives came after them.
      if let layout = source.format?.layout { return LogFormat(.w3c(layout), given.text) }
      return given.completed(from: try content.start(LogAnalysis.headSize))
    }
    if let format = source.format?.format { return format }
    let head = try content.start(LogAnalysis.headSize)
    // What a log was written like before it is likely to be written like now.
    let memos = manifest.sources.filter { $0.log == look.log.string }.compactMap(\.format)
    let likely = memos.last?.format?.completed(from: head)
    if let likely {
      let tally = LineSample(head).tally(likely.makeParser())
      if tally.parsed * 2 >= tally.lines { return likely }
    }
    let guess = LogFormat.detect(in: head)
    if let format = guess.format, guess.confidence >= 0.5 {
      news.formats.append("\(content.path): \(guess.reason)")
      source.finding = guess.reason
      return format
    }
    if look.isMain, let likely { return likely }
    if !look.isAsked {
      news.notes.append("\(content.path): is left out. \(guess.reason)")
      return nil
    }
    throw LogFormat.unknown(guess, content.path.string)
  }
}
