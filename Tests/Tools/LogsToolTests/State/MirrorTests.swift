import BatteryTables
import Testing

@testable import LogsTool

@Suite("State that mirrors files", .timeLimit(.minutes(5))) struct MirrorTests {
  private let yard: LogYard

  init() throws {
    yard = try LogYard()
    try yard.write(30)
  }

  private func isRight(_ names: [String] = ["access.log"]) throws -> Bool {
    let mirror = try yard.run(names) { $0.keepsHistory = false }
    let once = try LogAnalysis(names.map(yard.path), LogAnalysis.Reading(threads: 1))
    return try mirror.report() == once.report() && mirror.lines == once.lines
  }

  @Test("has what the file has, whatever is done to it")
  func changes() throws {
    #expect(try isRight())
    #expect(try isRight())
    try yard.write(400)
    #expect(try isRight())
    try yard.append(String(yard.line().dropLast()))
    #expect(try isRight(), "the last line counts without its end")
    try yard.append("\n")
    #expect(try isRight())
    try yard.copy("access.log", "access.log.1")
    yard.truncateFile("access.log")
    try yard.write(3)
    #expect(try isRight(), "what is gone does not count")
    try yard.write(900)
    #expect(try isRight())
    try yard.compress("access.log")
    #expect(try isRight(["access.log.gz"]))
    #expect(try isRight(["access.log.gz", "access.log.1"]))
    #expect(try isRight(["access.log.1"]))
  }

  @Test("reads nothing again that is as it was")
  func unchanged() throws {
    #expect(try isRight())
    var analysis = try yard.run { $0.keepsHistory = false }
    #expect(analysis.formats.isEmpty)
    #expect(try analysis.update() == false)
  }

  @Test("follows a file that is replaced", arguments: [true, false])
  func followed(_ hasState: Bool) throws {
    var analysis = try yard.run {
      $0.keepsHistory = false
      $0.isFollowing = true
      if !hasState { $0.state = nil }
    }
    #expect(try analysis.report().general.lines == 30)
    try yard.write(5)
    #expect(try analysis.update())
    #expect(try analysis.report().general.lines == 35)
    yard.truncateFile("access.log")
    try yard.write(35)
    #expect(try analysis.update())
    #expect(try analysis.report() == LogAnalysis([yard.log]).report())
  }

  @Test("is no state of what is gone, and the other way round", arguments: [true, false])
  func otherUse(_ keepsHistory: Bool) throws {
    try yard.run { $0.keepsHistory = keepsHistory }
    #expect(throws: TableError.self) { try yard.run { $0.keepsHistory = !keepsHistory } }
    #expect(try yard.run { $0.keepsHistory = keepsHistory }.report() == yard.wholeReport())
  }

  @Test("is made anew when it is damaged, or was made otherwise")
  func damaged() throws {
    #expect(try isRight())
    try yard.put([1], "state/\(LogStateDirectory.manifestName)")
    #expect(try isRight())
    let lines = try yard.run {
      $0.keepsHistory = false
      $0.anonymization = 1
    }.lines
    #expect(lines == 30)
    #expect(try isRight())
  }
}
