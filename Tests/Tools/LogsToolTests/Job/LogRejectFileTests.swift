import BatteryTables
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import LogsTool

@Suite("The file of rejected lines", .timeLimit(.minutes(5))) struct LogRejectFileTests {
  private let yard: LogsJobYard

  init() throws { yard = try LogsJobYard() }

  private func append(_ text: String, to name: String) throws {
    let file = try FileDescriptor.open(
      yard.directory.path.appending(name),
      .writeOnly,
      options: [.create, .append],
      permissions: [.ownerReadWrite]
    )
    defer { try? file.close() }
    try file.writeAll(text.utf8)
  }

  @Test("is added to while a log is followed, and not written anew")
  func following() async throws {
    try append([SampleRequest(), SampleRequest()].log + "first\n", to: "a.log")
    try append("of an earlier run\n", to: "r.csv")
    let job = try yard.job(#"{"files": "a.log", "rejects": "r.csv"}"#)
    let work = try await job.work(yard.context, isFollowing: true)
    var analysis = try work.read()
    #expect(try yard.text("r.csv") == "of an earlier run\n")
    _ = try work.publish(analysis, nil)
    let start = try yard.text("r.csv")
    #expect(start.hasPrefix("source,line,offset,reason\n"))
    #expect(start.contains("a.log,3,"))
    try append("a note of somebody\n", to: "r.csv")
    for round in 0..<3 {
      try append([SampleRequest()].log + "junk\njunk\n", to: "a.log")
      #expect(try analysis.update())
      _ = try work.publish(analysis, nil)
      #expect(try yard.text("r.csv").split(separator: "\n").count == 3 + (round + 1) * 2)
    }
    #expect(try yard.text("r.csv").hasPrefix(start + "a note of somebody\n"))
    #expect(analysis.rejected == 7)
    #expect(analysis.rejects.count == 3, "no more are kept than are shown")
  }

  @Test("can be compressed, also while a log is followed", arguments: ["r.csv.gz", "r.csv.zst"])
  func compressed(name: String) async throws {
    try append([SampleRequest(), SampleRequest()].log + "first\n", to: "a.log")
    let job = try yard.job(#"{"files": "a.log", "rejects": "\#(name)"}"#)
    let work = try await job.work(yard.context, isFollowing: true)
    var analysis = try work.read()
    for _ in 0..<3 {
      _ = try work.publish(analysis, nil)
      try append([SampleRequest()].log + "junk\n", to: "a.log")
      try analysis.update()
    }
    var source = try TableFile(yard.directory.path.appending(name)).source
    let text = String(decoding: try source.head(10_000), as: UTF8.self)
    #expect(text.split(separator: "\n").count == 4)
  }

  @Test("has all lines in their order, few of which are in memory")
  func many() async throws {
    let good = SampleRequest().line
    var log = ""
    var rows = ["source,line,offset,reason"]
    let path = yard.directory.path.appending("a.log").string
    for line in 1...60_000 {
      if line.isMultiple(of: 3) {
        rows.append("\(path),\(line),\(log.utf8.count),")
        log += "junk of line \(line)\n"
      } else {
        log += good
      }
    }
    try append(log, to: "a.log")
    let job = try yard.job(#"{"files": "a.log", "rejects": "r.csv"}"#)
    let work = try await job.work(yard.context)
    let analysis = try work.read()
    #expect(analysis.rejected == 20_000)
    #expect(analysis.rejects.map(\.line) == [3, 6, 9])
    #expect(!yard.isThere("r.csv"))
    _ = try work.publish(analysis, nil)
    let written = try yard.text("r.csv").split(separator: "\n")
    #expect(written.count == rows.count)
    #expect(zip(written, rows).allSatisfy { $0.hasPrefix($1) })
  }

  @Test("leaves what was there when the log cannot be read")
  func failing() async throws {
    try append("prose\n", to: "a.log")
    try append("before", to: "r.csv")
    await #expect(throws: (any Error).self) {
      try await yard.run(#"{"files": "a.log", "rejects": "r.csv"}"#)
    }
    #expect(try yard.text("r.csv") == "before")
    let names = try FileManager.default.contentsOfDirectory(atPath: yard.directory.path.string)
    #expect(names.sorted() == ["a.log", "r.csv"])
  }
}
