import BatteryJobs
import BatteryStatistics
public import BatteryTables
import SystemPackage

/// Reads files and answers a question about them.
public struct StatsWork: Sendable {
  /// What is asked.
  public var question: any StatsQuestion
  /// What all questions have in common.
  public var settings: StatsSettings
  /// The condition that rows have to meet.
  public var condition: TableExpression?
  /// The columns whose values make groups.
  public var by: [String]
  /// What becomes of NaN and infinity.
  public var na: NotFinitePolicy

  /// Describes what is asked of which rows.
  public init(
    _ question: any StatsQuestion,
    _ settings: StatsSettings = StatsSettings(),
    condition: TableExpression? = nil,
    by: [String] = [],
    na: NotFinitePolicy = .fail
  ) {
    self.question = question
    self.settings = settings
    self.condition = condition
    self.by = by
    self.na = na
  }

  /// Reads the files and answers.
  ///
  /// - Throws: `TableError` for what cannot be read, `StatisticsError` for what has no answer.
  public func answer(_ opener: TableOpener) throws -> StatsAnswer {
    var opener = opener
    opener.threads = settings.workers
    opener.isComplete = true
    var input = StatsInput(opener: opener)
    input.condition = condition
    input.numbers = question.numberColumns
    input.labels = question.labelColumns
    input.by = by
    input.na = na
    input.lane = settings.lane
    let texts = try input.texts(among: question.textColumns)
    input.numbers = input.numbers?.filter { !texts.contains($0) }
    input.labels += texts.filter { !input.labels.contains($0) }
    let ownWeights = try weightsAmongColumns()
    var answer: StatsAnswer
    if let streamed = question as? any StreamedQuestion {
      answer =
        if let weights = settings.weights {
          try self.answer(streamed, weights: weights, input)
        } else {
          try self.answer(streamed, input)
        }
    } else {
      answer = try self.answer(question, input)
    }
    if let ownWeights { answer.notes.append(ownWeights) }
    let rejected = opener.rejects.count
    if rejected > 0 {
      answer.notes.append(
        "\(Counted.text(rejected, "row")) could not be read, and \(rejected == 1 ? "is" : "are") left out."
      )
    }
    if case .object(var json) = answer.json, !answer.notes.isEmpty, json["notes"] == nil {
      json["notes"] = .array(answer.notes.map { .string($0) })
      answer.json = .object(json)
    }
    return answer
  }

  /// Asks about rows that are in memory.
  private func answer(_ question: any StatsQuestion, _ input: StatsInput) throws -> StatsAnswer {
    var input = input
    input.hasLines = true
    input.others = settings.weights.map { [$0] } ?? []
    if let named = input.numbers { input.numbers = named.filter { !input.others.contains($0) } }
    let (labels, lane) = (input.labels, input.lane)
    let isWhole = question.needsCompleteRows
    let result = try input.fold { names in
      RowFold(names, labels: labels, lane, needsCompleteRows: isWhole)
    }
    let tables = result.fold.tables(order: result.numbers, result.files)
    guard !tables.isEmpty else { throw noRows(input.opener) }
    var answer = try groups(tables.map { ($0.key, $0.table) }) { table in
      guard table.rows > 0 else {
        throw StatisticsError(
          .tooFewValues,
          "\(table.missing == 1 ? "The one row lacks" : "All \(table.missing) rows lack") a value in"
            + " \(Self.list(result.numbers + input.others + labels)). Give rows that have all."
        )
      }
      do throws(StatisticsError) {
        if let weights = settings.weights { try table.column(weights).checkWeights() }
      } catch {
        throw table.placed(error)
      }
      do {
        return try question.answer(table, settings)
      } catch let error as StatisticsError {
        throw table.placed(error)
      }
    }
    answer.notes += Self.notes(result.leftOut)
    return answer
  }

  private func answer(
    _ question: any StreamedQuestion,
    _ input: StatsInput
  ) throws -> StatsAnswer {
    var input = input
    input.lane = question.lane(settings)
    let (lane, wanted) = (input.lane, question.wanted)
    let room = NumberRoom(input.opener.memory)
    let result = try input.fold { names in
      NumberFold(names) { NumberState(wanted, lane, room) }
    }
    let check: @Sendable () throws -> Void = { [opener = input.opener] in try opener.check() }
    var states = result.fold.groups
    guard !states.isEmpty else { throw noRows(input.opener) }
    let keys = states.keys.sorted(by: GroupKey.isBefore)
    var answer = try groups(keys.map { ($0, $0) }) { key in
      var group = states.removeValue(forKey: key) ?? []
      for index in group.indices { try group[index].close() }
      guard group.contains(where: { $0.count > 0 }) else {
        throw StatisticsError(
          .tooFewValues,
          "\(Self.list(result.numbers)): there is no number. Give rows that have some."
        )
      }
      let columns = zip(result.numbers, group).map {
        NamedNumbers(name: $0, state: $1, check: check)
      }
      return try question.answer(columns, settings)
    }
    answer.notes += Self.notes(result.leftOut)
    return answer
  }

  /// Asks for each group; one that has no answer is told of beside those that have one.
  func groups<Rows>(
    _ groups: [(key: GroupKey, rows: Rows)],
    _ ask: (Rows) throws -> StatsAnswer
  ) throws -> StatsAnswer {
    if by.isEmpty, let only = groups.first { return try ask(only.rows) }
    var answers: [(GroupKey, Result<StatsAnswer, StatisticsError>)] = []
    for (key, rows) in groups {
      do {
        answers.append((key, .success(try ask(rows))))
      } catch let error as StatisticsError where !error.isOfQuestion {
        answers.append((key, .failure(error)))
      }
    }
    guard answers.contains(where: { (try? $0.1.get()) != nil }) else {
      guard case (let key, .failure(var error))? = answers.first else { return .init(json: .null) }
      error.message = "\(key.title(by)): \(error.message)"
      throw error
    }
    return StatsAnswer(joining: answers, by: by)
  }

  /// Why there is nothing to ask about.
  func noRows(_ opener: TableOpener) -> StatisticsError {
    let names = opener.paths.map { $0.string == "-" ? "standard input" : $0.string }
    let files = Self.list(names)
    guard opener.parsed.count > 0, condition != nil else {
      return StatisticsError(.tooFewValues, "\(files): there are no rows to ask about.")
    }
    return StatisticsError(
      .tooFewValues,
      "\(files): no row of \(opener.parsed.count) meets the condition. Change --where."
    )
  }

  static func list(_ names: [String]) -> String {
    names.prefix(10).joined(separator: ", ") + (names.count > 10 ? ", …" : "")
  }

  static func notes(_ leftOut: [String]) -> [String] {
    leftOut.isEmpty ? [] : ["Left out, since not numbers: \(list(leftOut))."]
  }
}

extension StatisticsError {
  /// Whether the question is wrong, whatever the rows are.
  fileprivate var isOfQuestion: Bool {
    [.invalidArgument, .formula, .unknownColumn].contains(code) && row == nil
  }
}

extension StatsTable {
  /// An error that names a row by its place in the table, with the place in the file.
  func placed(_ error: StatisticsError) -> StatisticsError {
    guard let row = error.row, row < rows else { return error }
    var error = error
    error.message = "\(place(of: row).prefix): \(error.message)"
    error.code = .invalidData
    error.row = nil
    return error
  }
}

extension GroupKey {
  /// The names and the values, as headings have them.
  func title(_ names: [String]) -> String {
    zip(names, values).map { "\($0) = \($1 ?? "–")" }.joined(separator: ", ")
  }
}

extension StatsAnswer {
  /// The answers for all groups as one; a group without an answer has an `error` instead.
  init(
    joining answers: [(key: GroupKey, answer: Result<StatsAnswer, StatisticsError>)],
    by: [String]
  ) {
    self.init(json: .null)
    var groups: [JSONValue] = []
    for (key, result) in answers {
      let names = zip(by, key.values).map { name, value in
        JSONObject.Member(name, value.map { .string($0) } ?? .null)
      }
      let title = key.title(by)
      var members = [JSONObject.Member("group", .object(JSONObject(names)))]
      switch result {
      case .success(let answer):
        members += answer.json.object?.members ?? []
        sections += answer.sections.map { section in
          Section(title: "\(title): \(section.title)", table: section.table)
        }
        drawings += answer.drawings.map { $0.titled("\(title): ") }
        notes += answer.notes.map { "\(title): \($0)" }
      case .failure(let error):
        members.append(.init("error", .string(error.message)))
        notes.append("\(title): no answer: \(error.message)")
      }
      groups.append(.object(JSONObject(members)))
    }
    json = .object(JSONObject([.init("groups", .array(groups))]))
  }
}

extension StatsDrawing {
  /// The same with a longer title.
  func titled(_ prefix: String) -> StatsDrawing {
    switch self {
    case .histogram(let title, let edges, let counts):
      .histogram(title: prefix + title, edges: edges, counts: counts)
    case .scatter(let title, let x, let y, let curve):
      .scatter(title: prefix + title, x: x, y: y, curve: curve)
    }
  }
}
