import BatteryFiles
import SystemPackage

/// The files of a scan that have the same content, and which of them is kept.
struct DuplicateFiles {
  struct Group {
    var kept: Int
    /// The others, in the order of their paths.
    var others: [Int]
  }

  private(set) var groups: [Group] = []
  private(set) var failures: [FileError] = []

  /// Searches the files of a folder.
  ///
  /// - Throws: ``FileError`` when the folder cannot be opened, `CancellationError`.
  init(
    _ scan: FolderScan,
    in root: FilePath,
    keep: DuplicateRule.Keep,
    _ cancellation: BlockingWork.Cancellation
  ) throws {
    var search = DuplicateSearch()
    search.cancellation = cancellation
    search.isOneFilesystem = true
    let report = try search.search([root])
    failures = report.failures
    // Only files that the scan has seen take part: not hidden ones, for instance.
    var numbers: [FilePath: Int] = [:]
    for (number, file) in scan.files.enumerated() {
      numbers[scan.directories[file.directory].appending(nameBytes: file.name)] = number
    }
    for group in report.groups {
      let members = group.paths.compactMap { path -> Int? in
        var path = path
        _ = path.removePrefix(root)
        return numbers[path]
      }
      guard members.count > 1 else { continue }
      let ordered = members.sorted { Self.precedes($0, $1, scan, keep) }
      groups.append(Group(kept: ordered[0], others: ordered.dropFirst().sorted()))
    }
  }

  private static func precedes(
    _ one: Int,
    _ other: Int,
    _ scan: FolderScan,
    _ keep: DuplicateRule.Keep
  ) -> Bool {
    let (left, right) = (scan.files[one], scan.files[other])
    let length = { (file: FileCandidate) in
      scan.directories[file.directory].bytes.count + file.name.count
    }
    let (first, second): (Int64, Int64) =
      switch keep {
      case .oldest: (left.modified, right.modified)
      case .newest: (right.modified, left.modified)
      case .shortestPath: (Int64(length(left)), Int64(length(right)))
      case .longestPath: (Int64(length(right)), Int64(length(left)))
      case .first: (0, 0)
      }
    // The files of a scan are in the order of their paths.
    return first == second ? one < other : first < second
  }
}
