import BatteryTables
import Foundation
import SystemPackage
import Testing

@testable import LogsTool

@Suite("Reading logs", .timeLimit(.minutes(5))) struct LogSupplyTests {
  private let yard: LogYard

  init() throws { yard = try LogYard() }

  @Test("skips the zero bytes before a log that was cut off under its writer")
  func zeros() throws {
    let lines = (0..<40).map { _ in yard.line() }
    try yard.append("")
    yard.truncateFile("access.log", to: 3_000_000)
    try yard.append(lines[..<20].joined())
    let plain = try LogAnalysis([yard.log], LogAnalysis.Reading(threads: 2))
    #expect((plain.lines, plain.rejected) == (20, 0))
    #expect(try yard.run().lines == 20)
    // A second gap, amid the lines.
    let size = try yard.bytes("access.log").count
    yard.truncateFile("access.log", to: size + 70_000)
    try yard.append(lines[20...].joined())
    let state = try yard.run()
    #expect((state.lines, state.rejected) == (40, 0))
    #expect(try state.report() == yard.wholeReport())
    let given = LogAnalysis.Reading(format: try LogFormat("combined"))
    let whole = try LogAnalysis([yard.log], given)
    #expect((whole.lines, whole.rejected) == (40, 0))
  }

  @Test("counts a line that is too long as one, and goes on after it", arguments: [true, false])
  func longLine(_ hasEnd: Bool) throws {
    let (first, last) = (yard.line(), yard.line())
    let text = first + String(repeating: "x", count: 9 << 20) + (hasEnd ? "\n" + last : "")
    let supply = LogSupply(MemoryByteSource(Array(text.utf8), name: "log"), lineLimit: 2 << 20)
    var found: [(offset: Int, isTooLong: Bool)] = []
    while let block = supply.next() { found.append((block.offset, block.isTooLong)) }
    #expect(supply.firstFailure == nil)
    #expect(found.map(\.isTooLong) == (hasEnd ? [false, true, false] : [false, true]))
    #expect(found[1].offset == first.utf8.count)
    if hasEnd { #expect(found[2].offset == text.utf8.count - last.utf8.count) }
  }
}
