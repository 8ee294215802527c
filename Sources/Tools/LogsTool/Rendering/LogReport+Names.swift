extension LogReport.Name {
  /// The heading of the panel.
  var heading: String {
    switch self {
    case .requests: "Requests"
    case .notFound: "Not found"
    case .staticFiles: "Static files"
    case .hosts: "Visitors’ addresses"
    case .agents: "User agents"
    case .browsers: "Browsers"
    case .systems: "Systems"
    case .crawlers: "Crawlers"
    case .referrers: "Referrers"
    case .methods: "Methods"
    case .protocols: "Protocols"
    case .status: "Statuses"
    case .vhosts: "Virtual hosts"
    case .hours: "Hours of the day"
    case .days: "Days"
    case .months: "Months"
    }
  }

  /// What a row of the panel is.
  var column: String {
    switch self {
    case .requests, .notFound: "Path"
    case .staticFiles: "File"
    case .hosts: "Address"
    case .agents: "User agent"
    case .browsers: "Browser"
    case .systems: "System"
    case .crawlers: "Crawler"
    case .referrers: "Referrer"
    case .methods: "Method"
    case .protocols: "Protocol"
    case .status: "Status"
    case .vhosts: "Host"
    case .hours: "Hour"
    case .days: "Day"
    case .months: "Month"
    }
  }
}

extension LogReport {
  /// The panels in the order of ``Name``.
  var orderedPanels: [Panel] {
    Name.allCases.compactMap { name in panels.first { $0.name == name } }
  }

  /// Whether any answer has a size; the logs of some programs have none.
  var hasBytes: Bool { general.bytes > 0 }

  /// An amount of data; a dash where no record says any.
  func bytes(_ value: Int) -> String { hasBytes ? Figures.bytes(value) : "–" }

  /// The rows of a panel; none where it is missing.
  func items(_ name: Name) -> [Item] { panels.first { $0.name == name }?.items ?? [] }
}

extension LogReport.Panel {
  /// Whether an item says how long answers took.
  var hasSeconds: Bool { items.contains { $0.seconds != nil } }

  /// How much of the panel there is: `20 of 19,933`, or `20` when that is all.
  var extent: String {
    items.count < distinct
      ? "\(Figures.count(items.count)) of \(Figures.count(distinct))" : Figures.count(items.count)
  }
}
