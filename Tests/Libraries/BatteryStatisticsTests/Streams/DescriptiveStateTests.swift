import BatteryNumbers
import Foundation
import Testing

@testable import BatteryStatistics

@Suite("Descriptive state", .timeLimit(.minutes(5)))
struct DescriptiveStateTests {
  private static let rows = 3_000

  /// Prices with two digits, some missing, of which fewer than 256 are different.
  private static let texts: [String?] = {
    var source = MersenneTwister(seed: 17)
    return (0..<rows).map { _ in
      source.random() < 0.05
        ? nil : "\(source.randint(-3, 9)).\(source.choice(["25", "50", "75", "00"]) ?? "")"
    }
  }()

  /// How the rows of a part are given: their answers have to be the same.
  private enum Source: CaseIterable {
    case texts, mantissas, doubles
  }

  private static func part(
    _ range: Range<Int>,
    _ source: Source,
    firstRow: Int? = nil
  ) throws -> DescriptiveState {
    var state = try DescriptiveState(firstRow: firstRow ?? range.lowerBound)
    for text in texts[range] {
      guard let text else {
        state.addMissing(1)
        continue
      }
      switch source {
      case .texts: try state.add(text: text)
      case .mantissas:
        try state.add([try #require(Int64(text.replacing(".", with: "")))], scale: 2)
      case .doubles: try state.add(Double(text))
      }
    }
    return state
  }

  @Test(
    "is the same from a file, a stream and ten machines",
    arguments: zip([1, 2, 10, 10, 64], 1...5)
  )
  func merging(machines: Int, seed: Int) throws {
    let whole = try Self.part(0..<Self.rows, .texts)
    var source = MersenneTwister(seed: seed)
    var cuts = (1..<machines).map { _ in source.randint(0, Self.rows) }.sorted()
    cuts = [0] + cuts + [Self.rows]
    var parts: [DescriptiveState] = []
    for (start, end) in zip(cuts, cuts.dropFirst()) {
      let kind = Source.allCases[source.randrange(3)]
      let part = try Self.part(start..<end, kind)
      let saved = try JSONEncoder().encode(part)
      parts.append(try JSONDecoder().decode(DescriptiveState.self, from: saved))
    }
    source.shuffle(&parts)
    // Like a tree: any two at a time, in any order.
    while parts.count > 1 {
      let other = parts.remove(at: source.randrange(parts.count))
      let place = source.randrange(parts.count)
      try parts[place].merge(other)
    }
    #expect(parts[0] == whole)
    let (first, second) = (parts[0], whole)
    #expect(try first.lag1Autocorrelation() == second.lag1Autocorrelation())
    #expect(try first.moments.standardDeviation() == second.moments.standardDeviation())
    #expect(try first.moments.kurtosis() == second.moments.kurtosis())
    #expect(first.frequent.top(20) == second.frequent.top(20))
    #expect(try first.quantiles.quantile(0.5) == second.quantiles.quantile(0.5))
    #expect(first.distinct.estimate == second.distinct.estimate)
  }

  @Test("has the answers of the values")
  func answers() throws {
    let state = try Self.part(0..<Self.rows, .texts)
    let values = try Self.texts.compactMap { $0 }.map { try Oracle.number($0) }
    #expect(state.rows == Self.rows)
    #expect(state.count == values.count)
    #expect(state.missing == Self.rows - values.count)
    #expect(state.minimum == values.min())
    #expect(state.maximum == values.max())
    // Quarters are doubles, so that both lanes have the same sums.
    #expect(try state.moments.mean() == Statistics.mean(values))
    #expect(try state.moments.standardDeviation() == Statistics.stdev(values))
    #expect(try state.lag1Autocorrelation() == DoubleSeries(values).moments.lag1Autocorrelation())
    #expect(state.frequent.lane == .exact)
    #expect(state.frequent.distinctCount == Set(values).count)
    let error = (state.distinct.estimate / Double(Set(values).count) - 1).magnitude
    #expect(error < 4 * state.distinct.relativeError)
  }

  @Test("goes on with another kind of numbers, and after other states")
  func continuing() throws {
    var state = try DescriptiveState()
    try state.add([1.5, 2])
    try state.add([25, 40], scale: 1)
    state.addMissing(2)
    try state.add(text: "0.125")
    var other = try DescriptiveState(firstRow: 900)
    try other.add([7.0])
    try state.append(other)
    try state.add(nil)
    try state.add(3)
    let values = [1.5, 2, 2.5, 4, 0.125, 7, 3]
    #expect(state.count == 7)
    #expect(state.rows == 10)
    #expect(state.moments == DoubleSeries(values).moments)
    let read = try JSONDecoder().decode(DescriptiveState.self, from: JSONEncoder().encode(state))
    #expect(read == state)
    try state.add([Int64.max], scale: 30)
    #expect(state.quantiles.count == 8)
    #expect(state.minimum == 9.223372036854775807e-12)
  }

  @Test("says which rows are not there")
  func gaps() throws {
    var state = try Self.part(0..<100, .texts)
    try state.merge(Self.part(200..<300, .texts))
    #expect(state.rows == 200)
    let error = #expect(throws: StatisticsError.self) { try state.lag1Autocorrelation() }
    #expect(error?.message.contains("Row 100 ") == true)
    let before = state
    let twice = #expect(throws: StatisticsError.self) {
      try state.merge(Self.part(250..<260, .texts))
    }
    #expect(twice?.message.contains("row 250") == true)
    #expect(state == before)
    try state.merge(Self.part(100..<200, .texts))
    #expect(try state.lag1Autocorrelation() == Self.part(0..<300, .texts).lag1Autocorrelation())
  }

  @Test("refuses what is no number, does not fit or is damaged")
  func refusals() throws {
    var state = try DescriptiveState()
    #expect(throws: StatisticsError.self) { try state.add([1, .nan]) }
    #expect(throws: StatisticsError.self) { try state.add(text: "x") }
    #expect(throws: StatisticsError.self) { try state.add(text: "1e999") }
    #expect(throws: StatisticsError.self) { try state.add([1], scale: -1) }
    #expect(state.rows == 0 && state.count == 0)
    #expect(throws: StatisticsError.self) { try DescriptiveState(firstRow: -1) }
    #expect(throws: StatisticsError.self) { try DescriptiveState(capacity: 0) }
    #expect(throws: StatisticsError.self) { try state.merge(DescriptiveState(capacity: 3)) }
    try state.add([1, 2])
    let text = String(decoding: try JSONEncoder().encode(state), as: UTF8.self)
    for (part, other) in [
      ("\"nextRow\":2", "\"nextRow\":1"), ("\"start\":0", "\"start\":1"),
      ("\"end\":2", "\"end\":1"),
    ] {
      let damaged = text.replacing(part, with: other)
      #expect(damaged != text)
      #expect(throws: StatisticsError.self) {
        try JSONDecoder().decode(DescriptiveState.self, from: Data(damaged.utf8))
      }
    }
  }
}
