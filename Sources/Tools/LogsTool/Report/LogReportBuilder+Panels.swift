import BatteryTables

extension LogReportBuilder {
  /// A panel, which may have no rows.
  func panel(_ name: LogReport.Name, _ counts: LogCounts) -> LogReport.Panel {
    switch name {
    case .requests: return targets(name, counts.targets) { !items.isStatic[$0] }
    case .staticFiles: return targets(name, counts.targets) { items.isStatic[$0] }
    case .notFound:
      let missing = counts.missing
      let (statuses, targets) = (table[.status], table[.target].codes)
      let texts = table[.target].different
      return listed(name, missing) { place in
        texts[Int(items.missingTargets[place])] ?? ""
      } place: { record in
        statuses[record] == 404 + 1 ? Int(items.missing[targets[record]]) : -1
      }
    case .hosts: return texts(name, .host, counts.hosts)
    case .agents: return texts(name, .agent, counts.agents)
    case .referrers: return texts(name, .referrer, counts.referrers) { items.isReferrer[$0] }
    case .methods: return texts(name, .method, counts.methods)
    case .protocols: return texts(name, .protocolVersion, counts.protocols)
    case .vhosts: return texts(name, .virtualHost, counts.vhosts)
    case .browsers: return byClass(name, counts.agents) { $0.browser }
    case .systems: return byClass(name, counts.agents) { $0.system }
    case .crawlers: return byClass(name, counts.agents) { $0.crawler }
    case .status:
      return listed(name, counts.statuses) {
        $0 > 0
      } value: {
        "\($0 - 1)"
      } place: {
        LogCounts.place(ofStatus: table.status($0))
      }
    case .hours:
      return listed(name, counts.hours, isSorted: true) {
        $0 < 10 ? "0\($0)" : "\($0)"
      } place: {
        table.time($0) / 3600 % 24
      }
    case .days:
      return listed(name, counts.days, isSorted: true) {
        day($0).description
      } place: {
        day(of: $0)
      }
    case .months: return months(counts.days)
    }
  }

  private func day(_ place: Int) -> CalendarDay {
    CalendarDay(daysSince1970: Int32(items.firstDay + place))
  }

  private func day(of record: Int) -> Int { table.time(record) / 86_400 - items.firstDay }

  private func targets(
    _ name: LogReport.Name,
    _ tallies: [LogTally],
    where isIn: (Int) -> Bool
  ) -> LogReport.Panel {
    let texts = table[.target].different
    let (statuses, codes) = (table[.status], table[.target].codes)
    return listed(name, tallies, where: isIn) {
      texts[$0] ?? ""
    } place: { record in
      statuses[record] == 404 + 1 ? -1 : codes[record]
    }
  }

  /// The panel of a column of texts; without those that are empty.
  private func texts(
    _ name: LogReport.Name,
    _ field: LogTable.TextField,
    _ tallies: [LogTally],
    where isIn: (Int) -> Bool = { _ in true }
  ) -> LogReport.Panel {
    let texts = table[field].different
    let codes = table[field].codes
    return listed(name, tallies) { place in
      texts.offsets[place] < texts.offsets[place + 1] && isIn(place)
    } value: {
      texts[$0] ?? ""
    } place: { record in
      codes[record]
    }
  }

  private func byClass(
    _ name: LogReport.Name,
    _ tallies: [LogTally],
    _ value: (AgentClass) -> String?
  ) -> LogReport.Panel {
    var classes = LogClasses()
    for (agent, tally) in tallies.enumerated() { classes.add(tally, value(items.classes[agent])) }
    let codes = table[.agent].codes
    return listed(name, classes.sums) {
      classes.values[$0]
    } place: { record in
      classes.places[codes[record]]
    }
  }

  private func months(_ tallies: [LogTally]) -> LogReport.Panel {
    var months = LogClasses()
    for (place, tally) in tallies.enumerated() {
      months.add(tally, String(day(place).description.prefix(7)))
    }
    return listed(.months, months.sums, isSorted: true) {
      months.values[$0]
    } place: { record in
      months.places[day(of: record)]
    }
  }

  /// The items with the highest figures, or all in their order.
  ///
  /// - Parameters:
  ///   - name: The panel.
  ///   - tallies: What was counted for each item.
  ///   - isSorted: Whether the items are in their order already, which they keep unless another is
  ///     asked for, and all are listed.
  ///   - isIn: Whether an item is one of the panel.
  ///   - value: What an item is called; only asked for those that may be listed.
  ///   - place: The item of a record; -1 for none.
  /// - Returns: The panel.
  private func listed(
    _ name: LogReport.Name,
    _ tallies: [LogTally],
    isSorted: Bool = false,
    where isIn: (Int) -> Bool = { _ in true },
    value: (Int) -> String,
    place: (Int) -> Int
  ) -> LogReport.Panel {
    let figure = figure(of: tallies, place)
    let limit = isSorted ? options.order.map { _ in Int.max } : options.top
    var rows = TopRows(limit: limit)
    for place in tallies.indices where tallies[place].hits > 0 && isIn(place) {
      rows.add(place, figure: figure(place)) { value(place) }
    }
    let distinct = rows.seen
    let found = rows.rows
    var items = found.map { row in
      let place = row.place
      return LogReport.Item(
        value: row.value,
        hits: tallies[place].hits,
        visitors: Int(tallies[place].visitors),
        bytes: tallies[place].bytes,
        share: Double(tallies[place].hits) / Double(max(1, records)),
        seconds: nil
      )
    }
    if table.hasDurations {
      let times = LogDurations(table, chosen, found.map(\.place), of: tallies.count, place)
      for number in items.indices { items[number].seconds = times.percentiles(of: number) }
    }
    return LogReport.Panel(name: name, items: items, distinct: distinct)
  }

  /// By which figure the items of a panel are ordered.
  private func figure(of tallies: [LogTally], _ place: (Int) -> Int) -> (Int) -> Int {
    switch options.order {
    case .p95 where table.hasDurations:
      let slowness = LogSlowness(table, chosen, of: tallies.count, place)
      return { slowness.percentiles[$0] }
    case .hits, .p95, nil: return { tallies[$0].hits }
    case .visitors: return { Int(tallies[$0].visitors) }
    case .bytes: return { tallies[$0].bytes }
    case .value: return { _ in 0 }
    }
  }
}

/// Items that are put together from those of another panel.
private struct LogClasses {
  private var numbers: [String: Int] = [:]
  var values: [String] = []
  var sums: [LogTally] = []
  /// For each item of the other panel its place here; -1 for none.
  var places: [Int] = []

  mutating func add(_ tally: LogTally, _ value: String?) {
    guard let value, tally.hits > 0 else { return places.append(-1) }
    let place = numbers[value] ?? values.count
    if place == values.count {
      numbers[value] = place
      values.append(value)
      sums.append(LogTally())
    }
    sums[place].merge(tally)
    places.append(place)
  }
}
