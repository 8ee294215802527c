import BatteryTables
import TestKit
import Testing

@testable import StatsTool

@Suite("RowSample") struct RowSampleTests {
  private func sample(_ count: Int, seed: UInt64, strata: [String] = []) throws -> [[String]] {
    let directory = try TemporaryDirectory()
    let lines = (0..<1000).map { "\($0),\($0 % 10 == 0 ? "rare" : "usual")\n" }
    let file = try directory.write("n,kind\n" + lines.joined(), to: "a.csv")
    let opener = try TableOpener(TableReading(), [file], outputs: [])
    var reader = try RowSample(count, seed: seed, strata: strata).rows(opener)
    var rows: [[String]] = []
    while let batch = try reader.next() {
      rows += (0..<batch.count).map { row in batch.columns.map { $0[row].description } }
    }
    return rows
  }

  @Test("takes the same rows for the same seed, each once and in order")
  func seeds() throws {
    let first = try sample(50, seed: 1)
    #expect(first.count == 50)
    #expect(try sample(50, seed: 1) == first)
    #expect(try sample(50, seed: 2) != first)
    let numbers = first.compactMap { Int($0[0]) }
    #expect(numbers == Set(numbers).sorted())
  }

  @Test("keeps the shares of groups, and the order")
  func strata() throws {
    let rows = try sample(50, seed: 3, strata: ["kind"])
    #expect(rows.count == 50)
    #expect(rows.count { $0[1] == "rare" } == 5)
    let numbers = rows.compactMap { Int($0[0]) }
    #expect(numbers == numbers.sorted())
    #expect(rows.allSatisfy { $0.count == 2 })
    #expect(try sample(5000, seed: 3, strata: ["kind"]).count == 1000)
  }

  @Test("gives what is left over to the largest remainders")
  func shares() {
    #expect(RowSample.shares([5, 3, 2], of: 4) == [2, 1, 1])
    #expect(RowSample.shares([1, 1, 1], of: 2) == [1, 1, 0])
    #expect(RowSample.shares([], of: 0) == [])
    #expect(RowSample.shares([10, 0], of: 10) == [10, 0])
  }
}
