import BatteryStatistics
import Testing

@testable import StatsTool

@Suite("Figure") struct FigureTests {
  static let figures: [(Double?, String)] = [
    (14.127291739894552, "14.12729"), (0.1 + 0.2, "0.3"), (10000000.2, "10000000"),
    (123456789.4, "123456789"), (1e15, "1e+15"), (0.000012345678, "1.234568e-05"), (8, "8"),
    (12_345_678_901, "12345678901"), (-0.0, "0"), (nil, "–"), (.nan, "–"), (.infinity, "∞"),
    (-.infinity, "-∞"), (1 / 3, "0.3333333"), (2e-300 / 1e10, "2e-310"),
  ]

  @Test("has seven significant digits, and all before the point", arguments: figures)
  func usual(value: Double?, text: String) {
    #expect(Figure.text(value) == text)
  }

  @Test("has as many digits as are asked for, in place of any other number")
  func asked() {
    func texts(_ digits: Int) -> [String] {
      Figure.$askedDigits.withValue(digits) {
        [
          Figure.text(1 / 3), FigureWriter.probability(1 / 3),
          Figure.text(10000000.25, spread: 0.1),
          Figure.echo(1 / 3),
        ]
      }
    }
    #expect(texts(3) == ["0.333", "0.333", "10000000", "0.3333333333333333"])
    #expect(texts(12) == ["0.333333333333", "0.333333333333", "10000000.25", "0.3333333333333333"])
    #expect(texts(17)[0] == "0.3333333333333333")
  }

  @Test("shows a mean to a thousandth of the deviation")
  func spread() {
    #expect(Figure.text(10000000.2, spread: 0.1) == "10000000.2")
    #expect(Figure.text(10000000.23456789, spread: 0.1) == "10000000.2346")
    #expect(Figure.text(1.23456789, spread: 1) == "1.234568")
    #expect(Figure.text(1.23456789, spread: 0) == "1.234568")
    #expect(Figure.text(1.23456789, spread: .nan) == "1.234568")
    #expect(Figure.text(nil, spread: 1) == "–")
  }

  @Test("edges can be told apart")
  func edges() {
    #expect(
      Figure.texts([10000000.1, 10000000.15, 10000000.2])
        == ["10000000.1", "10000000.15", "10000000.2"]
    )
    #expect(Figure.texts([650, 802.5, 955], digits: 5) == ["650", "802.5", "955"])
    #expect(Figure.texts([-1.7e308, 0, 1.7e308], digits: 5) == ["-1.7e+308", "0", "1.7e+308"])
    #expect(Figure.texts([]) == [])
    #expect(Figure.texts([1, 1]) == ["1", "1"])
  }

  @Test("a number of the input is shown as it is written")
  func echo() throws {
    let written = try #require(ScaledNumber("10000000.12345678901"))
    #expect(ExactValue.number(written).text() == "10000000.12345678901")
    #expect(ExactValue.number(ScaledNumber(3.6000000000000001)).text() == "3.6")
    #expect(ExactValue.rounded(1 / 3).text() == "0.3333333")
  }

  @Test("counts have the word that goes with them")
  func counted() {
    #expect(Counted.text(1, "row") == "1 row")
    #expect(Counted.text(0, "row") == "0 rows")
    #expect(Counted.text(2, "row") == "2 rows")
    #expect(Counted.word(1, "is", "are") == "is")
    #expect(Counted.word(2, "is", "are") == "are")
  }
}
