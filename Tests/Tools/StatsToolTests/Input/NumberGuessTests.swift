import Testing

@testable import StatsTool

@Suite("NumberGuess") struct NumberGuessTests {
  private static let cases: [(values: [String], isNumeric: Bool)] = [
    (["1", "2.5", "-3"], true), (["1e5", "+2", ".5", "1E-7"], true), (["NaN", "inf"], true),
    (["1", "2", "n/a"], true), (["n/a", "1", "2"], true), (["1", "x"], false), (["x", "y"], false),
    ([], false), (["", " "], false), ([" 1", "2 "], true), (["007", "1", "2", "3"], false),
    (["01234", "90210"], false), (["0", "0.5", "0e3"], true), (["-05", "1", "2"], false),
    (["2024-01-02", "2024-01-03"], false), (["1,5", "2,5"], false), (["true", "false"], false),
  ]

  @Test(
    "goes by the larger part of the values, and by zeros that no number begins with",
    arguments: cases
  )
  func judgement(values: [String], isNumeric: Bool) {
    var guess = NumberGuess()
    for value in values { guess.include(value) }
    #expect(guess.isNumeric == isNumeric, "\(values)")
    // The order makes no difference.
    var other = NumberGuess()
    for value in values.reversed() { other.include(value) }
    #expect(other.isNumeric == isNumeric)
  }
}
