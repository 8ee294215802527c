import BatteryTables
import Foundation
import SystemPackage
import Testing

@testable import LogsTool

@Suite("Logs with the same content", .timeLimit(.minutes(5))) struct SameContentTests {
  private let yard: LogYard

  init() throws {
    yard = try LogYard()
    for name in ["a", "b"] {
      try FileManager.default.createDirectory(
        atPath: yard.path(name).string,
        withIntermediateDirectories: false
      )
    }
    try yard.write(200, to: "a/access.log")
    try yard.copy("a/access.log", "b/access.log")
  }

  private func run(_ names: [String] = ["a/access.log", "b/access.log"]) throws -> LogAnalysis {
    try yard.run(names)
  }

  @Test("are each counted, and grow each for itself")
  func both() throws {
    #expect(try run().lines == 400)
    do {
      // A state is one analysis's at a time.
      let again = try run()
      #expect(again.lines == 400)
      #expect(again.notes.isEmpty, "\(again.notes)")
    }
    try yard.write(3, to: "b/access.log")
    #expect(try run().lines == 403)
    try yard.write(5, to: "a/access.log")
    let last = try run()
    #expect(last.lines == 408)
    #expect(last.notes.isEmpty, "\(last.notes)")
  }

  @Test("are each counted, though they are read one after the other")
  func oneAfterTheOther() throws {
    #expect(try run(["a/access.log"]).lines == 200)
    #expect(try run(["b/access.log"]).lines == 400)
    #expect(try run().lines == 400)
  }

  @Test("are each counted, though one was read before the other was there")
  func oneMore() throws {
    #expect(try run(["a/access.log"]).lines == 200)
    #expect(try run().lines == 400)
  }

  @Test("are one log when it was moved")
  func moved() throws {
    yard.remove("b/access.log")
    #expect(try run(["a/access.log"]).lines == 200)
    try yard.copy("a/access.log", "b/access.log")
    yard.remove("a/access.log")
    #expect(try run(["b/access.log"]).lines == 200)
  }
}
