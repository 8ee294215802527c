import BatteryTables

extension StatsInput {
  /// The error for numbers that are not finite, with the line of the first.
  func problem(
    _ found: NotFinite,
    _ file: TableFile,
    _ names: [String],
    start: Int
  ) throws -> TableError {
    let column = found.first?.column ?? ""
    let count = found.counts[column] ?? 0
    let reason =
      "the column \"\(column)\" has NaN or infinity here, the first of \(count) such"
      + " \(count == 1 ? "value" : "values"). Pass --na skip to leave \(count == 1 ? "it" : "them") out."
    var input = self
    input.na = .skip
    do {
      var source = file.source
      // What cannot be read a second time has no line to tell.
      guard try source.restart() else { throw TableError(.invalidData, "\(file.name): \(reason)") }
      let counter = PlaceCounter(start)
      let probe = LineProbe(found.first, reason)
      if file.format == .csv {
        _ = try input.scan(file, names, counter) { probe }
      } else {
        try input.read(file, names, counter) { batch, place in
          var probe = probe
          try probe.add(batch, at: place)
        }
      }
    } catch let error as TableError {
      return error
    }
    return TableError(.invalidData, "\(file.name): \(reason)")
  }
}

/// Ends the reading with a problem at a place that is known.
private struct LineProbe: StatsFold {
  let place: NotFinite.Place?
  let reason: String

  init(_ place: NotFinite.Place?, _ reason: String) {
    self.place = place
    self.reason = reason
  }

  var notFinite: NotFinite { NotFinite() }

  mutating func add(_ batch: StatsBatch, at place: Int) throws {
    guard let wanted = self.place, wanted.batch == place else { return }
    throw RowProblem(row: wanted.row, reason: reason)
  }

  mutating func merge(_ other: LineProbe) {}
}
