import BatteryStatistics
import BatteryTables

extension StatsWork {
  /// What is said when the column of the weights is among those that are asked about.
  ///
  /// - Throws: `StatisticsError` when too few others are.
  func weightsAmongColumns() throws(StatisticsError) -> String? {
    guard question is any StreamedQuestion || question is CorrelateQuestion,
      let weights = settings.weights, let named = question.numberColumns, named.contains(weights)
    else { return nil }
    guard named.count > (question is CorrelateQuestion ? 2 : 1) else {
      throw StatisticsError(
        .invalidArgument,
        "The column \(weights) has the weights, and is not one of those that are asked about. Name"
          + " other columns, or leave the weights out.",
        columns: [weights]
      )
    }
    return "\(weights): left out of the columns, since it has the weights."
  }

  /// Asks about columns of which each number has the weight of its row.
  func answer(
    _ question: any StreamedQuestion,
    weights: String,
    _ input: StatsInput
  ) throws -> StatsAnswer {
    var input = input
    input.lane = question.lane(settings)
    input.others = [weights]
    if let named = input.numbers { input.numbers = named.filter { $0 != weights } }
    let room = NumberRoom(input.opener.memory)
    let check: @Sendable () throws -> Void = { [opener = input.opener] in try opener.check() }
    let result = try input.fold { names in WeightedFold(names, room) }
    var parts = result.fold.groups
    guard !parts.isEmpty else { throw noRows(input.opener) }
    let keys = parts.keys.sorted(by: GroupKey.isBefore)
    var answer = try groups(keys.map { ($0, $0) }) { key in
      let found = parts.removeValue(forKey: key) ?? []
      let columns = try zip(result.numbers, found).map { name, part in
        WeightedNumbers(
          name: name,
          sample: try WeightedSample(part.numbers, weights: part.weights, check: check),
          missing: part.missing,
          notFinite: part.notFinite,
          check: check
        )
      }
      guard columns.contains(where: { $0.sample.count > 0 }) else {
        throw StatisticsError(
          .tooFewValues,
          "\(Self.list(result.numbers)): there is no number. Give rows that have some."
        )
      }
      guard columns.contains(where: { !$0.sample.isEmpty }) else {
        throw StatisticsError(
          .invalidData,
          "All weights in the column \(weights) are 0. Give some rows a weight.",
          columns: [weights]
        )
      }
      return try question.answer(columns, settings)
    }
    answer.notes += Self.notes(result.leftOut)
    return answer
  }
}
