import BatteryNumbers
import BatteryStatistics
import BatteryTables

/// A question that looks at each column by itself, and so needs no rows: any amount of data goes
/// through it.
protocol StreamedQuestion: StatsQuestion {
  /// What is kept of the numbers.
  var wanted: NumberState.Wanted { get }

  /// The lane in which the numbers are read.
  func lane(_ settings: StatsSettings) -> Lane

  /// Answers for the numbers of some columns.
  func answer(_ columns: [NamedNumbers], _ settings: StatsSettings) throws -> StatsAnswer

  /// Answers for the numbers of some columns, of which each has a weight.
  func answer(_ columns: [WeightedNumbers], _ settings: StatsSettings) throws -> StatsAnswer
}

/// The numbers of a column that was read to its end.
struct NamedNumbers: Sendable {
  var name: String
  var state: NumberState
  /// Throws when the work is not wanted any more.
  var check: @Sendable () throws -> Void = {}

  /// Finds numbers by their places in the ascending order, which may be given in any order.
  func numbers(at ranks: [Int], _ settings: StatsSettings) throws -> [Int: ScaledNumber] {
    let sorted = Set(ranks).sorted()
    let search = OrderSearch([state.store], threads: settings.workers, check: check)
    return Dictionary(
      zip(sorted, try search.numbers(at: sorted)),
      uniquingKeysWith: { first, _ in first }
    )
  }
}

extension StreamedQuestion {
  /// Numbers are read in the lane that is asked for.
  func lane(_ settings: StatsSettings) -> Lane { settings.lane }

  /// No texts are needed.
  public var labelColumns: [String] { [] }

  /// Answers for a table in memory.
  public func answer(_ table: StatsTable, _ settings: StatsSettings) throws -> StatsAnswer {
    if let name = settings.weights {
      let weights = try table.column(name)
      let columns = try table.columns.filter { $0.name != name }.map {
        try WeightedNumbers($0, weights: weights)
      }
      return try answer(columns, settings)
    }
    let lane = lane(settings)
    let room = NumberRoom(TableMemory())
    let columns = try table.columns.map { column in
      var state = NumberState(wanted, lane, room)
      let texts = column.decimals.map { TextColumn($0.map(\.description)) }
      let batch = texts.map { Column.text($0) } ?? .double(ValueColumn(column.doubles))
      let reader = NumberReader(name: column.name, lane: lane, hasTexts: false)
      do {
        try state.add(try reader.rows(batch, nil), at: 0)
      } catch let problem as RowProblem {
        throw StatisticsError(.invalidArgument, problem.reason, columns: [column.name])
      }
      try state.close()
      return NamedNumbers(name: column.name, state: state)
    }
    return try answer(columns, settings)
  }
}
