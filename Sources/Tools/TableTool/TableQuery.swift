public import BatteryTables

/// The rows of some files after what is done to them.
public struct TableQuery: Sendable {
  private let opener: TableOpener
  private let steps: TableSteps

  /// Describes the rows.
  public init(_ opener: TableOpener, _ steps: TableSteps) {
    self.opener = opener
    self.steps = steps
  }

  /// Reads the rows; groups of a single CSV file are made by several threads.
  ///
  /// - Parameters:
  ///   - asText: Whether the rows are only to be written as text again: what is not worked with then
  ///     stays as it is in the file, to the last zero, and the file is read once.
  ///   - note: Is told what was estimated.
  /// - Returns: The rows.
  /// - Throws: ``TableError`` when a file cannot be read or something does not suit the columns.
  public func rows(
    asText: Bool = false,
    note: (String) -> Void = { _ in }
  ) throws -> any TableReader {
    if steps.isGrouped {
      let needed = try neededColumns(steps.neededForGroups())
      if steps.sample == nil,
        let scan = try opener.scan(columns: needed, dictionaries: .columns(Set(steps.keys)))
      {
        let check: @Sendable () throws -> Void = { [opener] in try opener.check() }
        return try steps.applied(
          toGroupsOf: scan,
          opener.parsed,
          memory: opener.memory,
          check: check,
          note: note
        )
      }
      return try steps.applied(to: try opener.reader(), memory: opener.memory, note: note)
    }
    let worked = try steps.workedWith()
    // What is not needed is not even parsed.
    let columns =
      if worked.isEmpty, steps.derived.isEmpty {
        steps.columns
      } else {
        try steps.columns.flatMap { try neededColumns(worked.union($0)) }
      }
    let reader = try opener.reader(columns: columns, typed: asText ? worked : nil)
    return try steps.applied(to: reader, memory: opener.memory, note: note)
  }

  private func neededColumns(_ names: Set<String>) throws -> [String]? {
    try opener.columns(needed: names, computed: steps.derived.map(\.name))
  }

  /// Folds the rows, those of a single CSV file by several threads.
  ///
  /// - Parameters:
  ///   - columns: The columns that are wanted; `nil` for all.
  ///   - initial: Makes a state for rows of a schema.
  /// - Returns: The result.
  /// - Throws: What the functions throw, and ``TableError`` when a file cannot be read.
  public func fold<Fold: TableFold>(
    columns: [String]? = nil,
    _ initial: @escaping @Sendable (Schema) throws -> Fold
  ) throws -> Fold.Result {
    // A condition may need other columns than those that are wanted.
    let isPlain = steps.condition == nil && steps.derived.isEmpty && steps.limit == nil
    let wanted = isPlain ? columns : nil
    let steps = steps
    @Sendable func schema(_ schema: Schema) throws -> Schema {
      let chosen = try steps.chosen(BatchReader(schema, []))
      guard let columns else { return chosen.schema }
      return try ColumnSelection(chosen, selecting: columns).schema
    }
    @Sendable func add(
      _ reader: any TableReader,
      to fold: inout Fold,
      at place: Int? = nil
    ) throws {
      var rows = try steps.sampled(try steps.chosen(reader))
      if let columns { rows = try ColumnSelection(rows, selecting: columns) }
      if let limit = steps.limit { rows = RowRange(rows, limit: limit) }
      while let batch = try rows.next() {
        if let place { try fold.add(batch, at: place) } else { try fold.add(batch) }
      }
    }
    guard steps.limit == nil, steps.sample == nil,
      var scan = try opener.scan(columns: wanted, dictionaries: .all)
    else {
      let reader = try opener.reader(columns: wanted)
      var fold = try initial(try schema(reader.schema))
      try add(reader, to: &fold)
      return try fold.finish()
    }
    let opener = opener
    typealias State = (fold: Fold, rows: Int)
    @Sendable func empty(_ columns: Schema) throws -> State {
      (try initial(try schema(columns)), 0)
    }
    var state = try scan.fold(empty) { state, batch, place in
      try opener.check()
      state.rows += batch.count
      // One batch goes in, and so at the most one comes out.
      try add(BatchReader(batch.schema, [batch]), to: &state.fold, at: place)
    } seal: { state in
      try state.fold.seal()
    } merge: { state, other in
      try opener.check()
      state.rows += other.rows
      try state.fold.merge(other.fold)
    }
    opener.parsed.add(state.rows)
    opener.parsed.finish()
    return try state.fold.finish()
  }

  /// Counts the rows; those of a single CSV file are not even parsed.
  ///
  /// - Throws: ``TableError`` when a file cannot be read.
  public func count() throws -> Int {
    if steps == TableSteps(), var scan = try opener.scan() {
      let rows = try scan.countRows()
      opener.parsed.add(rows)
      opener.parsed.finish()
      return rows
    }
    let worked = try steps.workedWith()
    var number = 0
    var reader = try steps.applied(
      to: try opener.reader(columns: try neededColumns(worked), typed: worked)
    )
    while let batch = try reader.next() { number += batch.count }
    return number
  }
}
