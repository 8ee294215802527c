import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import OrganizeTool

@Suite("Organize plan") struct OrganizePlanTests {
  let folder: OrganizeFolder

  init() throws {
    folder = try OrganizeFolder()
  }

  @Test("is saved, read and done exactly")
  func file() async throws {
    try folder.write("a", to: "a.txt", time: 1000)
    try folder.write("b", to: "50% \u{E9}\n.py", time: 1000)
    let before = try folder.snapshot()
    let plan = try await folder.job(by: .type).makePlan(in: folder.context())
    let path = folder.outer.path.appending("plan.json")
    try plan.save(to: path)
    let read = try OrganizePlan(file: path)
    #expect(read == plan)
    try folder.write("late", to: "late.txt")
    let report = try await folder.runs.apply(read, in: folder.context())
    #expect(report.moved == 2)
    #expect(try folder.files() == ["Code/50%25 \u{E9}%0A.py", "Text/a.txt", "late.txt"])
    try RootedDirectory(folder.root).removeFile("late.txt")
    #expect(try await folder.undo().refused == [])
    var after = try folder.snapshot()
    after["/"] = before["/"]
    #expect(after == before)
  }

  @Test(
    "is refused when a path leads out, a step is not whole or two want one name",
    arguments: [
      (#""path":"../x""#, "no plan"), (#""source":"../x""#, "no plan"),
      (#""source":"/etc/passwd""#, "no plan"),
      (#""target":{"place":7,"path":"x"}"#, "whole"), (#""version":9"#, "version"),
    ]
  )
  func refusals(_ change: String, _ part: String) async throws {
    try folder.write("a", to: "a.txt", time: 1000)
    let plan = try await folder.job(by: .type).makePlan(in: folder.context())
    let path = folder.outer.path.appending("plan.json")
    try plan.save(to: path)
    var text = String(
      decoding: try Data(contentsOf: URL(fileURLWithPath: path.string)),
      as: UTF8.self
    )
    let key = change.prefix { $0 != ":" }
    switch key {
    case "\"source\"": text = text.replacing(#""source":"a.txt""#, with: change)
    case "\"target\"": text = text.replacing(#""target":"Text/a.txt""#, with: change)
    case "\"version\"": text = text.replacing(#""version":1"#, with: change)
    default:
      text = text.replacing(#""source":"a.txt""#, with: #""source":{"place":0,"path":"../x"}"#)
    }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path.string))
    let error = #expect(throws: JobError.self) { try OrganizePlan(file: path) }
    #expect(error?.message.contains(part) == true)
    #expect(try folder.files() == ["a.txt"])
  }

  @Test("refuses two steps to one place")
  func twice() async throws {
    try folder.write("a", to: "a.txt", time: 1000)
    try folder.write("b", to: "b.txt", time: 1000)
    var plan = try await folder.job(by: .type).makePlan(in: folder.context())
    plan.steps[2].target = plan.steps[1].target
    await #expect(throws: JobError.self) { try await folder.runs.apply(plan, in: folder.context()) }
  }

  @Test("survives the journal's bytes, each step as it was")
  func coding() throws {
    let stamp = FileStamp(
      device: 1,
      inode: .max,
      size: 0,
      modified: -5,
      hash: 0xFFFF_0000_1234_5678
    )
    let odd = FilePath(bytes: [0x61, 0xFF, 0x2F, 0x0A])
    let steps = OrganizeStep.Action.allCases.map { action in
      OrganizeStep(
        action,
        PlanPath(odd, place: 3),
        to: action == .move ? PlanPath("b/c") : nil,
        stamp: action == .trash ? nil : stamp,
        words: action == .tag ? ["x", "\u{1F600}"] : nil,
        before: action == .tag ? [] : nil,
        members: action == .pack ? [OrganizeStep.Member(path: PlanPath("m"), stamp: stamp)] : nil,
        rule: action == .run ? 9 : nil
      )
    }
    guard case .steps(let read)? = RunRecord(try RunRecord.steps(steps).encoded()) else {
      Issue.record("the record cannot be read")
      return
    }
    #expect(read == steps)
    let json = try JSONDecoder().decode([OrganizeStep].self, from: JSONEncoder().encode(steps))
    #expect(json == steps)
  }

  @Test("survives the journal's bytes with the trail of long files")
  func trail() throws {
    let stretches = [
      ContentTrail.Stretch(
        step: 70_000,
        from: ContentTrail.Point(inode: .max, changed: -1),
        to: ContentTrail.Point(inode: 0, changed: .max)
      )
    ]
    let bytes = try RunRecord.trail(stretches).encoded()
    guard case .trail(let read)? = RunRecord(bytes) else {
      Issue.record("the record cannot be read")
      return
    }
    #expect(read == stretches)
    for end in 0..<bytes.count { #expect(RunRecord(Array(bytes[..<end])) == nil) }
  }

  @Test("reads no record that is cut off or changed as a whole one")
  func damage() throws {
    let stamp = FileStamp(device: 1, inode: 2, size: 3, modified: 4, hash: 5)
    let bytes = try RunRecord.steps([
      OrganizeStep(.move, PlanPath("a"), to: PlanPath("b"), stamp: stamp, rule: 1)
    ]).encoded()
    for end in 0..<bytes.count { #expect(RunRecord(Array(bytes[..<end])) == nil) }
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 0xFF
      _ = RunRecord(changed)
    }
  }
}
