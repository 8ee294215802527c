import Foundation
import SystemPackage
import TestKit
import Testing

@testable import BatteryFiles

/// Two or three names of one file, merged into a directory that has such names itself.
@Suite("Merged hard links") struct HardLinkMergeTests {
  /// How a transfer is made.
  struct Route: CustomStringConvertible, Sendable {
    var isMove: Bool
    var isPlanned: Bool

    static let all = [
      Route(isMove: false, isPlanned: false), Route(isMove: true, isPlanned: false),
      Route(isMove: false, isPlanned: true), Route(isMove: true, isPlanned: true),
    ]

    var description: String { "\(isMove ? "move" : "copy")\(isPlanned ? ", planned" : "")" }
  }

  private struct Refusal: Error {}

  let directory: TemporaryDirectory
  let source: FilePath
  let target: FilePath

  init() throws {
    directory = try TemporaryDirectory()
    source = directory.path.appending("source")
    target = directory.path.appending("target")
    try directory.write("new", to: "source/a")
    try link("b")
  }

  @Test(
    "stay one file when names that are taken get numbers",
    arguments: Route.all,
    [["a"], ["b"], ["a", "b"]]
  )
  func renamed(_ route: Route, _ taken: [String]) throws {
    try own(taken)
    let report = try run(route) { $0.conflict = .rename }
    for name in taken { #expect(try text("target/\(name)") == "own \(name)") }
    let copies = ["a", "b"].map { taken.contains($0) ? "target/\($0) (2)" : "target/\($0)" }
    #expect(try copies.map(text) == ["new", "new"])
    #expect(try Set(copies.map(inode)).count == 1)
    #expect(report.hardLinks == 1)
    try expectNoRest(taken.map { "\($0) (2)" } + ["a", "b"])
    try expectSource(route.isMove ? [] : ["a", "b"])
  }

  @Test(
    "stay one file when they replace others",
    arguments: Route.all,
    [["a"], ["b"], ["a", "b"]]
  )
  func replaced(_ route: Route, _ taken: [String]) throws {
    try own(taken)
    let report = try run(route) { $0.conflict = .overwrite }
    #expect(try ["target/a", "target/b"].map(text) == ["new", "new"])
    #expect(try inode("target/a") == inode("target/b"))
    #expect(report.hardLinks == 1)
    try expectNoRest(["a", "b"])
    try expectSource(route.isMove ? [] : ["a", "b"])
  }

  @Test("replace names of one file as well", arguments: Route.all)
  func replacedLinks(_ route: Route) throws {
    try directory.write("own", to: "target/a")
    #expect(Foundation.link(target.appending("a").string, target.appending("b").string) == 0)
    _ = try run(route) { $0.conflict = .overwrite }
    #expect(try ["target/a", "target/b"].map(text) == ["new", "new"])
    #expect(try inode("target/a") == inode("target/b"))
    try expectNoRest(["a", "b"])
  }

  @Test(
    "are left alone name by name, and a move leaves those in the source",
    arguments: Route.all,
    [["a"], ["b"], ["a", "b"]]
  )
  func skipped(_ route: Route, _ taken: [String]) throws {
    try own(taken)
    let report = try run(route) {
      $0.conflict = .skip
      $0.failures = .collect
    }
    for name in ["a", "b"] {
      #expect(try text("target/\(name)") == (taken.contains(name) ? "own \(name)" : "new"))
    }
    #expect(report.hardLinks == 0)
    try expectNoRest(["a", "b"])
    try expectSource(route.isMove ? taken : ["a", "b"])
  }

  @Test(
    "are copied anew when a copy fails, and never linked to what has its name",
    arguments: Route.all,
    ["a", "b"]
  )
  func failed(_ route: Route, _ name: String) throws {
    try link("c")
    try own([name])
    let report = try run(route) {
      $0.conflict = .discard
      $0.failures = .collect
      $0.discard = { _ in throw Refusal() }
    }
    #expect(report.failures.contains { $0.path == target.appending(name) })
    #expect(try text("target/\(name)") == "own \(name)")
    let others = ["a", "b", "c"].filter { $0 != name }.map { "target/\($0)" }
    #expect(try others.map(text) == ["new", "new"])
    #expect(try Set(others.map(inode)).count == 1)
    try expectNoRest(["a", "b", "c"])
    try expectSource(route.isMove ? [name] : ["a", "b", "c"])
  }

  @Test("are links to a copy that was made before a crash, whatever name it got")
  func resumed() throws {
    try own(["a"])
    var transfer = FileTransfer()
    transfer.mergesDirectories = true
    transfer.conflict = .rename
    let plan = try transfer.plan(copying: source, to: target)
    #expect(plan.steps.map(\.action) == [.copy, .link, .finishDirectory])
    // What a run that was killed after its first step leaves.
    try directory.write("new", to: "target/a (2)")
    let path = directory.path.appending("journal")
    do {
      let journal = try RecordJournal(creating: path)
      let settings = TransferRecord.Settings(
        kept: transfer.kept.rawValue,
        conflict: transfer.conflict.number,
        collects: false
      )
      let status = try #require(try OpenDirectory(target).status(EntryName("a (2)")))
      for record in [
        TransferRecord.plan(plan, settings), .made(step: 0, status.identity), .done(step: 0, .done),
      ] { try journal.append(record.bytes) }
    }
    #expect(try FileTransfer().resume(path).hardLinks == 1)
    #expect(try inode("target/b") == inode("target/a (2)"))
    #expect(try text("target/a") == "own a")
  }

  @Test(
    "are copied anew when somebody put another file in the place of the copy",
    arguments: [FileTransfer.Conflict.fail, .rename]
  )
  func exchanged(_ conflict: FileTransfer.Conflict) throws {
    var transfer = FileTransfer()
    transfer.conflict = conflict
    var plan = try transfer.plan(copying: source, to: target)
    // Between the copy and its second name: a step that has somebody else's file as its source.
    let copied = try #require(plan.steps.firstIndex { $0.action == .copy })
    let place = try #require(plan.steps[copied].target)
    try directory.write("foreign", to: "foreign")
    plan.steps.append(TransferStep(action: .rename, source: "foreign", target: place))
    plan.steps.insert(TransferStep(action: .removeTarget, target: place), at: copied + 1)
    plan.steps.insert(plan.steps.removeLast(), at: copied + 2)
    for index in plan.steps.indices where plan.steps[index].action == .link {
      plan.steps[index].after = copied
    }
    let report = try transfer.apply(plan)
    #expect(report.hardLinks == 0)
    #expect(try text("target/a") == "foreign")
    #expect(try text("target/b") == "new")
  }

  @Test("of a plan that does not say which copy they are of are refused")
  func nameless() throws {
    var plan = try FileTransfer().plan(copying: source, to: target)
    let index = try #require(plan.steps.firstIndex { $0.action == .link })
    for after in [nil, -1, 99, index] as [Int?] {
      plan.steps[index].after = after
      let error = #expect(throws: FileError.self) { try FileTransfer().apply(plan) }
      #expect(error?.description.contains("Make a new plan") == true)
      try FileTransfer().remove(staging(of: plan))
    }
  }

  // MARK: - Help

  private func run(
    _ route: Route,
    _ change: (inout FileTransfer) -> Void
  ) throws -> TransferReport {
    var transfer = FileTransfer()
    transfer.mergesDirectories = true
    change(&transfer)
    guard route.isPlanned else {
      return try route.isMove
        ? transfer.move(source, to: target) : transfer.copy(source, to: target)
    }
    let plan =
      try route.isMove
      ? transfer.plan(moving: source, to: target) : transfer.plan(copying: source, to: target)
    return try transfer.apply(plan, journal: directory.path.appending("journal"))
  }

  /// Gives the target files of its own.
  private func own(_ names: [String]) throws {
    for name in names { try directory.write("own \(name)", to: "target/\(name)") }
    try directory.write("x", to: "target/other")
  }

  /// Gives the file in the source another name.
  private func link(_ name: String) throws {
    try #require(
      Foundation.link(source.appending("a").string, source.appending(name).string) == 0
    )
  }

  private func staging(of plan: TransferPlan) -> FilePath {
    directory.path.appending(EntryName("target").unfinished(plan.identifier))
  }

  private func expectNoRest(_ names: [String]) throws {
    let others = FileManager.default.fileExists(atPath: target.appending("other").string)
    #expect(try Set(self.names("target")) == Set(names + (others ? ["other"] : [])))
  }

  private func expectSource(_ names: [String]) throws {
    guard !names.isEmpty else {
      #expect(access(source.string, F_OK) != 0)
      return
    }
    #expect(try self.names("source") == names)
    for name in names { #expect(try text("source/\(name)") == "new") }
  }

  private func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: directory.path.appending(folder).string
    ).sorted()
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: directory.path.pushing(FilePath(path)).string, encoding: .utf8)
  }

  private func inode(_ path: String) throws -> UInt64 {
    var status = stat()
    try #require(stat(directory.path.pushing(FilePath(path)).string, &status) == 0)
    return UInt64(status.st_ino)
  }
}
