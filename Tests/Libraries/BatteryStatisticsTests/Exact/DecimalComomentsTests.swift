import BatteryNumbers
import Foundation
import Testing

@testable import BatteryStatistics

@Suite("Decimal comoments", .timeLimit(.minutes(5)))
struct DecimalComomentsTests {
  private struct Answers: Equatable {
    var covariance: Double
    var correlation: Double
    var line: LinearRegression
  }

  private static func answers(_ pairs: DecimalComoments) throws -> Answers {
    Answers(
      covariance: try pairs.covariance(),
      correlation: try pairs.correlation(),
      line: try pairs.linearRegression()
    )
  }

  /// Straight from the definitions, in fractions.
  private static func right(_ x: [Fraction], _ y: [Fraction]) throws -> Answers {
    let n = Fraction(x.count)
    let (xMean, yMean) = (x.sum() / n, y.sum() / n)
    let xy = zip(x, y).map { ($0 - xMean) * ($1 - yMean) }.sum()
    let xx = x.map { ($0 - xMean) * ($0 - xMean) }.sum()
    let yy = y.map { ($0 - yMean) * ($0 - yMean) }.sum()
    let root = ExactRatio(xy * xy / (xx * yy)).squareRoot
    return Answers(
      covariance: Double(xy / (n - 1)),
      correlation: xy < 0 ? -root : root,
      line: LinearRegression(slope: Double(xy / xx), intercept: Double(yMean - xy / xx * xMean))
    )
  }

  @Test("are those of fractions, in bulk, by text, divided and saved", arguments: [20, 40, 57, 63])
  func exactness(bits: Int) throws {
    var source = MersenneTwister(seed: bits)
    let x = (0..<400).map { _ in Int64(truncatingIfNeeded: source.bits(64)) >> Int64(64 - bits) }
    let y = x.map { $0 / 3 &+ Int64(source.randint(-1_000, 1_000)) }
    var (whole, texts, merged) = (DecimalComoments(), DecimalComoments(), DecimalComoments())
    try whole.add(x, scale: 3, y, scale: 1)
    for (x, y) in zip(x, y).reversed() { try texts.add("\(x)e-3", "\(y)e-1") }
    for part in (0..<3).reversed() {
      var share = DecimalComoments()
      let rows = stride(from: part, to: 400, by: 3)
      try share.add(rows.map { x[$0] }, scale: 3, rows.map { y[$0] }, scale: 1)
      let saved = try JSONEncoder().encode(share)
      merged.add(try JSONDecoder().decode(DecimalComoments.self, from: saved))
    }
    let right = try Self.right(
      x.map { Fraction(Int($0)) / 1_000 },
      y.map { Fraction(Int($0)) / 10 }
    )
    for pairs in [whole, texts, merged] {
      #expect(pairs.count == 400)
      #expect(pairs == whole)
      #expect(try Self.answers(pairs) == right)
    }
  }

  @Test("of numbers of any length have one scale")
  func lengths() throws {
    let x = ["1.5", "2", "3.123456789012345678901234567890", "-4e20", "0.5"]
    let y = ["3", "0.25", "1e2", "7", "12345678901234567890.5"]
    var pairs = DecimalComoments()
    for (x, y) in zip(x, y) { try pairs.add(x, y) }
    let right = try Self.right(
      x.map { try Fraction(parsing: $0) },
      y.map { try Fraction(parsing: $0) }
    )
    #expect(try Self.answers(pairs) == right)
  }

  @Test("keep a line that doubles lose")
  func line() throws {
    var pairs = DecimalComoments()
    for step in 1...9 { try pairs.add("100000000000000.\(step)", "5.\(step)") }
    let line = try pairs.linearRegression()
    #expect(line.slope == 1)
    #expect(line.intercept == -99_999_999_999_995)
    #expect(try pairs.correlation() == 1)
  }

  @Test("refuse what has no answer")
  func refusals() throws {
    func code(_ body: () throws -> Void) -> StatisticsError.Code? {
      do {
        try body()
        return nil
      } catch { return (error as? StatisticsError)?.code }
    }
    var pairs = DecimalComoments()
    #expect(code { _ = try pairs.covariance() } == .tooFewValues)
    #expect(code { try pairs.add([1], scale: 0, [1, 2], scale: 0) } == .shape)
    #expect(code { try pairs.add([1], scale: -1, [1], scale: 0) } == .invalidArgument)
    #expect(code { try pairs.add("1", "x") } == .notFinite)
    #expect(pairs.count == 0)
    try pairs.add([1, 1], scale: 0, [2, 3], scale: 0)
    #expect(code { _ = try pairs.correlation() } == .constant)
    #expect(code { _ = try pairs.linearRegression() } == .constant)
    let text = String(decoding: try JSONEncoder().encode(pairs), as: UTF8.self)
    for damaged in [
      text.replacing("\"sums\":[\"2\"", with: "\"sums\":[\"22\""),
      text.replacing("\"version\":1", with: "\"version\":0"),
    ] {
      #expect(damaged != text)
      #expect(throws: StatisticsError.self) {
        try JSONDecoder().decode(DecimalComoments.self, from: Data(damaged.utf8))
      }
    }
  }
}
