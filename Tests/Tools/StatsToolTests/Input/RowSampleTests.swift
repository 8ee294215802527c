import BatteryStatistics
import BatteryTables
import SystemPackage
import TestKit
import Testing

@testable import StatsTool

@Suite("RowSample") struct RowSampleTests {
  private func sample(_ count: Int, seed: UInt64, strata: [String] = []) throws -> [[String]] {
    try parts(SampleQuestion(rows: count, stratify: strata), seed: seed).taken
  }

  /// Takes rows of 1,000, of which every tenth is a rare one.
  private func parts(
    _ question: SampleQuestion,
    seed: UInt64
  ) throws -> (taken: [[String]], rest: [[String]]) {
    let directory = try TemporaryDirectory()
    let lines = (0..<1000).map { "\($0),\($0 % 10 == 0 ? "rare" : "usual")\n" }
    let file = try directory.write("n,kind\n" + lines.joined(), to: "a.csv")
    let opener = try TableOpener(TableReading(), [file], outputs: [])
    let parts = try RowSample(question, seed: seed).parts(opener)
    return (try Self.rows(parts.taken), try Self.rows(parts.rest))
  }

  private static func rows(_ source: any TableReader) throws -> [[String]] {
    var reader = source
    var rows: [[String]] = []
    while let batch = try reader.next() {
      rows += (0..<batch.count).map { row in batch.columns.map { $0[row].description } }
    }
    return rows
  }

  @Test(
    "a file for the rest takes the rows that the sample has not, which stays the same",
    arguments: [[], ["kind"]]
  )
  func rest(strata: [String]) throws {
    let question = SampleQuestion(rows: 50, stratify: strata, rest: "rest.csv")
    let (taken, rest) = try parts(question, seed: 7)
    #expect(taken == (try sample(50, seed: 7, strata: strata)))
    #expect(rest.count == 950)
    #expect((taken + rest).compactMap { Int($0[0]) }.sorted() == Array(0..<1000))
    #expect(rest.compactMap { Int($0[0]) } == rest.compactMap { Int($0[0]) }.sorted())
  }

  @Test("a split divides rows as the library's does, each class in its share")
  func split() throws {
    let (taken, rest) = try parts(SampleQuestion(split: 0.8, rest: "rest.csv"), seed: 7)
    let fold = try Fold(rows: 1000, testShare: 0.2, seed: 7)
    #expect(taken.compactMap { Int($0[0]) } == fold.training)
    #expect(rest.compactMap { Int($0[0]) } == fold.test)
    let question = SampleQuestion(split: 0.8, stratify: ["kind"], rest: "rest.csv")
    let strata = try parts(question, seed: 7)
    #expect(strata.taken.count { $0[1] == "rare" } == 80)
    #expect(strata.rest.count { $0[1] == "rare" } == 20)
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
