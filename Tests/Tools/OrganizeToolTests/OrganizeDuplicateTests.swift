import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import OrganizeTool

@Suite("Duplicates") struct OrganizeDuplicateTests {
  let folder: OrganizeFolder

  init() throws {
    folder = try OrganizeFolder()
    try folder.write("same", to: "long/path/a.txt", time: 1000)
    try folder.write("same", to: "b.txt", time: 3000)
    try folder.write("same", to: "sub/c.txt", time: 2000)
    try folder.write("else", to: "d.txt", time: 1000)
    for name in ["long/path", "long", "sub", ""] { try folder.setTime(500, of: name) }
  }

  private func job(_ keep: DuplicateRule.Keep, _ then: DuplicateRule.Then) -> OrganizeJob {
    folder.job {
      $0.recursive = true
      $0.duplicates = DuplicateRule(keep: keep, then: then)
    }
  }

  @Test(
    "go to the trash, but for the one that is kept",
    arguments: [
      (DuplicateRule.Keep.oldest, "long/path/a.txt"), (.newest, "b.txt"), (.shortestPath, "b.txt"),
      (.longestPath, "long/path/a.txt"), (.first, "b.txt"),
    ]
  )
  func trash(_ keep: DuplicateRule.Keep, _ kept: String) async throws {
    let before = try folder.snapshot()
    try await folder.run(job(keep, .trash))
    #expect(try folder.files() == [kept, "d.txt"].sorted())
    #expect(try await folder.undo().refused == [])
    #expect(try folder.snapshot() == before)
  }

  @Test("become names of one file, and files of their own again")
  func hardlink() async throws {
    let before = try folder.snapshot()
    let report = try await folder.run(job(.oldest, .hardlink))
    #expect(report.others == ["linked": 2])
    let kept = try FileStatus(at: folder.root.pushing("long/path/a.txt"))
    #expect(kept.links == 3)
    #expect(try FileStatus(at: folder.root.pushing("b.txt")).isSameFile(as: kept))
    #expect(try folder.text("sub/c.txt") == "same")
    #expect(try await folder.undo().refused == [])
    #expect(try folder.snapshot() == before)
    #expect(try FileStatus(at: folder.root.pushing("b.txt")).links == 1)
  }

  @Test("are only named when that is wanted")
  func list() async throws {
    let before = try folder.snapshot()
    let report = try await folder.run(job(.shortestPath, .list))
    #expect(report.run == nil)
    #expect(report.notes.count == 2)
    #expect(report.notes.contains("sub/c.txt is the same as b.txt"))
    #expect(try folder.snapshot() == before)
  }

  @Test("are left alone when the file that is kept changes between plan and run")
  func changed() async throws {
    let plan = try await job(.oldest, .trash).makePlan(in: folder.context())
    try folder.write("edit", to: "long/path/a.txt")
    let report = try await folder.runs.apply(plan, in: folder.context())
    #expect(report.changed == 2)
    #expect(try folder.files().count == 4)
  }

  @Test("can be the condition of a rule")
  func condition() async throws {
    var job = try folder.job(yaml: "- { duplicate: true, move: Doubles/ }")
    job.recursive = true
    try await folder.run(job)
    #expect(
      try folder.files() == ["Doubles/b.txt", "Doubles/c.txt", "d.txt", "long/path/a.txt"]
    )
  }
}
