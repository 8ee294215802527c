import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import OrganizeTool

@Suite("Organize rules") struct OrganizeRuleTests {
  let folder: OrganizeFolder

  init() throws {
    folder = try OrganizeFolder()
    let now = Int64(folder.clock.now.timeIntervalSince1970)
    try folder.write("Dear sir,\nINVOICE 4711\n", to: "letter.txt", time: now - 86_400 * 40)
    try folder.write(
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A],
      to: "Photo.PNG",
      time: now - 60
    )
    try folder.write("", to: "empty.log", time: now - 86_400)
    try folder.write("print(1)", to: "src/2024-05 tool.py", time: 1_715_000_000)
    try folder.write(Array("Stra".utf8) + [0xDF] + Array("e".utf8), to: "src/latin.txt", time: 5000)
    try folder.write(String(repeating: "x", count: 20_000), to: "src/deep/big.dat", time: now - 10)
    try folder.write("h", to: ".hidden.txt", time: now)
    let root = try RootedDirectory(folder.root)
    try root.setExtendedAttribute("user.xdg.tags", to: Array("work,2024".utf8), of: "letter.txt")
  }

  @Test(
    "are for the files that meet all their conditions",
    arguments: [
      ("match: '*.txt'", ["letter.txt", "src/latin.txt"]),
      ("match: 'src/*'", ["src/2024-05 tool.py", "src/latin.txt"]),
      ("match: 'src/**'", ["src/2024-05 tool.py", "src/deep/big.dat", "src/latin.txt"]),
      ("match: '**/*.dat'", ["src/deep/big.dat"]),
      ("{ match: '*', exclude: ['*.txt', 'src/**'] }", ["Photo.PNG", "empty.log"]),
      ("expression: '^\\d{4}-(?<m>\\d\\d)'", ["src/2024-05 tool.py"]),
      ("extension: [PNG, .log]", ["Photo.PNG", "empty.log"]),
      ("kind: image", ["Photo.PNG"]),
      ("kind: [code, text]", ["empty.log", "letter.txt", "src/2024-05 tool.py", "src/latin.txt"]),
      ("size: '> 10 kB'", ["src/deep/big.dat"]), ("size: 0", ["empty.log"]),
      ("age: 30d", ["letter.txt", "src/2024-05 tool.py", "src/latin.txt"]),
      ("age: '< 5m'", ["Photo.PNG", "src/deep/big.dat"]),
      ("modified: 2024-05", ["src/2024-05 tool.py"]), ("modified: '< 1971'", ["src/latin.txt"]),
      ("contains: invoice", ["letter.txt"]),
      ("contains: [nothing, stra\u{DF}e]", ["src/latin.txt"]),
      ("tagged: work", ["letter.txt"]), ("tagged: [wor, 2024]", ["letter.txt"]),
      ("empty: true", ["empty.log"]), ("hidden: true", [".hidden.txt"]),
      ("{ extension: txt, contains: stra\u{DF}e }", ["src/latin.txt"]),
      ("any: [{ empty: true }, { kind: image }]", ["Photo.PNG", "empty.log"]),
      ("all: [{ extension: txt }, { age: 365d }]", ["src/latin.txt"]),
      ("none: [{ match: 'src/**' }, { extension: txt }]", ["Photo.PNG", "empty.log"]),
      ("{ any: { extension: txt }, none: { any: [{ contains: invoice }] } }", ["src/latin.txt"]),
      ("taken: 2024", []), ("created: '< 1990'", []),
    ]
  )
  func conditions(_ text: String, _ expected: [String]) async throws {
    let rule =
      text.hasPrefix("{")
      ? "- { \(text.dropFirst().dropLast()), trash: true }" : "- \(text)\n  trash: true"
    var job = try folder.job(yaml: "recursive: true\nrules:\n\(rule.replacing("\n", with: "\n"))\n")
    job.recursive = true
    let plan = try await job.makePlan(in: folder.context())
    #expect(plan.steps.map { $0.source.path.string }.sorted() == expected)
    #expect(plan.steps.allSatisfy { $0.action == .trash })
  }

  @Test("stop at the first that is for a file, unless it says to go on")
  func order() async throws {
    var job = try folder.job(
      yaml: """
        rules:
          - { match: '*.txt', tag: text, continue: true }
          - { contains: invoice, move: Invoices/ }
          - { match: '*', move: Rest/ }
        """
    )
    job.recursive = true
    try await folder.run(job)
    #expect(try folder.tags("Invoices/letter.txt") == "work,2024,text")
    #expect(try folder.tags("Rest/latin.txt") == "text")
    #expect(try folder.files().filter { $0.hasPrefix("Rest/") }.count == 5)
  }

  @Test("rename by groups, dates and counters, and take it back")
  func rename() async throws {
    let before = try folder.snapshot()
    var job = try folder.job(
      yaml: """
        rules:
          - expression: '^(?<year>\\d{4})-(?<month>\\d\\d) (?<rest>.*)\\.'
            rename: '{rest} {month}.{year}{suffix}'
          - { match: '*', rename: 'file-{counter:2}{suffix|.none}' }
        """
    )
    job.recursive = true
    try await folder.run(job)
    #expect(
      try folder.files()
        == [
          ".hidden.txt", "file-01.PNG", "file-01.log", "file-01.txt",
          "src/deep/file-01.dat", "src/file-01.txt", "src/tool 05.2024.py",
        ]
    )
    #expect(try await folder.undo().refused == [])
    #expect(try folder.snapshot() == before)
  }

  @Test("count on where names are taken")
  func counter() async throws {
    try folder.write("1", to: "scan 1.jpg")
    try folder.write("2", to: "scan 2.jpg")
    try folder.write("3", to: "Scans/S002.jpg")
    try await folder.run(
      folder.job(yaml: "- { match: 'scan*', move: 'Scans/S{counter:3}{suffix}' }")
    )
    #expect(
      try folder.files().filter { $0.hasPrefix("Scans") } == [
        "Scans/S001.jpg", "Scans/S002.jpg", "Scans/S003.jpg",
      ]
    )
  }

  @Test(
    "do what they say, and take it back",
    arguments: [
      "copy: 'Copies/{name}'", "tag: [a, b]", "untag: work", "trash: true",
      "archive: 'All.zip'", "archive: { to: 'Old/{extension|none}.tar.gz', originals: trash }",
      "actions: [{ copy: A/ }, { rename: 'x-{name}' }, { tag: t }, { move: B/ }, { copy: C/ }]",
    ]
  )
  func actions(_ action: String) async throws {
    let before = try folder.snapshot()
    var job = try folder.job(yaml: "rules:\n  - match: '*'\n    \(action)\n")
    job.recursive = true
    let report = try await folder.run(job)
    #expect(report.problems == [])
    #expect(report.notes == [])
    let after = try folder.snapshot()
    #expect(after != before || action.contains("tag"))
    let undone = try await folder.undo()
    #expect(undone.refused == [])
    #expect(undone.kept == [])
    #expect(try folder.snapshot() == before)
    #expect(try folder.tags("letter.txt") == "work,2024")
    #expect(try folder.trash.items().isEmpty)
  }

  @Test("pack files that can be unpacked again")
  func archive() async throws {
    try await folder.run(folder.job(yaml: "- { match: '*.txt', archive: 'T.zip' }"))
    let reader = try ZipReader(FileArchiveInput(folder.root.appending("T.zip")))
    let entry = try #require(try reader.next())
    #expect(entry.path == "letter.txt")
    #expect(String(decoding: try reader.contents(of: entry), as: UTF8.self).contains("INVOICE"))
    #expect(try reader.next() == nil)
  }

  @Test("say what cannot be taken back")
  func irreversible() async throws {
    try await folder.run(
      folder.job(
        yaml: """
          rules:
            - { match: '*.log', delete: true }
            - { match: '*.PNG', run: [touch, touched] }
          """
      )
    )
    #expect(try folder.files().contains("touched"))
    #expect(try !folder.files().contains("empty.log"))
    let report = try await folder.undo()
    #expect(report.kept.count == 2)
    #expect(report.refused == [])
  }

  @Test("run a program with the file and no shell between")
  func program() async throws {
    let name = "a; touch bad $(touch worse) 'x'.txt"
    try folder.write("x", to: name)
    try await folder.run(folder.job(yaml: "- { match: 'a;*', run: [cp, '{}', out] }"))
    #expect(try folder.text("out") == "x")
    #expect(try !folder.files().contains { $0 == "bad" || $0 == "worse" })
    try folder.write("y", to: "other")
    let mixed = try folder.job(yaml: "- { match: out, run: ['false'] }\n- { match: other, tag: x }")
    let report = try await folder.run(mixed)
    #expect(report.problems.count == 1)
    #expect(report.problems.first?.contains("status 1") == true)
  }

  @Test("fail when nothing of what they want can be done")
  func nothing() async throws {
    try folder.write("x", to: "a")
    let job = try folder.job(yaml: "- { match: a, run: ['false'] }")
    let error = await #expect(throws: JobError.self) { try await folder.run(job) }
    #expect(
      error?.message.hasPrefix("Nothing could be done. \(folder.root)/a: false ended") == true
    )
    #expect(folder.runs.list().map(\.done) == [0])
  }

  @Test("refuse to undo a copy that was edited, or whose original is gone")
  func editedCopy() async throws {
    let job = try folder.job(yaml: "- { match: '*.txt', copy: C/ }")
    try await folder.run(job)
    try folder.write("edited", to: "C/letter.txt")
    #expect(try await folder.undo().refused.count == 1)
    #expect(try folder.text("C/letter.txt") == "edited")
    try RootedDirectory(folder.root).removeFile("C/letter.txt")
    #expect(try await folder.undo().refused == [])
    try await folder.run(job)
    try RootedDirectory(folder.root).removeFile("letter.txt")
    #expect(try await folder.undo().refused.count == 1)
    #expect(try folder.files().contains("C/letter.txt"))
  }
}
