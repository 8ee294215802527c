/// The hits and visitors of a report over time, ready to be drawn.
struct TrafficSeries: Sendable {
  private let report: LogReport

  init(_ report: LogReport) { self.report = report }

  /// Each day, those without hits among them, or each month of a long time; `nil` where the report has
  /// fewer than two, or has left some out.
  var days: BarChart? {
    guard let panel = complete(.days) else { return months }
    let days = panel.items.compactMap { item in LogDay(item.value).map { ($0, item) } }
    guard days.count == panel.items.count, let first = days.map(\.0).min(),
      let last = days.map(\.0).max(), last.number - first.number < Self.mostDays
    else { return months }
    guard last > first else { return nil }
    let items = Dictionary(days.map { ($0.0, $0.1) }) { first, _ in first }
    let crossesYears = first.year != last.year
    let bars = (first.number...last.number).map { number in
      let day = LogDay(number: number)
      let item = items[day]
      return BarChart.Bar(
        label: crossesYears && last.number - first.number > 180
          ? "\(ShownTime.month(day.month)) \(day.year)" : day.short,
        name: day.full,
        hits: item?.hits ?? 0,
        visitors: item?.visitors ?? 0,
        isQuiet: day.isWeekend
      )
    }
    return BarChart(heading: "Hits and visitors by day", id: "by-day", bars: bars)
  }

  private var months: BarChart? {
    guard let panel = complete(.months), panel.items.count > 1 else { return nil }
    let months = panel.items.compactMap { item in LogDay(item.value + "-01").map { ($0, item) } }
    guard months.count == panel.items.count else { return nil }
    let bars = months.sorted { $0.0 < $1.0 }.map { day, item in
      let name = "\(ShownTime.month(day.month)) \(day.year)"
      return BarChart.Bar(label: name, name: name, hits: item.hits, visitors: item.visitors)
    }
    return BarChart(heading: "Hits and visitors by month", id: "by-month", bars: bars)
  }

  /// The 24 hours of the day; `nil` where the report has none.
  var hours: BarChart? {
    guard let panel = complete(.hours) else { return nil }
    var bars = (0..<24).map { hour in
      let label = (hour < 10 ? "0" : "") + "\(hour)"
      return BarChart.Bar(label: label, name: "\(label):00 to \(label):59", hits: 0, visitors: 0)
    }
    for item in panel.items {
      guard item.value.utf8.count <= 5, let hour = Int(item.value.prefix(2)),
        bars.indices.contains(hour)
      else { return nil }
      bars[hour].hits += item.hits
      bars[hour].visitors += item.visitors
    }
    return BarChart(heading: "Hits and visitors by hour of the day", id: "by-hour", bars: bars)
  }

  /// More days would be too thin to be told apart.
  private static let mostDays = 400

  private func complete(_ name: LogReport.Name) -> LogReport.Panel? {
    report.panels.first { $0.name == name && !$0.items.isEmpty && $0.items.count >= $0.distinct }
  }
}
