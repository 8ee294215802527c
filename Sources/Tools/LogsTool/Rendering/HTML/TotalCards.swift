/// The totals that stand at the head of the page.
struct TotalCards: Sendable {
  /// A total.
  struct Card: Sendable {
    let name: StaticString
    let value: String
    let note: String
    /// The class of its colour.
    var colour: StaticString = ""
  }

  private let report: LogReport

  /// Whether the report is of some of the records only.
  private let isSelection: Bool

  init(_ report: LogReport, isSelection: Bool = false) {
    self.report = report
    self.isSelection = isSelection
  }

  var cards: [Card] {
    let general = report.general
    var cards = [
      Card(name: "Hits", value: Figures.count(general.parsed), note: aDay(general.parsed)),
      Card(name: "Visitors", value: Figures.count(general.visitors), note: aDay(general.visitors)),
      Card(
        name: "Sent",
        value: report.bytes(general.bytes),
        note: report.hasBytes
          ? "\(Figures.bytes(general.bytes / max(1, general.parsed))) a hit" : "no sizes in the log"
      ),
    ]
    if !report.items(.status).isEmpty {
      cards.append(errors("Client errors", status: "4", colour: "warn"))
      cards.append(errors("Server errors", status: "5", colour: "fail"))
    }
    cards.append(
      Card(
        name: "Rejected lines",
        value: Figures.count(general.rejected),
        note: "of \(Figures.count(general.lines)) lines"
      )
    )
    return cards
  }

  private func aDay(_ total: Int) -> String {
    let days = report.panels.first { $0.name == .days }?.distinct ?? 0
    return days > 1 ? "\(Figures.count(total / days)) a day" : "in all"
  }

  private func errors(
    _ name: StaticString,
    status: Character,
    colour: StaticString
  ) -> Card {
    let hits = report.items(.status).filter { $0.value.first == status }
      .reduce(0) { $0 + $1.hits }
    return Card(
      name: name,
      value: Figures.percent(Figures.share(hits, of: report.general.parsed)),
      note: Figures.count(hits) + (isSelection ? " of the selected hits" : " hits"),
      colour: hits > 0 ? colour : ""
    )
  }
}
