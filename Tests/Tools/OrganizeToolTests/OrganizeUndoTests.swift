import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import OrganizeTool

@Suite("Organize undo") struct OrganizeUndoTests {
  let folder: OrganizeFolder

  init() throws {
    folder = try OrganizeFolder()
  }

  /// What somebody may do to a file that a run has moved.
  enum Edit: String, CaseIterable, Sendable {
    case longer
    case sameLength
    case sameLengthAndTime
    case replaced
    case removed
  }

  @Test(
    "refuses a file that was edited since, by name, and restores the others",
    arguments: Edit.allCases
  )
  func edited(_ edit: Edit) async throws {
    try folder.write("first", to: "a.txt", time: 1000)
    try folder.write("other", to: "b.txt", time: 1000)
    try await folder.run(folder.job(by: .type))
    switch edit {
    case .longer: try folder.write("first and more", to: "Text/a.txt")
    case .sameLength: try folder.write("FIRST", to: "Text/a.txt")
    case .sameLengthAndTime: try folder.write("FIRST", to: "Text/a.txt", time: 1000)
    case .replaced:
      try folder.write("x", to: "new")
      try RootedDirectory(folder.root).rename("new", to: "Text/a.txt", replacing: true)
    case .removed: try RootedDirectory(folder.root).removeFile("Text/a.txt")
    }
    let left = edit == .removed ? nil : try folder.text("Text/a.txt")
    let report = try await folder.undo()
    #expect(report.refused.count == 1)
    #expect(report.refused.first?.contains("Text/a.txt") == true)
    #expect(try folder.files() == (edit == .removed ? ["b.txt"] : ["Text/a.txt", "b.txt"]))
    if let left { #expect(try folder.text("Text/a.txt") == left) }
  }

  @Test("puts nothing over what is there again")
  func occupied() async throws {
    try folder.write("first", to: "a.txt", time: 1000)
    try await folder.run(folder.job(by: .type))
    try folder.write("second", to: "a.txt")
    let report = try await folder.undo()
    #expect(report.refused.count == 1)
    #expect(try folder.text("a.txt") == "second")
    #expect(try folder.text("Text/a.txt") == "first")
    #expect(folder.runs.list().first?.status == .interrupted || report.restored == 0)
    // Once it is out of the way the rest can be taken back.
    try RootedDirectory(folder.root).removeFile("a.txt")
    #expect(try await folder.undo().refused == [])
    #expect(try folder.files() == ["a.txt"])
  }

  @Test("leaves a directory that it made and that others use by now")
  func used() async throws {
    try folder.write("first", to: "a.txt", time: 1000)
    try await folder.run(folder.job(by: .type))
    try folder.write("mine", to: "Text/mine.txt")
    let report = try await folder.undo()
    #expect(report.refused == [])
    #expect(report.kept.count == 1)
    #expect(try folder.files() == ["Text/mine.txt", "a.txt"])
  }

  @Test("makes a directory again that somebody removed")
  func removedDirectory() async throws {
    try folder.write("first", to: "sub/a.txt", time: 1000)
    try await folder.run(folder.job(by: .type) { $0.recursive = true })
    try RootedDirectory(folder.root).removeDirectory("sub")
    #expect(try await folder.undo().refused == [])
    #expect(try folder.files() == ["sub/a.txt"])
  }

  @Test("follows no link that stands in the place of a directory")
  func link() async throws {
    try folder.write("first", to: "a.txt", time: 1000)
    try await folder.run(folder.job(by: .type))
    let root = try RootedDirectory(folder.root)
    let elsewhere = folder.outer.path.appending("elsewhere")
    try FileManager.default.moveItem(
      atPath: folder.root.appending("Text").string,
      toPath: elsewhere.string
    )
    try root.makeSymbolicLink("Text", to: elsewhere)
    let report = try await folder.undo()
    #expect(report.refused.count == 1)
    #expect(FileManager.default.fileExists(atPath: elsewhere.appending("a.txt").string))
  }

  @Test("knows the last run, one by its beginning, and says when there is none")
  func names() async throws {
    await #expect(throws: JobError.self) { try await folder.undo() }
    try folder.write("first", to: "a.txt", time: 1000)
    let run = try #require(try await folder.run(folder.job(by: .type)).run)
    await #expect(throws: JobError.self) { try await folder.undo("nothing") }
    #expect(try await folder.undo(String(run.dropLast(2))).run == run)
    let error = await #expect(throws: JobError.self) { try await folder.undo() }
    #expect(error?.code.name == "not-found")
  }

  @Test("refuses a journal that is damaged")
  func damaged() async throws {
    for number in 0..<3000 { try folder.write("x", to: "\(number).txt") }
    let run = try #require(try await folder.run(folder.job(by: .type)).run)
    let path = folder.state.appending("\(run).journal")
    var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path.string)))
    bytes[500] ^= 1
    try Data(bytes).write(to: URL(fileURLWithPath: path.string))
    await #expect(throws: JobError.self) { try await folder.undo(run) }
    #expect(folder.runs.list().map(\.status) == [.damaged])
  }
}
