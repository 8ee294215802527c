import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import OrganizeTool

@Suite("Organize job") struct OrganizeJobTests {
  let folder: OrganizeFolder

  init() throws {
    folder = try OrganizeFolder()
  }

  private func fill() throws {
    try folder.write(
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1],
      to: "a.png",
      time: 1_000_000
    )
    try folder.write("%PDF-1.7\n", to: "letter.dat", time: 1_700_000_000)
    try folder.write("print(1)\n", to: "tool.py", time: 1_600_000_000)
    try folder.write("plain\n", to: "notes", time: 1_600_000_001)
    try folder.write("", to: "empty.xyz")
    try folder.write([0, 1, 2, 3, 0xFF], to: "blob.png")
    try folder.write("hidden", to: ".hidden")
    try folder.write("loading", to: "film.mp4.part")
    try folder.write("below", to: "sub/below.txt", time: 1_500_000_000)
    try folder.setTime(1_400_000_000, of: "sub")
    try folder.setTime(1_300_000_000, of: "")
  }

  // MARK: - Built-in rules

  @Test("sorts by what files are, by their content rather than their names")
  func byType() async throws {
    try fill()
    let report = try await folder.run(folder.job(by: .type))
    #expect(report.moved == 6)
    #expect(
      try folder.files() == [
        ".hidden", "Code/tool.py", "Documents/letter.dat", "Images/a.png", "Other/blob.png",
        "Other/empty.xyz", "Text/notes", "film.mp4.part", "sub/below.txt",
      ]
    )
  }

  @Test("sorts by the date of the last change")
  func byDate() async throws {
    try fill()
    try await folder.run(folder.job(by: .date) { $0.recursive = true })
    let files = try folder.files()
    #expect(files.contains("1970/01/a.png"))
    #expect(files.contains("2023/11/letter.dat"))
    #expect(files.contains("2017/07/below.txt"))
  }

  @Test("puts the folder back as it was, times and all", arguments: RuleSet.allCases)
  func undo(_ by: RuleSet) async throws {
    try fill()
    let before = try folder.snapshot()
    let report = try await folder.run(folder.job(by: by) { $0.recursive = true })
    #expect(report.moved > 0)
    #expect(try folder.snapshot() != before)
    let undone = try await folder.undo()
    #expect(undone.refused == [])
    #expect(undone.kept == [])
    #expect(try folder.snapshot() == before)
    #expect(folder.runs.list().map(\.status) == [.undone])
  }

  @Test("a second run finds nothing to do")
  func again() async throws {
    try fill()
    try await folder.run(folder.job(by: .type) { $0.recursive = true })
    let after = try folder.snapshot()
    let report = try await folder.run(folder.job(by: .type) { $0.recursive = true })
    #expect(report.run == nil)
    #expect(try folder.snapshot() == after)
  }

  @Test("plans what it then does, and changes nothing by planning")
  func plan() async throws {
    try fill()
    let before = try folder.snapshot()
    let job = folder.job(by: .type)
    let plan = try await job.makePlan(in: folder.context())
    #expect(try folder.snapshot() == before)
    #expect(!FileManager.default.fileExists(atPath: folder.state.string))
    try await folder.run(job)
    for step in plan.steps {
      let path = folder.root.pushing((step.target ?? step.source).path)
      #expect(FileManager.default.fileExists(atPath: path.string))
    }
    #expect(plan.shown.steps.first?.verb == "make")
  }

  @Test("undoes two runs, the last first")
  func undoTwice() async throws {
    try fill()
    let before = try folder.snapshot()
    try await folder.run(folder.job(by: .type))
    let between = try folder.snapshot()
    folder.clock.advance(by: .seconds(5))
    try await folder.run(folder.job(by: .date) { $0.recursive = true })
    #expect(try await folder.undo().refused == [])
    #expect(try folder.snapshot() == between)
    #expect(try await folder.undo().refused == [])
    #expect(try folder.snapshot() == before)
  }

  // MARK: - Names that are taken

  @Test(
    "settles who gets a name that is taken",
    arguments: [
      (ConflictPolicy.rename, ["Text/a.txt", "Text/a_2.txt"]),
      (.skip, ["Text/a.txt", "a.txt"]), (.fail, ["Text/a.txt", "a.txt"]),
      (.overwrite, ["Text/a.txt"]), (.newer, ["Text/a.txt"]),
    ]
  )
  func conflicts(_ policy: ConflictPolicy, _ expected: [String]) async throws {
    try folder.write("new", to: "a.txt", time: 2000)
    try folder.write("old", to: "Text/a.txt", time: 1000)
    let before = try folder.snapshot()
    let report = try await folder.run(folder.job(by: .type) { $0.conflict = policy })
    #expect(try folder.files() == expected)
    let isReplaced = policy == .overwrite || policy == .newer
    #expect(try folder.text("Text/a.txt") == (isReplaced ? "new" : "old"))
    #expect(report.warnings.isEmpty == (policy == .rename || isReplaced))
    if report.run != nil { #expect(try await folder.undo().refused == []) }
    #expect(try folder.snapshot() == before)
  }

  @Test("keeps an older file from replacing a newer one")
  func newer() async throws {
    try folder.write("old", to: "a.txt", time: 1000)
    try folder.write("new", to: "Text/a.txt", time: 2000)
    try await folder.run(folder.job(by: .type) { $0.conflict = .newer })
    #expect(try folder.files() == ["Text/a.txt", "a.txt"])
  }

  @Test("gives no two files one name, nor names that differ by case or accents alone")
  func collisions() async throws {
    try folder.write("1", to: "x/a.txt")
    try folder.write("2", to: "y/a.txt")
    try folder.write("3", to: "z/A.TXT")
    try folder.write("4", to: "x/\u{E9}.txt")
    try folder.write("5", to: "y/e\u{301}.txt")
    try await folder.run(folder.job(by: .type) { $0.recursive = true })
    #expect(
      try folder.files().map { Array($0.utf8) }
        == [
          "Text/A_3.TXT", "Text/a.txt", "Text/a_2.txt", "Text/\u{E9}.txt", "Text/e\u{301}_2.txt",
        ].map { Array($0.utf8) }
    )
  }

  @Test("uses a directory whose name differs by case alone")
  func directoryCase() async throws {
    try folder.write("1", to: "text/a.txt")
    try folder.write("2", to: "b.txt")
    try await folder.run(folder.job(by: .type))
    #expect(try folder.files() == ["text/a.txt", "text/b.txt"])
  }

  @Test("names a file that is where a directory would have to be, and goes on")
  func blocked() async throws {
    try folder.write("1", to: "b.txt")
    try folder.write("2", to: "c.py")
    try folder.write([0, 1, 2], to: "Text")
    let report = try await folder.run(folder.job(by: .type) { $0.exclude = ["Text"] })
    #expect(try folder.files() == ["Code/c.py", "Text", "b.txt"])
    #expect(report.notes.count == 1)
  }

  @Test("keeps names whose bytes are no text")
  func bytes() async throws {
    let name = try #require(FilePath.Component(bytes: [0x61, 0xFF, 0x0A, 0x62]))
    let path = folder.root.appending(name)
    let file = try FileDescriptor.open(
      path,
      .writeOnly,
      options: .create,
      permissions: .ownerReadWrite
    )
    try file.close()
    let before = try folder.snapshot()
    try await folder.run(folder.job(by: .type))
    let moved = folder.root.appending("Other").appending(name)
    #expect(try FileStatus(at: moved).size == 0)
    try await folder.undo()
    #expect(try folder.snapshot() == before)
  }

  // MARK: - Limits

  @Test("reaches files deeper than the longest path, and takes them back")
  func deep() async throws {
    let root = try RootedDirectory(folder.root)
    let depth = FilePath(String(repeating: String(repeating: "d", count: 100) + "/", count: 50))
    try root.makeDirectories(depth)
    let file = depth.appending("bottom.txt")
    let descriptor = try root.create(file)
    try descriptor.closeAfter { _ = try descriptor.writeAll("deep".utf8) }
    let report = try await folder.run(folder.job(by: .type) { $0.recursive = true })
    #expect(report.moved == 1)
    #expect(try folder.text("Text/bottom.txt") == "deep")
    #expect(try await folder.undo().refused == [])
    #expect(try root.read(file) == Array("deep".utf8))
    #expect(throws: FileError.self) { try root.attributes(of: "Text") }
    try FileTransfer().remove(folder.root)
  }

  @Test("tells a second organizer who has the folder")
  func lock() async throws {
    try fill()
    let state = StateDirectory(folder.state)
    try state.make()
    let lock = try state.lock(RootedDirectory(folder.root))
    let error = await #expect(throws: JobError.self) {
      try await folder.run(folder.job(by: .type))
    }
    #expect(error?.message.contains("\(ProcessInfo.processInfo.processIdentifier)") == true)
    lock.unlock()
    try await folder.run(folder.job(by: .type))
  }

  @Test("keeps no journals in the folder that it tidies, and makes no place for them there")
  func stateInside() async throws {
    try fill()
    let before = try folder.snapshot()
    for state in ["journals", "sub/deep/journals"] {
      let job = folder.job(by: .type) { $0.state = folder.root.pushing(FilePath(state)).string }
      let error = await #expect(throws: JobError.self) { try await folder.run(job) }
      #expect(error?.code.name == "configuration")
    }
    #expect(try folder.snapshot() == before)
  }

  @Test("refuses folders that are everything", arguments: ["/", "~", "/usr/..", "/./"])
  func everything(_ path: String) async throws {
    let job = OrganizeJob(root: path, by: .type, state: folder.state.string)
    await #expect(throws: (any Error).self) {
      try job.validate()
      _ = try await job.plan(in: folder.context())
    }
  }

  @Test("moves out of the folder only where that is allowed")
  func outside() async throws {
    try folder.write("a", to: "a.txt")
    let target = folder.outer.path.appending("elsewhere")
    let rule = OrganizeRule(actions: [.move("\(target)/{extension}/")])
    let error = await #expect(throws: JobError.self) { try await folder.run(folder.job([rule])) }
    #expect(error?.message.contains("outside") == true)
    let before = try folder.snapshot()
    try await folder.run(folder.job([rule]) { $0.outside = [target.string] })
    #expect(FileManager.default.fileExists(atPath: target.pushing("txt/a.txt").string))
    #expect(try await folder.undo().refused == [])
    #expect(try folder.snapshot() == before)
    #expect(!FileManager.default.fileExists(atPath: target.string))
  }

  @Test("leaves a file that was changed after the plan where it is")
  func changed() async throws {
    try folder.write("a", to: "a.txt", time: 1000)
    try folder.write("b", to: "b.txt", time: 1000)
    let plan = try await folder.job(by: .type).makePlan(in: folder.context())
    try folder.write("other", to: "a.txt")
    let report = try await folder.runs.apply(plan, in: folder.context())
    #expect(report.changed == 1)
    #expect(report.problems.count == 1)
    #expect(report.problems.first?.contains("a.txt") == true)
    #expect(try folder.files() == ["Text/b.txt", "a.txt"])
  }

  @Test("removes directories that become empty, and makes them again")
  func removeEmpty() async throws {
    try folder.write("a", to: "one/two/a.txt", time: 1000)
    try folder.write("b", to: "one/keep/b.py", time: 1000)
    try FileManager.default.createDirectory(
      atPath: folder.root.pushing("already").string,
      withIntermediateDirectories: false
    )
    for name in ["one/two", "one/keep", "one", "already"] { try folder.setTime(5000, of: name) }
    let before = try folder.snapshot()
    var rule = OrganizeRule(actions: [.move("Text/")])
    rule.condition.extension = ["txt"]
    try await folder.run(
      folder.job([rule]) {
        $0.recursive = true
        $0.removeEmpty = true
      }
    )
    #expect(
      try folder.snapshot().keys.sorted() == [
        "/", "Text/", "Text/a.txt", "already/", "one/", "one/keep/", "one/keep/b.py",
      ]
    )
    #expect(try await folder.undo().refused == [])
    #expect(try folder.snapshot() == before)
  }
}
