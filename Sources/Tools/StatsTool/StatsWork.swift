import BatteryJobs
import BatteryStatistics
public import BatteryTables

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
    var input = StatsInput(opener: opener)
    input.condition = condition
    input.numbers = question.numberColumns
    input.labels = question.labelColumns
    input.by = by
    input.na = na
    input.lane = settings.lane
    if let streamed = question as? any StreamedQuestion, settings.weights == nil {
      return try answer(streamed, input)
    }
    return try answer(question, input)
  }

  /// Asks about rows that are in memory.
  private func answer(_ question: any StatsQuestion, _ input: StatsInput) throws -> StatsAnswer {
    var input = input
    input.others = settings.weights.map { [$0] } ?? []
    if let named = input.numbers { input.numbers = named.filter { !input.others.contains($0) } }
    let (labels, lane) = (input.labels, input.lane)
    let result = try input.fold { names in RowFold(names, labels: labels, lane) }
    var tables = result.fold.tables(order: result.numbers)
    if tables.isEmpty, by.isEmpty {
      tables = [(GroupKey(), Self.empty(result.numbers + input.others, labels, result.numbers))]
    }
    let answers = try tables.map { key, table in (key, try question.answer(table, settings)) }
    var answer = try StatsAnswer(joining: answers, by: by)
    answer.notes += Self.notes(result.leftOut)
    return answer
  }

  private static func empty(
    _ names: [String],
    _ labels: [String],
    _ order: [String]
  ) -> StatsTable {
    StatsTable(
      rows: 0,
      numbers: Dictionary(
        names.map { ($0, NumberColumn(name: $0, doubles: [])) },
        uniquingKeysWith: { first, _ in first }
      ),
      labels: Dictionary(labels.map { ($0, []) }, uniquingKeysWith: { first, _ in first }),
      order: order
    )
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
    var groups = result.fold.groups
    if groups.isEmpty, by.isEmpty {
      groups[GroupKey()] = result.numbers.map { _ in NumberState(wanted, lane, room) }
    }
    var answers: [(GroupKey, StatsAnswer)] = []
    for key in groups.keys.sorted(by: GroupKey.isBefore) {
      var states = groups.removeValue(forKey: key) ?? []
      for index in states.indices { try states[index].close() }
      let columns = zip(result.numbers, states).map {
        NamedNumbers(name: $0, state: $1, check: check)
      }
      answers.append((key, try question.answer(columns, settings)))
    }
    var answer = try StatsAnswer(joining: answers, by: by)
    answer.notes += Self.notes(result.leftOut)
    return answer
  }

  private static func notes(_ leftOut: [String]) -> [String] {
    guard !leftOut.isEmpty else { return [] }
    let names = leftOut.prefix(10).joined(separator: ", ") + (leftOut.count > 10 ? ", …" : "")
    return ["Left out, since not numbers: \(names)."]
  }
}

extension StatsAnswer {
  /// The answers for all groups as one; without groups the only one.
  init(joining answers: [(key: GroupKey, answer: StatsAnswer)], by: [String]) throws {
    if by.isEmpty, let only = answers.first {
      self = only.answer
      return
    }
    self.init(json: .null)
    var groups: [JSONValue] = []
    for (key, answer) in answers {
      let names = zip(by, key.values).map { name, value in
        JSONObject.Member(name, value.map { .string($0) } ?? .null)
      }
      let title = zip(by, key.values).map { "\($0) = \($1 ?? "–")" }.joined(separator: ", ")
      groups.append(
        .object(
          JSONObject(
            [.init("group", .object(JSONObject(names)))] + (answer.json.object?.members ?? [])
          )
        )
      )
      sections += answer.sections.map { section in
        Section(title: "\(title): \(section.title)", table: section.table)
      }
      drawings += answer.drawings.map { $0.titled("\(title): ") }
      notes += answer.notes.map { "\(title): \($0)" }
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
