import Foundation
import SystemPackage
import TestKit
import Testing

@testable import BatteryFiles

@Suite("Transfer plan") struct TransferPlanTests {
  let directory: TemporaryDirectory
  let source: FilePath
  let target: FilePath

  init() throws {
    directory = try TemporaryDirectory()
    source = directory.path.appending("source")
    target = directory.path.appending("target")
  }

  @Test("is saved, read and applied to the same end as a copy")
  func saved() throws {
    try Trees.make(source)
    let plan = try FileTransfer().plan(copying: source, to: target)
    let data = try JSONEncoder().encode(plan)
    let read = try JSONDecoder().decode(TransferPlan.self, from: data)
    #expect(read == plan)
    let journal = directory.path.appending("journal")
    let report = try FileTransfer().apply(read, journal: journal)
    #expect(report.hardLinks == 2)
    #expect(try Trees.describe(target) == Trees.describe(source))
    let names = try FileManager.default.contentsOfDirectory(atPath: directory.path.string)
    #expect(names.sorted() == ["journal", "source", "target"])
    let records = try RecordJournal.records(of: journal).map { TransferRecord($0) }
    guard case .plan(let kept, _) = records.first else {
      Issue.record("the plan is missing")
      return
    }
    #expect(kept == plan)
    guard case .finished = records.last else {
      Issue.record("the end is missing")
      return
    }
  }

  @Test("escapes names that are no text, and reads them again")
  func escaped() {
    let paths: [[UInt8]] = [
      Array("plain/ä".utf8), [0x61, 0xFF, 0x25], Array("100%\n".utf8), Array("e\u{301}".utf8),
    ]
    for bytes in paths {
      let path = FilePath(rawBytes: bytes)
      #expect(EscapedPath.path(EscapedPath.text(path)) == path)
    }
    for text in ["%", "%4", "%GG", "%00", "a\0b"] { #expect(EscapedPath.path(text) == nil) }
  }

  @Test("that leads out is refused, whoever wrote it")
  func hostile() throws {
    try directory.write("x", to: "in/source")
    let place = directory.path.appending("in")
    var plan = try FileTransfer().plan(
      copying: place.appending("source"),
      to: place.appending("target")
    )
    for path in ["../stolen", "/tmp/stolen", "a/../../stolen"] {
      plan.steps[0].target = FilePath(path)
      #expect(throws: FileError.self) { try FileTransfer().apply(plan) }
    }
    plan.steps[0].target = "target"
    plan.identifier = "../../../../x"
    #expect(throws: FileError.self) { try FileTransfer().apply(plan) }
    #expect(try Trees.all(directory.path).count == 2)
  }

  @Test("renames within a file system, and numbers a name that is taken meanwhile")
  func renames() throws {
    try directory.write("new", to: "source")
    var transfer = FileTransfer()
    transfer.conflict = .rename
    let plan = try transfer.plan(moving: source, to: target)
    #expect(plan.steps.map(\.action) == [.rename])
    try directory.write("old", to: "target")
    try transfer.apply(plan)
    let numbered = directory.path.appending("target (2)").string
    #expect(try String(contentsOfFile: numbered, encoding: .utf8) == "new")
  }
}

@Suite("Record journal") struct RecordJournalTests {
  let directory: TemporaryDirectory
  let path: FilePath

  init() throws {
    directory = try TemporaryDirectory()
    path = directory.path.appending("journal")
  }

  @Test("drops what a crash cut off, at whatever byte")
  func torn() throws {
    let records: [[UInt8]] = [[1, 2, 3], [], Array(repeating: 9, count: 300)]
    do {
      let journal = try RecordJournal(creating: path)
      for record in records { try journal.append(record) }
      try journal.synchronize()
    }
    let whole = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path.string)))
    for length in 0...whole.count {
      try Data(whole.prefix(length)).write(to: URL(fileURLWithPath: path.string))
      let kept = length == whole.count ? 3 : length >= 47 ? 2 : length >= 35 ? 1 : 0
      let journal = try RecordJournal(opening: path)
      #expect(journal.records == Array(records.prefix(kept)), "\(length)")
      try journal.append([7])
    }
    #expect(try RecordJournal.records(of: path) == records + [[7]])
  }

  @Test("refuses a record that is damaged, at whatever byte")
  func damaged() throws {
    do {
      let journal = try RecordJournal(creating: path)
      for record in [[1, 2, 3], [4, 5], [6]] as [[UInt8]] { try journal.append(record) }
    }
    let whole = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path.string)))
    for place in 24..<35 {
      var bytes = whole
      bytes[place] ^= 0x10
      try Data(bytes).write(to: URL(fileURLWithPath: path.string))
      #expect(throws: FileError.self, "\(place)") { try RecordJournal(opening: path) }
    }
    #expect(throws: FileError.self) { try RecordJournal(creating: path) }
    try directory.write("Batteries diary", to: "journal")
    #expect(throws: FileError.self) { try RecordJournal(opening: path) }
  }

  @Test("is open in one place at a time")
  func exclusive() throws {
    let journal = try RecordJournal(creating: path)
    let error = #expect(throws: FileError.self) { try RecordJournal(opening: path) }
    #expect(error?.cause == .wouldBlock)
    try journal.append([1])
  }
}
