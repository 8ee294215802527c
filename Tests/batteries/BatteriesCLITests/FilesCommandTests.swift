import BatteryJobs
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import BatteriesCLI

@Suite("Files command", .timeLimit(.minutes(5))) struct FilesCommandTests {
  let console: CapturedConsole

  init() throws {
    let data = try TemporaryDirectory()
    console = try CapturedConsole(environment: ["XDG_DATA_HOME": data.path.string])
    holder = data
  }

  private let holder: TemporaryDirectory

  private func write(_ names: String...) throws {
    for name in names { try console.directory.write("text of \(name)", to: "docs/\(name)") }
  }

  private func run(_ line: String) async -> CapturedConsole.Result {
    await console.run(["files"] + line.split(separator: " ").map(String.init))
  }

  private func lines(_ line: String) async -> [String] {
    await run(line).output.split(separator: "\n")
      .map { String($0).replacing(console.directory.path.string + "/docs/", with: "") }
  }

  @Test("indexes, finds, tags and says how fresh the answer is")
  func story() async throws {
    try write("Invoice 2026.pdf", "notes.md", "sub/invoice.txt")
    let index = await run("index docs")
    #expect(index.status == 0)
    #expect(index.output.hasPrefix("indexed 4 entries: 4 new, 0 changed, 0 gone"))
    let found = await run("find invoice 2026")
    #expect(found.status == 0)
    #expect(found.output == console.directory.path.string + "/docs/Invoice 2026.pdf\n")
    #expect(found.error.hasPrefix("indexed "))
    #expect(await lines("find invoice --sort name") == ["Invoice 2026.pdf", "sub/invoice.txt"])
    #expect(await run("tag taxes,2026 docs/sub/invoice.txt").status == 0)
    #expect(await lines("find --tag taxes --tag 2026") == ["sub/invoice.txt"])
    #expect(await run("tags").output.contains("taxes"))
    #expect(await run("untag taxes docs/sub/invoice.txt").status == 0)
    let none = await run("find --tag taxes")
    #expect(none.status == 1)
    #expect(none.output == "")
  }

  @Test("prints paths as they are with -0, and harmless without")
  func names() async throws {
    try write("a\u{1B}[31m\nb.txt")
    #expect(await run("index docs").status == 0)
    let path = console.directory.path.string + "/docs/"
    #expect(await run("find .txt -0").output == path + "a\u{1B}[31m\nb.txt\0")
    #expect(await run("find .txt").output == path + "a\u{241B}[31m\u{240A}b.txt\n")
    let json = await run("find .txt --format json").output
    let list = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]]
    #expect(list?.first?["path"] as? String == path + "a\u{1B}[31m\nb.txt")
    #expect(await run("tree docs").output.contains("\u{241B}") == true)
  }

  @Test("saves searches, finds by them and tags by them")
  func saved() async throws {
    try write("a.md", "b.txt")
    _ = await run("index docs")
    #expect(await run("find --ext md --save notes").status == 0)
    try write("c.md")
    _ = await run("index")
    #expect(await lines("find --saved notes") == ["a.md", "c.md"])
    #expect(await run("tag note --saved notes").status == 0)
    try write("d.md")
    _ = await run("index")
    #expect(await lines("find --tag note") == ["a.md", "c.md", "d.md"])
    #expect(await run("tags --rules").output.contains("--ext md"))
    #expect(await run("tags --searches").output.contains("notes"))
    #expect(await run("untag note --rules").status == 0)
    #expect(await run("find --tag note").status == 1)
    #expect(await run("find --unsave notes").status == 0)
    #expect(await run("find --saved notes").status == ExitStatus.missing)
  }

  @Test("finds by text when it was told to read texts")
  func texts() async throws {
    try write("a.md", "b.txt")
    _ = await run("index docs --text")
    #expect(await lines("find --contains b.txt") == ["b.txt"])
  }

  @Test("finds files of the same content, and ends with 1 when there are some")
  func duplicates() async throws {
    try console.directory.write("same", to: "docs/a")
    try console.directory.write("same", to: "docs/b")
    try console.directory.write("other", to: "docs/c")
    let result = await run("duplicates docs")
    #expect(result.status == 1)
    let path = console.directory.path.string + "/docs/"
    #expect(result.output == "2 files of 4 B:\n  \(path)a\n  \(path)b\n")
    #expect(await run("duplicates docs -0").output == "\(path)a\0\(path)b\0\0")
    #expect(await run("duplicates docs --min-size 5").status == 0)
    _ = await run("index docs --exclude b")
    #expect(await run("duplicates docs --from-catalog").status == 0)
  }

  @Test("compares directories")
  func diff() async throws {
    for (name, text) in [("l/a", "1"), ("l/b", "1"), ("l/c", "1"), ("r/b", "1"), ("r/c", "22")] {
      try console.directory.write(text, to: name)
    }
    try console.directory.write("1", to: "r/d/e")
    let result = await run("diff l r --contents")
    #expect(result.status == 1)
    #expect(result.output == "- a\nM c\n+ d\n")
    #expect(await run("diff l l").status == 0)
    let json = await run("diff l r --contents --format csv").output
    #expect(json.replacing("\r\n", with: "\n") == "change,path\nleft,a\ndiffers,c\nright,d\n")
    #expect(await run("diff l none").status == ExitStatus.missing)
  }

  @Test("shows a tree up to a limit")
  func tree() async throws {
    try write("a.txt", "b/c.txt", "b/d/e.txt", "f.txt", ".hidden")
    let result = await run("tree docs")
    #expect(
      result.output == """
        docs
        ├── a.txt
        ├── b/
        │   ├── c.txt
        │   └── d/
        │       └── e.txt
        └── f.txt

        """
    )
    #expect(result.error == "2 directories, 4 files\n")
    #expect(await run("tree docs --depth 1 --all").output.contains(".hidden"))
    let cut = await run("tree docs --limit 2")
    #expect(cut.output == "docs\n├── a.txt\n└── b/\n")
    #expect(cut.error.contains("--limit"))
    #expect(await run("tree docs --directories").output == "docs\n└── b/\n    └── d/\n")
    #expect(await run("tree none").status == ExitStatus.missing)
  }

  @Test("measures directories, the largest first")
  func diskUsage() async throws {
    try console.directory.write(String(repeating: "x", count: 30_000), to: "docs/big/a")
    try console.directory.write("x", to: "docs/small/a")
    let json = await run("du docs --format json").output
    let rows = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]]
    )
    #expect(
      rows.compactMap { ($0["path"] as? [String: Any])?["path"] as? String }
        .map { $0.split(separator: "/").last.map(String.init) } == ["docs", "big", "small"]
    )
    #expect(await run("du docs --apparent --depth 0").output.contains("2"))
    #expect(await run("du none").status == ExitStatus.missing)
  }

  @Test(
    "says what is wrong",
    arguments: [
      ("find x", ExitStatus.missing, "batteries files index"),
      ("index", ExitStatus.usage, "Name one"),
      ("index none", ExitStatus.missing, "none"),
      ("find --size 10xb", ExitStatus.usage, "it is not a size; write it as >1MB"),
      ("find --kind picture", ExitStatus.usage, "picture"),
      ("find --modified yesterday", ExitStatus.usage, "it is not "),
      ("find x -0 --long", ExitStatus.usage, "-0"), ("find --save x", ExitStatus.usage, "--save"),
      ("tag", ExitStatus.usage, "tag"), ("tag a/b docs/a", ExitStatus.missing, "no catalog"),
      ("tree --depth 0", ExitStatus.usage, "--depth"),
      ("index --forget", ExitStatus.usage, "folders"),
      ("index --text", ExitStatus.usage, "which folders"),
      ("index docs --catalog docs/bad", ExitStatus.badData, "no catalog"),
    ]
  )
  func wrong(line: String, status: Int32, part: String) async throws {
    try write("a")
    try console.directory.write(String(repeating: "bad ", count: 1000), to: "docs/bad")
    let result = await run(line)
    #expect(result.status == status)
    #expect(result.error.contains(part), "\(result.error)")
    #expect(result.error.split(separator: "\n").count == 1)
  }

  @Test("keeps tags of files that the catalog does not know to itself, and names them")
  func unknown() async throws {
    try write("a.txt")
    _ = await run("index docs")
    try write("b.txt")
    let result = await run("tag x docs/a.txt docs/b.txt")
    #expect(result.status == ExitStatus.missing)
    #expect(result.error.contains("docs/b.txt: the catalog does not know it"))
    #expect(await lines("find --tag x") == ["a.txt"])
    #expect(await run("index docs --forget").status == 0)
    #expect(await run("index docs --forget").status == ExitStatus.missing)
  }
}
