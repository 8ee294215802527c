import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import OrganizeTool

@Suite("Actions one after the other") struct OrganizeChainTests {
  let folder: OrganizeFolder

  init() throws {
    folder = try OrganizeFolder()
    try folder.write("only one", to: "a.txt", time: 1000)
    try folder.write("other", to: "b.txt", time: 1000)
  }

  @Test(
    "stop for a file with the first that fails",
    arguments: ["delete: true", "trash: true", "move: Gone/", "tag: done"]
  )
  func failedCopy(_ last: String) async throws {
    let job = try folder.job(yaml: "- { match: a.txt, actions: [{ copy: Backup/ }, { \(last) }] }")
    try job.validate()
    let plan = try await job.makePlan(in: folder.context())
    try folder.write("in the way", to: "Backup/a.txt", time: 2000)
    _ = try? await folder.runs.apply(plan, in: folder.context())
    #expect(try folder.text("a.txt") == "only one")
    #expect(try folder.text("Backup/a.txt") == "in the way")
    #expect(try folder.tags("a.txt") == nil)
  }

  @Test("delete nothing that a program could not save before")
  func failedProgram() async throws {
    let job = try folder.job(
      yaml: "- { match: a.txt, actions: [{ run: ['false'] }, { delete: true }] }"
        + "\n- { match: b.txt, actions: [{ run: ['true'] }, { delete: true }] }"
    )
    let report = try await folder.run(job)
    #expect(report.others["deleted"] == 1)
    #expect(report.changed == 1)
    #expect(try folder.files() == ["a.txt"])
  }

  @Test("throw no original away whose archive was not made")
  func failedArchive() async throws {
    let job = try folder.job(
      yaml: "- { match: '*.txt', archive: { to: All.tar, originals: trash } }"
    )
    let plan = try await job.makePlan(in: folder.context())
    try folder.write("edited", to: "a.txt")
    let report = try await folder.runs.apply(plan, in: folder.context())
    #expect(report.changed == 3)
    #expect(try folder.files() == ["a.txt", "b.txt"])
  }

  @Test("survive the journal, and go on after a crash where they were")
  func coding() async throws {
    let job = try folder.job(yaml: "- { actions: [{ copy: C/ }, { tag: x }, { delete: true }] }")
    let plan = try await job.makePlan(in: folder.context())
    #expect(plan.steps.filter { $0.action == .tag }.allSatisfy { $0.after != nil })
    let bytes = try RunRecord.steps(plan.steps).encoded()
    guard case .steps(let read)? = RunRecord(bytes) else {
      Issue.record("the record is none")
      return
    }
    #expect(read == plan.steps)
  }

  @Test("leave a file alone that somebody else has put where a copy or move was to go")
  func foreignTwin() async throws {
    let plan = try await folder.job(yaml: "- { match: a.txt, move: Docs/ }")
      .makePlan(in: folder.context())
    // The same to the last byte and to its time.
    try folder.write("only one", to: "Docs/a.txt", time: 1000)
    await #expect(throws: JobError.self) {
      try await folder.runs.apply(plan, in: folder.context())
    }
    _ = try? await folder.undo()
    #expect(try folder.text("a.txt") == "only one")
    #expect(try folder.text("Docs/a.txt") == "only one")
  }

  @Test("keep what a linked duplicate held when the file that was kept is edited")
  func editedKept() async throws {
    try folder.write("same", to: "kept.txt", time: 500)
    try folder.write("same", to: "twin.txt", time: 3000)
    let before = try folder.snapshot()
    let job = folder.job { $0.duplicates = DuplicateRule(keep: .oldest, then: .hardlink) }
    try await folder.run(job)
    // As editors save: another file takes the name.
    try folder.write("edited", to: "new", time: 4000)
    try RootedDirectory(folder.root).rename("new", to: "kept.txt", replacing: true)
    #expect(try await folder.undo().refused == [])
    #expect(try folder.text("twin.txt") == "same")
    #expect(try folder.text("kept.txt") == "edited")
    #expect(try folder.snapshot()["twin.txt"] == before["twin.txt"])
  }

  @Test("make no link of a duplicate that has tags of its own")
  func tagged() async throws {
    try folder.write("same", to: "kept.txt", time: 500)
    try folder.write("same", to: "twin.txt", time: 3000)
    let root = try RootedDirectory(folder.root)
    try root.setExtendedAttribute("user.xdg.tags", to: Array("mine".utf8), of: "twin.txt")
    let job = folder.job { $0.duplicates = DuplicateRule(keep: .oldest, then: .hardlink) }
    let report = try await folder.run(job)
    #expect(report.changed == 1)
    #expect(try FileStatus(at: folder.root.pushing("twin.txt")).links == 1)
    #expect(try folder.tags("twin.txt") == "mine")
  }

  @Test("go as well on two threads, and back, for hundreds of files")
  func many() async throws {
    for number in 0..<300 {
      try folder.write("\(number)", to: "\(number).txt", time: Int64(1_000_000 * number))
    }
    // One of them is taken: it alone stays.
    let plan = try await folder.job(yaml: "- { match: '*.txt', move: '{modified:yyyy}/' }")
      .makePlan(in: folder.context())
    let before = try folder.snapshot()
    let taken = try #require(plan.steps.last { $0.action == .move }?.target)
    try folder.write("in the way", to: taken.path.string, time: 1)
    let report = try await folder.runs.apply(plan, in: folder.context())
    #expect(report.moved == 301)
    #expect(report.problems.count == 1)
    #expect(try await folder.undo().refused == [])
    let after = try folder.snapshot()
    for (name, state) in before where name != "/" { #expect(after[name] == state) }
  }
}
