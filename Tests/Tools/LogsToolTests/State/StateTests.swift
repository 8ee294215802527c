import BatteryTables
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import LogsTool

@Suite("State of logs", .timeLimit(.minutes(5))) struct StateTests {
  private let yard: LogYard

  init() throws {
    yard = try LogYard()
    try yard.write(30)
  }

  private var files: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: yard.state.string).sorted() }
  }

  private func manifest() throws -> LogManifest {
    try JSONDecoder().decode(
      LogManifest.self,
      from: Data(yard.bytes("state/\(LogStateDirectory.manifestName)"))
    )
  }

  private func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "nothing was thrown"
    } catch {
      return "\(error)"
    }
  }

  @Test("is for its owner's eyes only")
  func modes() throws {
    try yard.run()
    var status = stat()
    #expect(stat(yard.state.string, &status) == 0 && status.st_mode & 0o777 == 0o700)
    for file in try files {
      #expect(stat(yard.state.appending(file).string, &status) == 0)
      #expect(status.st_mode & 0o777 == 0o600, "\(file)")
    }
  }

  @Test("is for its owner's eyes only, though its directory was for all")
  func openDirectory() throws {
    try yard.run()
    chmod(yard.state.string, 0o755)
    try yard.run()
    var status = stat()
    #expect(stat(yard.state.string, &status) == 0 && status.st_mode & 0o777 == 0o700)
  }

  @Test("has few segments after many runs, and leaves the large ones alone")
  func segments() throws {
    try yard.write(5000)
    try yard.run()
    let first = try #require(try manifest().segments.first)
    for _ in 0..<50 {
      try yard.write(10)
      try yard.run()
    }
    #expect(try manifest().segments.count < 16)
    #expect(try manifest().segments.first == first)
    #expect(try files.count == manifest().segments.count + 2)
    #expect(try yard.run().report() == yard.wholeReport())
  }

  @Test("is read for a report only, not for what is new")
  func isNotReadToAppend() throws {
    try yard.run()
    let segment = try #require(try manifest().segments.first)
    try yard.put([1, 2, 3], "state/\(segment.name)")
    try yard.write(300)
    let analysis = try yard.run()
    #expect(analysis.lines == 330)
    #expect(message { _ = try analysis.report() }.contains("this state is damaged"))
  }

  @Test("loses what an interrupted run left, and nothing else")
  func strays() throws {
    try yard.run()
    let before = try files
    for name in ["records-00000077.segment", ".batteries-logs.json.ab", ".records-1.segment.ab"] {
      try yard.put([1], "state/\(name)")
    }
    try yard.put([1], "state/notes.txt")
    try yard.run()
    #expect(try files == (before + ["notes.txt"]).sorted())
  }

  @Test("refuses a directory of something else")
  func foreignDirectory() throws {
    try yard.directory.write("x", to: "state/notes.txt")
    #expect(message { try yard.run() }.contains("holds other files, and no state of logs."))
    #expect(try files == ["notes.txt"])
  }

  @Test("is used by one at a time")
  func isLocked() throws {
    let analysis = try yard.run()
    let text = message { try yard.run() }
    #expect(text.contains("process \(getpid()) uses this state. Wait for its end or stop it"))
    #expect(analysis.lines == 30)
  }

  @Test(
    "says what is wrong with it and what to do",
    arguments: [
      (#"{"version":2}"#, "newer version of the program. Update it"),
      ("{", "is damaged: batteries-logs.json cannot be read. Remove the directory"),
      (#"{"version":1}"#, "is damaged: batteries-logs.json says what cannot be."),
      ("", "is damaged"),
    ]
  )
  func wrongManifest(_ text: String, _ expected: String) throws {
    try yard.run()
    try yard.put(Array(text.utf8), "state/\(LogStateDirectory.manifestName)")
    let message = message { try yard.run() }
    #expect(message.contains(expected), "\(message)")
    #expect(!message.contains("\n"))
  }

  @Test("says that a segment is missing")
  func missingSegment() throws {
    try yard.run()
    yard.remove("state/\(try manifest().segments[0].name)")
    #expect(message { try yard.run() }.contains("records-00000001.segment is missing."))
  }

  @Test("is of one format and one anonymization")
  func otherOptions() throws {
    try yard.run()
    let hidden = message { try yard.run { $0.anonymization = 1 } }
    #expect(hidden.contains("with whole addresses. Leave --anonymize-ip out, or name another"))
    let format = try LogFormat("combined")
    let other = message { try yard.run { $0.format = format } }
    #expect(other.contains("another log format. Leave --log-format out, or name another"))
  }

  @Test("holds no address that was to be anonymized")
  func anonymized() throws {
    try yard.append(
      "203.0.113.77 - - [22/Nov/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"a\"\n"
    )
    let analysis = try yard.run { $0.anonymization = 1 }
    #expect(
      try analysis.report().panels.first { $0.name == .hosts }?.items.contains {
        $0.value == "203.0.113.0"
      } == true
    )
    for file in try files {
      let bytes = try yard.bytes("state/\(file)")
      #expect(!String(decoding: bytes, as: UTF8.self).contains("203.0.113.77"), "\(file)")
    }
  }

  @Test("counts what is rejected in all runs, and says where it is in the file")
  func rejects() throws {
    try yard.append("no record\n")
    #expect(try yard.run().rejected == 1)
    try yard.write(2)
    try yard.append("none again\n")
    let size = try yard.bytes("access.log").count
    let analysis = try yard.run()
    #expect(analysis.rejected == 2)
    #expect(analysis.lines == 34)
    #expect(analysis.rejects.map(\.line) == [34])
    #expect(analysis.rejects.map(\.offset) == [size - 11])
    #expect(try analysis.report() == yard.wholeReport())
  }

  @Test("waits for the end of the last line, until the file is finished")
  func lastLine() throws {
    let line = yard.line()
    try yard.append(String(line.dropLast(20)))
    #expect(try yard.run().lines == 30)
    #expect(try yard.run().notes.contains { $0.contains("the last line has no end yet") })
    #expect(try LogAnalysis([yard.log]).lines == 31)
    try yard.append(String(line.suffix(20)))
    #expect(try yard.run().lines == 31)
    try yard.append(String(yard.line().dropLast()))
    try yard.move("access.log", "access.log.1")
    #expect(try yard.run().lines == 31)
    yard.waitUntilQuiet()
    #expect(try yard.run().lines == 31, "no other file has taken its place yet")
    try yard.append("", to: "access.log")
    #expect(try yard.run().lines == 32)
    #expect(try yard.run().lines == 32)
    try yard.compress("access.log.1")
    #expect(try yard.run().lines == 32)
  }

  @Test("takes the last line without its end from what is compressed")
  func lastLineCompressed() throws {
    try yard.run()
    try yard.append(String(yard.line().dropLast()))
    try yard.move("access.log", "access.log.1")
    try yard.compress("access.log.1")
    #expect(try yard.run().lines == 31)
    #expect(try yard.run().lines == 31)
  }

  @Test("leaves out what was there before and was not asked for", arguments: ["gz", "zst", ""])
  func ignores(_ ending: String) throws {
    try yard.write(700, to: "access.log.1")
    let name = ending.isEmpty ? "access.log.1" : "access.log.1.\(ending)"
    if !ending.isEmpty { try yard.compress("access.log.1", ending) }
    #expect(try yard.run().lines == 30)
    try yard.move(name, "access.log.2" + (ending.isEmpty ? "" : ".\(ending)"))
    try yard.move("access.log", "access.log.1")
    try yard.write(5)
    #expect(try yard.run().lines == 35)
    if ending.isEmpty { try yard.compress("access.log.2") }
    #expect(try yard.run().lines == 35)
    let old = "access.log.2.\(ending.isEmpty ? "gz" : ending)"
    #expect(try yard.run(["access.log", "access.log.1", old]).lines == 735)
    #expect(try yard.run().lines == 735)
  }

  @Test("knows what is to be ignored before it has read anything")
  func isBasedFirst() throws {
    try yard.write(7, to: "access.log.1")
    // Where the first segment would go is no room for it.
    let place = yard.state.appending("records-00000001.segment").string
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    #expect(message { try yard.run() }.contains("records-00000001.segment"))
    rmdir(place)
    try yard.move("access.log.1", "access.log.2")
    try yard.move("access.log", "access.log.1")
    try yard.write(5)
    #expect(try yard.run().lines == 35)
  }

  @Test("knows a log of one line when another has grown in its place")
  func oneLine() throws {
    yard.truncateFile("access.log")
    try yard.write(1)
    try yard.run()
    try yard.copy("access.log", "access.log.1")
    yard.truncateFile("access.log")
    try yard.write(30)
    #expect(try yard.run().lines == 31)
  }

  @Test("takes no report or swap file beside the log for a part of it")
  func othersBeside() throws {
    try yard.run()
    for name in ["access.log.html", "access.log.json", "access.log.swp", "access.log-errors"] {
      try yard.write(3, to: name)
    }
    #expect(try yard.run().lines == 30)
    try yard.write(3, to: "access.log.3")
    #expect(try yard.run().lines == 33)
  }

  @Test("takes no file for compressed that only its name says to be")
  func wronglyNamed() throws {
    try yard.run()
    try yard.put([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0, 4], "access.log.2.xz")
    let analysis = try yard.run()
    #expect(analysis.lines == 30)
    #expect(
      analysis.notes.contains { $0.contains("access.log.2.xz: is not compressed as its name") }
    )
  }

  @Test("keeps logs apart that begin with the same lines")
  func sameBeginning() throws {
    let line = yard.line()
    try yard.append(line, to: "a.log")
    try yard.append(line, to: "b.log")
    #expect(try yard.run(["a.log", "b.log"]).lines == 2)
    try yard.write(2, to: "a.log")
    try yard.write(3, to: "b.log")
    #expect(try yard.run(["a.log", "b.log"]).lines == 7)
  }

  @Test("follows a link to another file")
  func link() throws {
    try yard.move("access.log", "monday.log")
    symlink("monday.log", yard.log.string)
    #expect(try yard.run().lines == 30)
    try yard.write(2, to: "monday.log")
    try yard.write(4, to: "tuesday.log")
    yard.remove("access.log")
    symlink("tuesday.log", yard.log.string)
    #expect(try yard.run().lines == 36)
    #expect(try yard.run().lines == 36)
  }

  @Test("says when what it had not read may be gone")
  func gone() throws {
    try yard.run()
    yard.remove("access.log")
    try yard.write(1)
    #expect(try yard.run().notes.contains { $0.contains("is not there any more, nor beside it") })
    #expect(try yard.run().notes.isEmpty)
  }

  @Test("cannot be used with standard input, or without a file")
  func noFile() throws {
    let input = message { _ = try LogAnalysis(["-"], yard.reading()) }
    #expect(input.contains("cannot be read from where it was left."))
    #expect(
      message { try yard.run(["other.log"]) }.contains("there is no such file. Check the path.")
    )
    #expect(try yard.run().lines == 30)
  }

  @Test("is not harmed by a log of no known format")
  func unknownFormat() throws {
    try yard.put(Array("a b c\nd e f\n".utf8), "other.log")
    #expect(message { try yard.run(["other.log"]) }.contains("Pass --log-format"))
    #expect(try yard.run().lines == 30)
  }

  @Test("gives years by the time of the last change")
  func years() throws {
    func change(_ year: Int) throws {
      let time = time_t((year - 1970) * 31_557_600 + 86_400)
      var times = [timeval(tv_sec: time, tv_usec: 0), timeval(tv_sec: time, tv_usec: 0)]
      #expect(utimes(yard.path("sys.log").string, &times) == 0)
    }
    try yard.append("Dec 31 23:59:58 host app[1]: old\n", to: "sys.log")
    try change(2025)
    #expect(try yard.run(["sys.log"]).report().general.from == "2024-12-31T23:59:58")
    try yard.append("Jan  1 00:00:01 host app[1]: new\n", to: "sys.log")
    try change(2025)
    let report = try yard.run(["sys.log"]).report()
    #expect(report.general.from == "2024-12-31T23:59:58")
    #expect(report.general.to == "2025-01-01T00:00:01")
    #expect(try LogAnalysis([yard.path("sys.log")]).report() == report)
  }

  @Test("reads a file once that was given twice", arguments: [true, false])
  func twice(_ hasState: Bool) throws {
    symlink("access.log", yard.path("link.log").string)
    Foundation.link(yard.log.string, yard.path("hard.log").string)
    for other in ["access.log", "link.log", "hard.log", "./access.log"] {
      let analysis = try yard.run(["access.log", other]) { if !hasState { $0.state = nil } }
      #expect(analysis.lines == 30, "\(other)")
      if other.hasSuffix("k.log") || !hasState {
        #expect(analysis.notes.contains { $0.contains("is the same file as") }, "\(other)")
      }
    }
  }
}
