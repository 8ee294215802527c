import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import OrganizeTool

/// A folder of one test's own, with its journals and its trash.
final class OrganizeFolder {
  let outer: TemporaryDirectory
  let root: FilePath
  let state: FilePath
  let trash: Trash
  let clock = ManualTimeSource()

  init() throws {
    outer = try TemporaryDirectory()
    root = try outer.path.appending("folder").made().resolved(strict: true)
    state = outer.path.appending("state")
    trash = Trash(home: outer.path.appending("Trash"), topDirectories: { [] })
  }

  @discardableResult
  func write(_ text: String, to name: String, time: Int64? = nil) throws -> FilePath {
    try write(Array(text.utf8), to: name, time: time)
  }

  @discardableResult
  func write(_ bytes: [UInt8], to name: String, time: Int64? = nil) throws -> FilePath {
    let path = root.pushing(FilePath(name))
    _ = try path.removingLastComponent().made()
    try Data(bytes).write(to: URL(fileURLWithPath: path.string))
    if let time { try setTime(time, of: name) }
    return path
  }

  /// Sets when a file was changed, in seconds since 1970.
  func setTime(_ seconds: Int64, of name: String) throws {
    let time = seconds * 1_000_000_000 + 123_456_789
    try RootedDirectory(root).setTimes(accessed: time, modified: time, of: FilePath(name))
  }

  func context() -> JobContext {
    JobContext(
      job: "organize",
      directory: outer.path,
      home: outer.path,
      environment: ["PATH": "/usr/bin:/bin"],
      clock: clock
    )
  }

  func job(
    by: RuleSet? = nil,
    _ rules: [OrganizeRule] = [],
    _ change: (inout OrganizeJob) -> Void = { _ in }
  ) -> OrganizeJob {
    var job = OrganizeJob(root: root.string, by: by, rules: rules, state: state.string)
    change(&job)
    return job
  }

  /// Reads rules as a file has them.
  func job(yaml: String) throws -> OrganizeJob {
    var job = try RuleText.job(yaml, file: "rules.yaml")
    job.root = root.string
    job.state = state.string
    return job
  }

  @discardableResult
  func run(_ job: OrganizeJob) async throws -> OrganizeReport {
    try job.validate()
    return try await job.run(in: context(), only: nil, trash: trash)
  }

  var runs: OrganizeRuns { OrganizeRuns(state: state, trash: trash) }

  @discardableResult
  func undo(_ run: String? = nil, isLenient: Bool = false) async throws -> OrganizeUndoReport {
    try await runs.undo(run, isLenient: isLenient, in: context())
  }

  /// Changes a byte in the middle of a file, with its length and its time as they were.
  ///
  /// The system's clock moves on before, as it does while somebody reaches for a file.
  func editMiddle(_ name: String) throws {
    try passTime(of: name)
    let path = root.pushing(FilePath(name)).normalized
    let directory = try RootedDirectory(path.removingLastComponent())
    let file = FilePath(root: nil, [try #require(path.lastComponent)])
    let before = try directory.attributes(of: file)
    let descriptor = try FileDescriptor.open(path, .readWrite)
    try descriptor.closeAfter {
      _ = try descriptor.writeAll(toAbsoluteOffset: before.size / 2, Array("edited".utf8))
    }
    try directory.setTimes(accessed: before.accessed, modified: before.modified, of: file)
  }

  /// Waits until the file system gives later times than that of a file's last change.
  func passTime(of name: String) throws {
    let last = try FileStatus(at: root.pushing(FilePath(name))).changed
    let other = outer.path.appending("clock")
    repeat {
      try Data([1]).write(to: URL(fileURLWithPath: other.string))
    } while try FileStatus(at: other).changed <= last
  }

  /// The paths of all files.
  func files() throws -> [String] {
    try snapshot().keys.filter { !$0.hasSuffix("/") }.sorted()
  }

  /// Everything in the folder: its content, times, modes and tags.
  func snapshot(_ path: FilePath? = nil) throws -> [String: String] {
    let base = path ?? root
    var all: [String: String] = [:]
    var walk = DirectoryWalk(base)
    walk.fields = .all
    try walk.forEach { event in
      guard case .listing(let listing) = event else { return }
      for entry in listing {
        let status = try #require(entry.status)
        let name = EscapedPath.text(entry.path) + (entry.kind == .directory ? "/" : "")
        let content = entry.kind == .file ? "\(try FileHashing.hash(base.pushing(entry.path)))" : ""
        all[name] = "\(content) \(status.modified) \(String(status.mode, radix: 8)) \(status.size)"
      }
    }
    let status = try FileStatus(at: base)
    all["/"] = "\(status.modified)"
    return all
  }

  func tags(_ name: String) throws -> String? {
    try RootedDirectory(root).extendedAttribute("user.xdg.tags", of: FilePath(name))
      .map { String(decoding: $0, as: UTF8.self) }
  }

  func text(_ name: String) throws -> String {
    String(decoding: try RootedDirectory(root).read(FilePath(name)), as: UTF8.self)
  }
}

extension FilePath {
  /// The path, with a directory made there.
  fileprivate func made() throws -> FilePath {
    try FileManager.default.createDirectory(atPath: string, withIntermediateDirectories: true)
    return self
  }
}
