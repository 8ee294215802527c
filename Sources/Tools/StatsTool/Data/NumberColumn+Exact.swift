import BatteryNumbers
import BatteryStatistics
import BatteryTables

extension NumberColumn {
  /// The number of a row without any rounding; `nil` where it is NaN or infinite.
  ///
  /// - Throws: `StatisticsError` for an exponent or digits beyond what is computed with.
  func scaled(at row: Int) throws(StatisticsError) -> ScaledNumber? {
    guard let decimal = decimals?[row] else {
      return doubles[row].isFinite ? ScaledNumber(doubles[row]) : nil
    }
    guard decimal.isFinite else { return nil }
    guard let number = ScaledNumber(decimal.description) else {
      throw StatisticsError(
        .invalidData,
        "the number in the column \"\(name)\" has an exponent or digits beyond"
          + " \(ScaledNumber.largestScale). Leave the row out.",
        columns: [name],
        row: row
      )
    }
    return number
  }

  /// All numbers without any rounding.
  ///
  /// - Throws: `StatisticsError` for one that is NaN or infinite.
  func allScaled() throws(StatisticsError) -> [ScaledNumber] {
    var numbers: [ScaledNumber] = []
    numbers.reserveCapacity(count)
    for row in 0..<count {
      guard let number = try scaled(at: row) else {
        throw StatisticsError(
          .notFinite,
          "the column \"\(name)\" has NaN or infinity here. Leave the row out.",
          columns: [name],
          row: row
        )
      }
      numbers.append(number)
    }
    return numbers
  }

  /// Refuses weights that are negative or not finite, or of which none is above 0, as they are
  /// written: one that is below all doubles is a weight, too.
  func checkWeights() throws(StatisticsError) {
    var hasWeight = false
    for row in 0..<count {
      guard decimals?[row].isFinite ?? doubles[row].isFinite else {
        throw StatisticsError(
          .notFinite,
          Self.weightNotFinite(name) + ". Give one, or leave the row out.",
          columns: [name],
          row: row
        )
      }
      let (isZero, isNegative) =
        decimals.map { ($0[row].isZero, $0[row].isSigned) }
        ?? (doubles[row] == 0, doubles[row] < 0)
      if isZero { continue }
      guard !isNegative else {
        throw StatisticsError(
          .invalidData,
          Self.negativeWeight(text(at: row), name),
          columns: [name],
          row: row
        )
      }
      hasWeight = true
    }
    guard hasWeight else {
      throw StatisticsError(
        .invalidData,
        "All weights in the column \(name) are 0. Give some rows a weight.",
        columns: [name]
      )
    }
  }

  /// Refuses weights that no double can tell from 0, or from infinity, for what is computed in these.
  func checkWeightsAsDoubles() throws(StatisticsError) {
    guard let decimals else { return }
    for (row, weight) in doubles.enumerated()
    where !weight.isFinite || weight == 0 && !decimals[row].isZero {
      throw StatisticsError(
        .invalidData,
        "the weight \(text(at: row)) in the column \"\(name)\" is beyond doubles, as which likelihoods"
          + " take it. Multiply all weights by one number: only their ratios matter.",
        columns: [name],
        row: row
      )
    }
  }

  /// A number as messages have it.
  private func text(at row: Int) -> String {
    guard decimals != nil, let number = try? scaled(at: row) else { return "\(given(at: row))" }
    return number.text
  }

  /// Why a weight is refused.
  static func negativeWeight(_ weight: String, _ name: String) -> String {
    "the weight \(weight) in the column \"\(name)\" is negative. Give weights of 0 or more."
  }

  /// What is wrong with a weight that is NaN or infinite.
  static func weightNotFinite(_ name: String) -> String {
    "the weight in the column \"\(name)\" is no finite number"
  }
}
