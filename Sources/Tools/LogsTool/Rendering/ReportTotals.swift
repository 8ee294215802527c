/// The totals of a report in words.
struct ReportTotals: Sendable {
  private let general: LogReport.General
  private let selection: String?

  init(_ general: LogReport.General, selection: String? = nil) {
    self.general = general
    self.selection = selection
  }

  /// Why there are no records; `nil` when there are some.
  var emptiness: String? {
    guard general.parsed == 0 else { return nil }
    let records = general.lines - general.rejected
    if records > 0 {
      let lines = records == 1 ? "1 line was" : "\(Figures.count(records)) lines were"
      return "\(lines) read; none meets what was asked for."
    }
    return general.lines > 0
      ? "The log has no records: no line could be read." : "The log has no records."
  }

  /// Each total with its name.
  var facts: [(name: String, value: String)] {
    var facts = [
      ("Hits", Figures.count(general.parsed)),
      ("Visitors", Figures.count(general.visitors)),
      ("Sent", general.bytes > 0 ? Figures.bytes(general.bytes) : "–"),
      ("Lines", Figures.count(general.lines)),
      ("Rejected", rejected),
    ]
    if let from = general.from { facts.append(("From", ShownTime.full(from))) }
    if let to = general.to { facts.append(("To", ShownTime.full(to))) }
    if let selection { facts.insert(("Selected", selection), at: 0) }
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
