/// The totals of a report in words.
struct ReportTotals: Sendable {
  private let general: LogReport.General

  init(_ general: LogReport.General) { self.general = general }

  /// Each total with its name.
  var facts: [(name: String, value: String)] {
    var facts = [
      ("Hits", Figures.count(general.parsed)),
      ("Visitors", Figures.count(general.visitors)),
      ("Sent", Figures.bytes(general.bytes)),
      ("Lines", Figures.count(general.lines)),
      ("Rejected", rejected),
    ]
    if let from = general.from { facts.append(("From", ShownTime.full(from))) }
    if let to = general.to { facts.append(("To", ShownTime.full(to))) }
    return facts
  }

  /// How many lines are no records: `12 (<0.1%)`.
  var rejected: String {
    guard general.rejected > 0 else { return "0" }
    let share = Figures.percent(Figures.share(general.rejected, of: general.lines))
    return "\(Figures.count(general.rejected)) (\(share))"
  }

  /// The time from the first record to the last; `nil` without records.
  var period: String? {
    guard let from = general.from, let to = general.to else { return nil }
    return "\(ShownTime.full(from)) – \(ShownTime.full(to))"
  }
}
