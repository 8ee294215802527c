import BatteryTables

extension StatsInput {
  /// Reads a CSV file, and once more where a condition takes a column in another way than the question.
  func scan<Fold: StatsFold>(
    _ file: TableFile,
    _ names: [String],
    _ counter: PlaceCounter,
    _ initial: @escaping @Sendable () -> Fold
  ) throws -> Fold {
    do {
      return try scan(file, try options(file, names), names, counter, initial)
    } catch let mixed as MixedColumns {
      var source = file.source
      guard try source.restart() else {
        guard mixed.columns.contains(where: names.contains) else { throw mixed.error }
        throw TableError(
          .unavailable,
          "\(file.name): cannot be read a second time. Write it to a file first."
        )
      }
      // Numbers of which some have exponents and others many digits: the condition takes doubles, and
      // the question what is written.
      let compared = try comparedNumbers(mixed, names, file)
      var options = try options(file, names)
      let worked = condition?.columns ?? []
      for name in names + compared
      where worked.contains(name) && opener.reading.types[name] == nil {
        options.given[name] = .double
      }
      options.keepsSpelling = true
      do {
        return try scan(file, options, names, counter, initial)
      } catch let mixed as MixedColumns {
        throw mixed.error
      }
    }
  }

  private func scan<Fold: StatsFold>(
    _ file: TableFile,
    _ options: CSVOptions,
    _ names: [String],
    _ counter: PlaceCounter,
    _ initial: @escaping @Sendable () -> Fold
  ) throws -> Fold {
    var scan = try CSVScan(file.source, options)
    let start = counter.start
    let input = self
    typealias State = (fold: Fold, plan: BatchPlan, rows: Int)
    let make: @Sendable (Schema) throws -> State = { schema in
      (fold: initial(), plan: try BatchPlan(schema, names, input, hasTexts: true), rows: 0)
    }
    let update: @Sendable (inout State, Batch, Int, [Int]) throws -> Void = {
      state,
      batch,
      place,
      lines in
      try input.opener.check()
      state.rows += batch.count
      counter.use(start + place + batch.count)
      try state.fold.add(try state.plan.batch(batch, lines), at: start + place)
    }
    let merge: (inout State, State) throws -> Void = { state, other in
      try input.opener.check()
      state.rows += other.rows
      try state.fold.merge(other.fold)
    }
    let folded =
      hasLines
      ? try scan.foldLines(make, update: update, merge: merge)
      : try scan.fold(
        make,
        update: { try update(&$0, $1, $2, []) },
        merge: merge
      )
    opener.parsed.add(folded.rows)
    return folded.fold
  }

  /// Only the columns that are needed are parsed, those of numbers as texts: no digit is lost.
  private func options(_ file: TableFile, _ names: [String]) throws -> CSVOptions {
    let worked = condition?.columns ?? []
    var wanted = names
    for name in labels + by + worked.sorted() where !wanted.contains(name) { wanted.append(name) }
    var given = opener.reading.types
    for name in names where !worked.contains(name) { given[name] = .text }
    for name in labels + by where !worked.contains(name) && !names.contains(name) {
      given[name] = .text
    }
    let header = try widenedHeader(of: file)
    if let header { given = given.filter { header.contains($0.key) } }
    var options = try opener.options(file, columns: header == nil ? wanted : nil, given: given)
    if header != nil, condition == nil { options.types = .text }
    options.dictionaries = .columns(Set(by + labels).subtracting(names))
    return options
  }
}
