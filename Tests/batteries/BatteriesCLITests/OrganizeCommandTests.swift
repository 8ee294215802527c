import BatteryFiles
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import BatteriesCLI

@Suite("Organize command") struct OrganizeCommandTests {
  let console: CapturedConsole

  init() throws {
    console = try CapturedConsole()
    try console.directory.write("plain", to: "in/a.txt")
    try console.directory.write("print(1)", to: "in/b.py")
  }

  private func files() throws -> [String] {
    let folder = console.directory.path.appending("in").string
    let found = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []
    return found.filter { $0.contains(".") }.sorted()
  }

  private func organize(_ words: String...) async -> CapturedConsole.Result {
    await console.run(["organize"] + words + ["--state", "state"])
  }

  @Test("prints the plan, does it, lists it and takes it back")
  func whole() async throws {
    let plan = await organize("in", "--by", "type", "--dry-run")
    #expect(plan.status == 0)
    #expect(plan.error == "organize in by type: 4 steps.\n")
    let lines = plan.output.split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: " ")
    }
    #expect(
      lines.filter { $0.hasPrefix("make") || $0.hasPrefix("move") } == [
        "make Text/", "move a.txt to Text/a.txt", "make Code/", "move b.py to Code/b.py",
      ]
    )
    #expect(try files() == ["a.txt", "b.py"])
    let done = await organize("in", "--by", "type", "--quiet")
    #expect(done.status == 0)
    #expect(done.output.hasPrefix("moved 2 of 2 files; \"batteries organize undo "))
    #expect(try files() == ["Code/b.py", "Text/a.txt"])
    let runs = await organize("runs")
    #expect(runs.output.contains("done"))
    #expect(runs.output.contains("4/4"))
    let undone = await organize("undo")
    #expect(undone.status == 0)
    #expect(undone.output.hasPrefix("took back 2 steps of run "))
    #expect(try files() == ["a.txt", "b.py"])
    let again = await organize("undo")
    #expect(again.status == 66)
  }

  @Test("ends with 1 when a file was edited since, and names it")
  func refused() async throws {
    _ = await organize("in", "--by", "type", "--quiet")
    try console.directory.write("edited", to: "in/Text/a.txt")
    let result = await organize("undo")
    #expect(result.status == 1)
    #expect(result.error.contains("in/Text/a.txt: it was edited since"))
    #expect(try files() == ["Text/a.txt", "b.py"])
  }

  @Test("saves a plan and does it")
  func plan() async throws {
    let saved = await organize("in", "--by", "extension", "--save-plan", "plan.json")
    #expect(saved.status == 0)
    #expect(try files() == ["a.txt", "b.py"])
    let shown = await organize("apply", "plan.json", "--dry-run")
    #expect(shown.output.contains("txt/a.txt"))
    let done = await organize("apply", "plan.json")
    #expect(done.status == 0)
    #expect(try files() == ["py/b.py", "txt/a.txt"])
  }

  @Test("takes rules from a file, and says where they are wrong")
  func rules() async throws {
    try console.directory.write("rules:\n  - { match: '*.py', move: Scripts/ }\n", to: "r.yaml")
    #expect(await organize("in", "--rules", "r.yaml").status == 0)
    #expect(try files() == ["Scripts/b.py", "a.txt"])
    try console.directory.write("rules:\n  - { match: '*.py', mvoe: Scripts/ }\n", to: "r.yaml")
    let wrong = await organize("in", "--rules", "r.yaml")
    #expect(wrong.status == 78)
    #expect(wrong.error.contains("r.yaml:2: "))
    #expect(wrong.error.contains("Did you mean \"move\"?"))
    #expect(await organize("in", "--rules", "none.yaml").status == 66)
    try console.directory.write("rules:\n  - { match: '*.py', move: '{nam}/' }\n", to: "r.yaml")
    let template = await organize("in", "--rules", "r.yaml")
    #expect(template.status == 78)
    #expect(template.error.hasPrefix("batteries: r.yaml:2: rules[0]: \"{nam}/\" has no field"))
    let keep = await organize("in", "--duplicates", "keep=best")
    #expect(keep.error.contains("Write keep= with one of oldest, "))
  }

  @Test("takes a long file back that only looks edited when told to")
  func lenient() async throws {
    try console.directory.write(String(repeating: "long\n", count: 10_000), to: "in/a.txt")
    #expect(await organize("in", "--by", "type", "--quiet").status == 0)
    let path = console.directory.path.appending("in").pushing("Text/a.txt").string
    let changed = try FileStatus(at: FilePath(path)).changed
    repeat {
      #expect(chmod(path, 0o600) == 0)
    } while try FileStatus(at: FilePath(path)).changed
      == changed
    let refused = await organize("undo")
    #expect(refused.status == 1)
    #expect(refused.error.contains("in/Text/a.txt: it was edited since, or its attributes alone"))
    #expect(await organize("undo", "--lenient").status == 0)
    #expect(try files() == ["a.txt", "b.py"])
  }

  @Test(
    "refuses wrong use",
    arguments: [
      (["in"], 64), (["in", "--by", "colour"], 64), (["/", "--by", "type"], 64),
      (["nowhere", "--by", "type"], 66), (["in", "--duplicates", "keep=best"], 64),
      (["in", "--by", "type", "--watch", "--dry-run"], 64), (["apply", "nothing.json"], 66),
      (["resume", "nothing"], 66),
    ]
  )
  func wrongUse(_ words: [String], _ status: Int) async throws {
    let result = await console.run(["organize"] + words + ["--state", "state"])
    #expect(result.status == Int32(status))
    #expect(result.error.split(separator: "\n").count == 1)
  }

  @Test("takes rules of organize-tool over")
  func imported() async throws {
    try console.directory.write(
      "rules:\n  - locations: ~/Desktop\n    filters: [extension: pdf]\n    actions: [move: PDF/]\n",
      to: "o.yaml"
    )
    let result = await console.run("organize", "import", "o.yaml")
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("jobs:\n  organize-desktop:\n"))
    try console.configure(result.output)
    #expect(await console.run("check").status == 0)
    try console.directory.write(
      "rules:\n  - locations: x\n    actions: [python: y]\n",
      to: "o.yaml"
    )
    let wrong = await console.run("organize", "import", "o.yaml")
    #expect(wrong.status == 1)
    #expect(wrong.error.hasPrefix("o.yaml:3: "))
  }
}
