import BatteryTables
import Testing

@testable import LogsTool

@Suite("Order by visits")
struct LogVisitOrderTests {
  /// Records of few addresses, agents and days, so that most visitors have several.
  private static func table(_ count: Int, seed: UInt64) throws -> LogTable {
    var state = seed
    func random(_ end: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % end
    }
    let lines = (0..<count).map { _ in
      let status = [200, 404, 500][Int(random(3))]
      return #"10.0.0.\#(random(5)) - - [0\#(random(3) + 1)/Nov/2026:10:00:0\#(random(10)) +0000] "#
        + #""GET /\#(random(7)) HTTP/1.1" \#(status) \#(random(100_000)) "-" "Agent \#(random(4))""#
    }
    let source = MemoryByteSource(lines.joined(separator: "\n"), name: "test")
    return try LogScan.read(source, threads: 1) { ClassicParser(ClassicLayout()) }.table
  }

  private static func visitor(_ record: Int, of table: LogTable) -> [Int] {
    [table[.host].codes[record], table.time(record) / 86_400, table[.agent].codes[record]]
  }

  private typealias Visit = (record: Int, host: Int, isNew: Bool)

  private static func visits(_ order: LogVisitOrder, _ bounds: [Int]) -> [Visit] {
    var visits: [Visit] = []
    for (start, end) in zip(bounds, bounds.dropFirst()) {
      order.forEachVisit(in: start..<end) { visits.append(($0, $1, $2)) }
    }
    return visits
  }

  @Test("makes one visit of each address, day and agent", arguments: [0, 1, 2, 50, 400])
  func visits(count: Int) throws {
    let table = try Self.table(count, seed: UInt64(count))
    for chosen in [nil, (0..<UInt32(count)).filter { $0 % 3 != 1 }] as [[UInt32]?] {
      let order = LogVisitOrder(table, chosen: chosen, threads: 2)
      let bounds = order.bounds(parts: 3)
      #expect(bounds.first == 0 && bounds.last == order.count && bounds == bounds.sorted())
      let visits = Self.visits(order, bounds)
      var seen: Set<[Int]> = []
      for visit in visits {
        #expect(visit.host == table[.host].codes[visit.record])
        #expect(visit.isNew == seen.insert(Self.visitor(visit.record, of: table)).inserted)
      }
      let records = visits.map { UInt32($0.record) }
      #expect(records.sorted() == chosen ?? (0..<UInt32(count)).map { $0 })
    }
  }

  @Test("arranges the records of a table, and leaves it as it is the second time")
  func arranging() throws {
    let table = try Self.table(300, seed: 9)
    var arranged = table
    arranged.arrangeByVisits()
    #expect(LogVisitOrder(table).records != nil)
    #expect(LogVisitOrder(arranged).records == nil)
    func rows(_ table: LogTable) -> [[Int]] {
      (0..<table.count).map { record in
        LogTable.NumberField.allCases.map { table[$0][record] }
          + LogTable.TextField.allCases.map { table[$0].codes[record] }
      }
    }
    #expect(
      rows(table).sorted { $0.lexicographicallyPrecedes($1) }
        == rows(arranged).sorted { $0.lexicographicallyPrecedes($1) }
    )
  }
}
