internal import BatteryTables
internal import Foundation
internal import SystemPackage

extension LogIntake {
  /// Opens all files that may have something of the logs.
  func look(_ next: inout LogManifest, _ news: inout News) throws -> [LogLook] {
    var looks: [LogLook] = []
    var claimed: Set<FilePath> = []
    let (done, ignored) = (Set(next.done), Set(next.ignored))
    (next.done, next.ignored) = ([], [])
    var candidates: [(path: FilePath, log: FilePath, isMain: Bool, isAsked: Bool)] = []
    for family in families {
      candidates.append((family.main, family.main, true, true))
    }
    if reading.keepsHistory {
      for family in families {
        candidates += family.asked.dropFirst().map { ($0, family.main, false, true) }
      }
      var listing: [FilePath: [String]] = [:]
      for family in families {
        candidates += family.members(&listing).map { ($0, family.main, false, false) }
      }
      candidates += next.sources.compactMap { source in
        let path = FilePath(source.path)
        guard !source.isIgnored, FileMark(path)?.isSameFile(as: source.mark) == true,
          let log = families.first(where: {
            LogFamily.areRelated(FilePath(source.log), $0.main)
          })?.main
        else { return nil }
        return (path, log, false, false)
      }
    }
    for candidate in candidates where claimed.insert(candidate.path).inserted {
      if reading.keepsHistory, let mark = FileMark(candidate.path) {
        if done.contains(mark) {
          next.done.append(mark)
          continue
        }
        if ignored.contains(mark), !candidate.isAsked {
          next.ignored.append(mark)
          continue
        }
      }
      let content: LogContent?
      do {
        content = try open(candidate.path)
      } catch let error as TableError {
        // A compressed file may still be in the making.
        guard error.code == .invalidData || !candidate.isAsked else { throw error }
        news.notes.append("\(error) It is tried again next time.")
        continue
      } catch let error as Errno {
        throw TableError(
          .inputOutput,
          "\(candidate.path): cannot be read: \(error). Check the disk and the path."
        )
      }
      guard let content else {
        try missing(candidate.path, candidate.log, candidate.isAsked, next)
        continue
      }
      let look = LogLook(
        content: content,
        log: candidate.log,
        isMain: candidate.isMain,
        isAsked: candidate.isAsked
      )
      if let same = looks.first(where: { $0.content.mark.isSameFile(as: content.mark) }) {
        if candidate.isAsked {
          news.notes.append(
            "\(candidate.path): is the same file as \(same.content.path), and is read once."
          )
        }
        continue
      }
      looks.append(look)
      // A compressed file is read by its name.
      if content.isCompressed { content.file.release() }
    }
    for before in held {
      let mark = (try? before.content.file.descriptor).flatMap { FileMark($0) }
      if let place = looks.firstIndex(where: { look in
        mark.map { look.content.mark.isSameFile(as: $0) } ?? false
      }) {
        // It has another name now, but is what was asked for.
        looks[place].isAsked = true
        continue
      }
      guard mark != nil,
        let content = try LogContent(before.content.file, before.content.path)
      else { continue }
      var look = LogLook(content: content, log: before.log, isMain: false, isAsked: true)
      look.isHeld = true
      looks.append(look)
    }
    packed = Dictionary(
      looks.lazy.map(\.content).filter(\.isCompressed).map { ($0.mark, $0) },
      uniquingKeysWith: { $1 }
    )
    return looks
  }

  private func open(_ path: FilePath) throws -> LogContent? {
    // A file that was renamed is unpacked by its name, so it is opened anew.
    if let mark = FileMark(path), let known = packed[mark], known.path == path { return known }
    return try LogContent(path, pool)
  }

  /// A file that was asked for is missing: that is so between two steps of a rotation, but not when
  /// nobody has ever seen it.
  private func missing(
    _ path: FilePath,
    _ log: FilePath,
    _ isAsked: Bool,
    _ manifest: LogManifest
  ) throws {
    guard isAsked, !manifest.logs.contains(log.string) else { return }
    guard FileMark(path) == nil else { return }
    let isThere = FileManager.default.fileExists(atPath: path.string)
    throw TableError(
      isThere ? .inputOutput : .notFound,
      isThere
        ? "\(path): is not a regular file. Name a file."
        : "\(path): there is no such file. Check the path."
    )
  }
}
