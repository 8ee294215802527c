import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage

/// What a run deletes, in this order: files, the oldest first, then directories, the innermost
/// first.
struct PruneSelection: Sendable {
  private(set) var files: [FileEntry] = []
  private(set) var directories: [FileEntry] = []
  private(set) var keptCount = 0
  private(set) var beyondLimit = 0
  private(set) var unreadable: [String] = []

  /// Looks at the files and decides; changes nothing.
  init(
    _ job: PruneJob,
    in root: FilePath,
    now: Date,
    _ cancellation: BlockingWork.Cancellation
  ) throws {
    let match = try job.match.map { try Glob($0) }
    let exclude = try job.exclude.map { try Glob($0) }
    var candidates: [FileEntry] = []
    var folders: [FilePath: (entry: FileEntry, count: Int)] = [:]
    try FileTree(root, depthLimit: job.recursive ? .max : 1).walk { event in
      try cancellation.check()
      switch event {
      case .failure(let error): unreadable.append(error.description)
      case .entry(let entry):
        if job.directories { Self.count(entry, &folders) }
        guard entry.kind == .file, Self.isMatch(entry, match), !Self.isMatch(entry, exclude) else {
          return
        }
        candidates.append(entry)
      }
    }
    choose(from: candidates, job, now)
    if job.directories { chooseDirectories(&folders) }
  }

  private static func isMatch(_ entry: FileEntry, _ patterns: [Glob]) -> Bool {
    guard !patterns.isEmpty, let name = entry.name else { return false }
    return patterns.contains { pattern in
      pattern.matches(pattern.pattern.contains("/") ? entry.path : FilePath(root: nil, [name]))
    }
  }

  private static func count(
    _ entry: FileEntry,
    _ folders: inout [FilePath: (entry: FileEntry, count: Int)]
  ) {
    if entry.kind == .directory { folders[entry.path] = (entry, 0) }
    if entry.depth > 0 { folders[entry.directory]?.count += 1 }
  }

  /// Whether a file is older than an age; one from the future is not, however far.
  private static func isOlder(_ file: FileEntry, than age: Int64, _ now: Int64) -> Bool {
    let (passed, isBeyond) = now.subtractingReportingOverflow(file.modified)
    return isBeyond ? file.modified < now : passed > age
  }

  private mutating func choose(from candidates: [FileEntry], _ job: PruneJob, _ now: Date) {
    let newestFirst = candidates.sorted { left, right in
      left.modified == right.modified
        ? left.path.string > right.path.string : left.modified > right.modified
    }
    let nanoseconds = Int64((now.timeIntervalSince1970 * 1e9).rounded())
    let age = (job.olderThan?.milliseconds ?? 0) * 1_000_000
    var kept: [FilePath: Int] = [:]
    for file in newestFirst {
      let scope = job.keepIn == .tree ? FilePath() : file.directory
      if let keep = job.keep, kept[scope, default: 0] < keep {
        kept[scope, default: 0] += 1
        keptCount += 1
      } else if job.olderThan != nil, !Self.isOlder(file, than: age, nanoseconds) {
        keptCount += 1
      } else {
        files.append(file)
      }
    }
    files.reverse()
    if let limit = job.limit, files.count > limit {
      beyondLimit = files.count - limit
      files.removeLast(beyondLimit)
    }
  }

  /// Takes the directories that hold nothing but what goes, from the innermost outwards.
  private mutating func chooseDirectories(
    _ folders: inout [FilePath: (entry: FileEntry, count: Int)]
  ) {
    var touched: Set<FilePath> = []
    for file in files {
      folders[file.directory]?.count -= 1
      touched.insert(file.directory)
    }
    var levels = touched
    while !levels.isEmpty {
      let deepest = levels.map { $0.components.count }.max() ?? 0
      for path in levels.filter({ $0.components.count == deepest }).sorted(by: Self.byName) {
        levels.remove(path)
        guard !path.isEmpty, let folder = folders[path], folder.count == 0 else { continue }
        directories.append(folder.entry)
        let parent = path.removingLastComponent()
        folders[parent]?.count -= 1
        levels.insert(parent)
      }
    }
  }

  private static func byName(_ left: FilePath, _ right: FilePath) -> Bool {
    left.string < right.string
  }

  /// The steps, in the order in which a run performs them.
  func plan(root: FilePath, now: Date) -> Plan {
    let delete = files.map { file in
      Plan.Step(
        verb: "delete",
        subject: root.pushing(file.path).string,
        detail: "\(ByteCount(bytes: file.size)), \(Self.age(of: file, now)) old",
        isDestructive: true
      )
    }
    let remove = directories.map { folder in
      Plan.Step(
        verb: "remove",
        subject: root.pushing(folder.path).string,
        detail: "empty by then",
        isDestructive: true
      )
    }
    return Plan(steps: delete + remove)
  }

  private static func age(of file: FileEntry, _ now: Date) -> String {
    let seconds = Int(now.timeIntervalSince1970) - Int(file.modified / 1_000_000_000)
    switch seconds {
    case ..<3600: return "\(max(0, seconds) / 60) min"
    case ..<172_800: return "\(seconds / 3600) h"
    default: return "\(seconds / 86_400) days"
    }
  }
}
