import BatteryFiles
import BatteryJobs
import SystemPackage

/// The journal of a run: all steps stand in it, on the disk, before the first is done.
///
/// What is behind them says how far the run came. It need not be on the disk: whether a step was
/// done can be seen at the files, since each names what it moves.
final class RunJournal {
  private static let stepsPerRecord = 1024

  private let journal: RecordJournal

  /// Makes the journal of a run that is about to begin.
  ///
  /// It has its name when all steps are in it and on the disk: what has another is none.
  ///
  /// - Throws: ``FileError``.
  init(
    creating path: FilePath,
    _ header: RunRecord.Header,
    _ steps: [OrganizeStep],
    _ directories: [RunRecord.DirectoryState]
  ) throws {
    let unfinished = path.removingLastComponent().appending("\(header.run).new")
    journal = try RecordJournal(creating: unfinished)
    try append(.header(header))
    for start in stride(from: 0, to: steps.count, by: Self.stepsPerRecord) {
      let end = min(start + Self.stepsPerRecord, steps.count)
      try append(.steps(Array(steps[start..<end])))
    }
    try append(.directories(directories))
    try append(.ready)
    try journal.synchronize()
    let directory = try RootedDirectory(path.removingLastComponent())
    guard let old = unfinished.lastComponent, let new = path.lastComponent else { return }
    try directory.rename(FilePath(root: nil, [old]), to: FilePath(root: nil, [new]))
    try AtomicFile.synchronize(path.removingLastComponent())
  }

  /// Opens the journal of a run to go on with it.
  ///
  /// - Throws: ``FileError`` when another process has it open, or it is damaged.
  init(opening path: FilePath) throws(FileError) {
    journal = try RecordJournal(opening: path)
  }

  var records: [[UInt8]] { journal.records }

  var path: FilePath { journal.path }

  func append(_ record: RunRecord) throws {
    try journal.append(record.encoded())
  }

  func synchronize() throws(FileError) { try journal.synchronize() }

  func unlock() { journal.unlock() }
}
