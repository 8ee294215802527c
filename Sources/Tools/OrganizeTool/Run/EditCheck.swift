import BatteryFiles
import SystemPackage

/// Why a step is not taken back.
struct UndoRefusal: Error {
  var reason: String
}

/// Tells whether files are still what a run left.
final class EditCheck {
  private let cache: DirectoryCache
  private let isLenient: Bool
  private let others: () -> [ContentTrail.Stretch]
  private let ends: [Int: [ContentTrail.Point]]
  private var trail = ContentTrail()
  private var hasAskedOthers = false
  private var stretches: [ContentTrail.Stretch] = []
  private var excused: Set<UInt64> = []

  /// Makes a check.
  ///
  /// - Parameters:
  ///   - cache: The directories of the run.
  ///   - known: What the run's journal says of long files.
  ///   - isLenient: Whether length, time, beginning and end are enough.
  ///   - others: What the journals of other runs say of them.
  init(
    _ cache: DirectoryCache,
    known: [ContentTrail.Stretch],
    isLenient: Bool,
    others: @escaping () -> [ContentTrail.Stretch]
  ) {
    self.cache = cache
    self.isLenient = isLenient
    self.others = others
    trail.add(known)
    ends = Dictionary(grouping: known, by: \.step).mapValues { $0.map(\.to) }
  }

  /// Checks length, time, beginning and end of a file that has these attributes.
  ///
  /// - Throws: ``UndoRefusal``, or ``FileError`` when the file is not there any more.
  func checkEnds(_ path: PlanPath, _ attributes: FileAttributes, _ stamp: FileStamp) throws {
    let directory = try cache.directory(path.directory)
    let found = try FileStamp(directory, path.namePath, attributes)
    guard found.size == stamp.size else {
      throw UndoRefusal(reason: "it was edited since: its length is another one")
    }
    guard found.modified == stamp.modified else {
      throw UndoRefusal(reason: "it was edited since: its time is another one")
    }
    guard found.hash == stamp.hash else {
      throw UndoRefusal(reason: "it was edited since: its content is another one")
    }
  }

  /// Checks the middle of a long file as well, as far as it can be known.
  ///
  /// - Throws: ``UndoRefusal``, or ``FileError`` when the file is not there any more.
  func check(
    _ path: PlanPath,
    _ attributes: FileAttributes,
    _ stamp: FileStamp,
    _ step: Int
  ) throws {
    try checkEnds(path, attributes, stamp)
    try checkMiddle(attributes, stamp, step)
  }

  /// Checks that nothing but steps has happened to a long file since a step was done.
  ///
  /// - Throws: ``UndoRefusal``.
  func checkMiddle(_ attributes: FileAttributes, _ stamp: FileStamp, _ step: Int) throws {
    // Of a step on which a crash left no word, there is nothing to compare with.
    guard stamp.hasUnknownPart, !isLenient, let ends = ends[step] else { return }
    let now = ContentTrail.Point(attributes)
    guard !excused.contains(now.inode) else { return }
    // The number is left out: on some file systems it is another one after each mount.
    if ends.contains(where: { $0.changed == now.changed }) { return }
    if trail.leads(from: ends, to: now) { return }
    if !hasAskedOthers {
      hasAskedOthers = true
      trail.add(others())
      if trail.leads(from: ends, to: now) { return }
    }
    throw UndoRefusal(
      reason: "it was edited since, or its attributes alone: of so long a file only beginning and "
        + "end are known to be the same, which is enough with --lenient"
    )
  }

  /// Looks at a file.
  ///
  /// - Throws: ``FileError`` when it cannot be looked at.
  func attributes(_ path: PlanPath) throws(FileError) -> FileAttributes {
    try cache.directory(path.directory).attributes(of: path.namePath)
  }

  /// Notes that a long file stayed what it was when a step was taken back.
  ///
  /// - Throws: ``FileError`` when the file cannot be looked at. The step then has to be taken back
  ///   once more, which finds that it was, and excuses the file.
  func note(
    _ stamp: FileStamp,
    _ step: Int,
    from before: FileAttributes,
    to path: PlanPath
  ) throws(FileError) {
    guard stamp.hasUnknownPart else { return }
    let (old, new) = (ContentTrail.Point(before), ContentTrail.Point(try attributes(path)))
    // What a crash left no word of explains nothing that came before it.
    if ends[step] == nil || excused.contains(old.inode) { excused.insert(new.inode) }
    let stretch = ContentTrail.Stretch(step: step, from: old, to: new)
    stretches.append(stretch)
    trail.add([stretch])
  }

  /// Lets beginning and end of a file be enough, since a step was taken back before without a word
  /// of it in the journal.
  ///
  /// - Throws: ``FileError`` when the file cannot be looked at.
  func excuse(_ path: PlanPath) throws(FileError) {
    excused.insert(try attributes(path).inode)
  }

  /// Hands over what was noted, until it is written once.
  func handOver(_ write: ([ContentTrail.Stretch]) throws -> Void) rethrows {
    guard !stretches.isEmpty else { return }
    try write(stretches)
    stretches = []
  }
}
