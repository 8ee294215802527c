import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import OrganizeTool

/// Files so long that a plan has the hash of their beginnings and ends alone.
@Suite("Organize undo of long files", .timeLimit(.minutes(5))) struct OrganizeLongFileTests {
  let folder: OrganizeFolder

  init() throws {
    folder = try OrganizeFolder()
    try folder.write(Self.long("first"), to: "a.txt", time: 1_700_000_000)
    try folder.write(Self.long("other"), to: "b.txt", time: 1_700_000_000)
  }

  private static func long(_ word: String) -> String {
    String(repeating: "\(word)\n", count: 20_000)
  }

  /// What a run makes of `a.txt`, and where something of it can be edited.
  struct Case: CustomStringConvertible, Sendable {
    var rules: String
    var edited: String
    var description: String { rules }

    static let all = [
      Case(rules: #"[{ match: a.txt, move: "In/" }]"#, edited: "In/a.txt"),
      Case(rules: #"[{ match: a.txt, tag: x }]"#, edited: "a.txt"),
      Case(
        rules: #"[{ match: a.txt, actions: [{ tag: x }, { move: "In/" }, { rename: "c.txt" }] }]"#,
        edited: "In/c.txt"
      ),
      Case(rules: #"[{ match: a.txt, archive: "All.tar" }]"#, edited: "All.tar"),
      Case(rules: #"[{ match: a.txt, archive: "All.tar" }]"#, edited: "a.txt"),
      Case(rules: #"[{ match: a.txt, trash: true }]"#, edited: "../Trash/files/a.txt"),
    ]
  }

  private func organize(_ example: Case) async throws {
    #expect(try await folder.run(folder.job(yaml: "rules: \(example.rules)")).problems == [])
  }

  @Test("restores them when nobody has touched them", arguments: Case.all)
  func untouched(_ example: Case) async throws {
    let before = try folder.snapshot()
    try await organize(example)
    let report = try await folder.undo()
    #expect(report.refused == [])
    #expect(try folder.snapshot() == before)
    #expect(try folder.tags("a.txt") == nil)
  }

  @Test("refuses an edit in the middle that keeps length and time", arguments: Case.all)
  func edited(_ example: Case) async throws {
    try await organize(example)
    try folder.editMiddle(example.edited)
    // Tags are taken back whatever is in the file.
    if example.rules.contains("tag: x }]") {
      #expect(try await folder.undo().refused == [])
      return
    }
    let after = try folder.snapshot()
    let report = try await folder.undo()
    #expect(report.refused.count >= 1)
    #expect(report.refused.first?.contains("--lenient") == true)
    #expect(try folder.snapshot() == after)
    #expect(try await folder.undo(isLenient: true).refused == [])
    #expect(try folder.files() == ["a.txt", "b.txt"])
  }

  @Test("refuses when attributes were changed, and says how it is done nevertheless")
  func attributes() async throws {
    try await folder.run(folder.job(by: .type))
    try folder.passTime(of: "Text/a.txt")
    try RootedDirectory(folder.root).setPermissions(.ownerReadWrite, of: "Text/a.txt")
    #expect(try await folder.undo().refused.count == 1)
    #expect(try folder.files() == ["Text/a.txt", "b.txt"])
    #expect(try await folder.undo(isLenient: true).refused == [])
    #expect(try folder.files() == ["a.txt", "b.txt"])
  }

  @Test("takes one run after the other back, of which each changed the same files")
  func runs() async throws {
    let before = try folder.snapshot()
    for by in [RuleSet.type, .date, .size] {
      folder.clock.advance(by: .seconds(5))
      try await folder.run(folder.job(by: by) { $0.recursive = true })
      try folder.passTime(of: try #require(folder.files().first))
    }
    for _ in 0..<3 { #expect(try await folder.undo().refused == []) }
    #expect(try folder.snapshot() == before)
  }

  @Test("refuses an edit between two runs when the first of them is taken back")
  func between() async throws {
    try await folder.run(folder.job(by: .type))
    try folder.editMiddle("Text/a.txt")
    folder.clock.advance(by: .seconds(5))
    try await folder.run(folder.job(by: .date) { $0.recursive = true })
    #expect(try await folder.undo().refused == [])
    let report = try await folder.undo()
    #expect(report.refused.count == 1)
    #expect(report.refused.first?.contains("Text/a.txt") == true)
    #expect(try folder.files() == ["Text/a.txt", "b.txt"])
  }

  @Test(
    "makes files of their own of duplicates again, unless one was edited",
    arguments: [false, true]
  )
  func duplicates(isEdited: Bool) async throws {
    try folder.write(Self.long("first"), to: "c.txt", time: 1_700_000_001)
    let before = try folder.snapshot()
    let job = folder.job(by: .type) {
      $0.duplicates = DuplicateRule(keep: .oldest, then: .hardlink)
    }
    try await folder.run(job)
    if isEdited { try folder.editMiddle("Text/a.txt") }
    let report = try await folder.undo()
    #expect(report.refused.isEmpty == !isEdited)
    if !isEdited { #expect(try folder.snapshot() == before) }
  }
}
