import BatteryFiles
import BatteryJobs
import SystemPackage

/// A run as its journal tells it.
struct RunHistory: Sendable {
  var header: RunRecord.Header
  var steps: [OrganizeStep] = []
  var outcomes: [RunRecord.Outcome] = []
  var directories: [RunRecord.DirectoryState] = []
  var directoriesAfter: [RunRecord.DirectoryState]?
  var trashed: [Int: (trash: FilePath, name: [UInt8])] = [:]
  var products: [Int: FileStamp] = [:]
  /// What did not change the content of long files.
  var stretches: [ContentTrail.Stretch] = []
  /// Whether the whole plan is in the journal; nothing has been done otherwise.
  var isReady = false
  var isEnded = false
  /// Directories in which something else had happened when the run was first taken back.
  var foreign: [RunRecord.DirectoryState]?
  /// How many steps were refused when the run was last taken back; `nil` when it never was.
  var refused: Int?

  /// Puts the records of a journal together.
  ///
  /// - Throws: ``JobError`` when they are no run, or of a later version.
  init(_ records: [[UInt8]], of path: FilePath) throws(JobError) {
    let damage = JobError(
      .invalidInput,
      "\(path) is damaged. Look at the folder, and go on by hand."
    )
    guard let first = records.first, case .header(let header)? = RunRecord(first) else {
      throw damage
    }
    guard header.version == 1 else {
      throw JobError(.invalidInput, "\(path) is of a later version. Use a newer batteries.")
    }
    self.header = header
    for bytes in records.dropFirst() {
      guard let record = RunRecord(bytes) else { throw damage }
      switch record {
      case .header: throw damage
      case .steps(let more): steps += more
      case .directories(let states): directories += states
      case .ready:
        isReady = true
        outcomes = [RunRecord.Outcome](repeating: .pending, count: steps.count)
      case .outcomes(let start, let more):
        guard start + more.count <= outcomes.count else { throw damage }
        for (index, outcome) in more.enumerated() { outcomes[start + index] = outcome }
      case .trashed(let step, let trash, let name): trashed[step] = (trash, name)
      case .product(let step, let stamp): products[step] = stamp
      case .trail(let more): stretches += more
      case .ended(let states):
        directoriesAfter = states
        isEnded = true
      case .undone(let numbers):
        for number in numbers {
          guard outcomes.indices.contains(number) else { throw damage }
          outcomes[number] = .undone
        }
      case .undoing(let states): foreign = foreign ?? states
      case .undoEnded(let count): refused = count
      }
    }
    guard !isReady || steps.count == header.steps else { throw damage }
    for step in steps {
      for path in [step.source, step.target].compactMap(\.self) + (step.members ?? []).map(\.path) {
        guard path.place < header.places.count else { throw damage }
      }
    }
  }

  func count(_ outcome: RunRecord.Outcome) -> Int { outcomes.count { $0 == outcome } }
}
