import BatteryFiles
import SystemPackage

/// What the journal of a run says, in one record each.
enum RunRecord {
  /// What the run is about.
  struct Header: Codable, Sendable {
    var version = 1
    var run: String
    /// In nanoseconds since 1970.
    var started: Int64
    var places: [String]
    var rules: [String]
    var steps: Int
  }

  /// A directory in which names change, as it was.
  struct DirectoryState: Hashable, Sendable {
    var path: PlanPath
    var modified: Int64
    var mode: UInt32
  }

  /// What became of a step.
  enum Outcome: UInt8, Sendable {
    /// Nothing is known of it.
    case pending = 0
    case done = 1
    /// The file was no longer what it was, and was left alone.
    case changed = 2
    case failed = 3
    /// The directory was there already.
    case present = 4
    /// It was done, and taken back.
    case undone = 5
  }

  case header(Header)
  case steps([OrganizeStep])
  case directories([DirectoryState])
  /// Everything that is to be done is in the records before.
  case ready
  case outcomes(first: Int, [Outcome])
  /// Where the trash has the file of a step.
  case trashed(Int, trash: FilePath, name: [UInt8])
  /// What a step has made, as it was then.
  case product(Int, FileStamp)
  /// What did not change the content of long files, in a run or in taking it back.
  case trail([ContentTrail.Stretch])
  /// The run is over; the directories as they are now.
  case ended([DirectoryState])
  case undone([Int])
  /// The run is being taken back; in these directories something else has happened since its end.
  case undoing(foreign: [DirectoryState])
  /// All that could be taken back was.
  case undoEnded(refused: Int)
}
