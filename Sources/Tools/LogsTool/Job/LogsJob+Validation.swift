public import BatteryJobs
import BatteryTables
import SystemPackage

extension LogsJob {
  /// Checks that everything that is written can be read, and that it fits together.
  public func validate() throws(ConfigurationError) {
    guard !files.isEmpty, !files.contains("") else {
      throw ConfigurationError(
        path: "files",
        problem: "names no file",
        remedy: "Write a log or a pattern, such as /var/log/nginx/access.log*."
      )
    }
    try checkFiles()
    _ = try readFormat()
    try checkTimes()
    _ = try condition()
    try Self.check("top", top, 1...Self.mostRows)
    try Self.check("maxRejects", maxRejects, 0...1_000_000_000_000)
    _ = try excludedHosts()
    try checkOutputs()
    try checkOverwriting()
    _ = try readAlerts()
  }

  /// Says of all patterns at once what is wrong with them.
  private func checkFiles() throws(ConfigurationError) {
    let problems = files.enumerated().compactMap { number, name in
      LogFiles.problem(of: name).map { (number: number, text: "\"\(name)\" \($0)") }
    }
    guard let first = problems.first else { return }
    throw ConfigurationError(
      path: problems.count == 1 && files.count > 1 ? "files[\(first.number)]" : "files",
      problem: problems.map(\.text).joined(separator: "; "),
      remedy: "Write a backslash before a sign that stands for itself."
    )
  }

  private static func check(
    _ path: String,
    _ value: Int?,
    _ range: ClosedRange<Int>
  ) throws(ConfigurationError) {
    guard let value, !range.contains(value) else { return }
    throw ConfigurationError(
      path: path,
      problem: "must be \(range.lowerBound) or more, not \(value)",
      remedy: ""
    )
  }

  /// The format that is named, if any.
  func readFormat() throws(ConfigurationError) -> LogFormat? {
    guard let logFormat else {
      for (path, text) in [("dateFormat", dateFormat), ("timeFormat", timeFormat)]
      where text != nil {
        throw ConfigurationError(
          path: path,
          problem: "is there without logFormat",
          remedy: "Write logFormat, too: it says where in a line the day and the time are."
        )
      }
      return nil
    }
    do {
      return try LogFormat(logFormat, dateFormat: dateFormat, timeFormat: timeFormat)
    } catch {
      throw ConfigurationError(path: "logFormat", problem: error.message.withoutStop, remedy: "")
    }
  }

  private func checkTimes() throws(ConfigurationError) {
    let (from, to) = (try Self.bound(since, "since"), try Self.bound(until, "until"))
    guard let from, let to, from.isNeverBefore(to) else { return }
    throw ConfigurationError(
      path: "since",
      problem: "is not before until",
      remedy: "Exchange them."
    )
  }

  private static func bound(
    _ text: String?,
    _ path: String
  ) throws(ConfigurationError) -> LogTimeBound? {
    guard let text else { return nil }
    guard let bound = LogTimeBound(text) else {
      throw ConfigurationError(
        path: path,
        problem: "\"\(text)\" is no time",
        remedy: "Write \(LogTimeBound.forms)."
      )
    }
    return bound
  }

  /// The conditions as one.
  func condition() throws(ConfigurationError) -> TableExpression? {
    for (number, text) in conditions.enumerated() {
      let path = conditions.count > 1 ? "where[\(number)]" : "where"
      _ = try Self.condition(text, path)
    }
    switch conditions.count {
    case 0: return nil
    case 1: return try Self.condition(conditions[0], "where")
    default:
      return try Self.condition(conditions.map { "(\($0))" }.joined(separator: " and "), "where")
    }
  }

  private static func condition(
    _ text: String,
    _ path: String
  ) throws(ConfigurationError) -> TableExpression {
    do {
      return try LogCondition.checked(text, name: "where")
    } catch {
      throw ConfigurationError(path: path, problem: error.problem, remedy: error.remedy)
    }
  }

  /// The clients whose records are left out.
  func excludedHosts() throws(ConfigurationError) -> [HostPattern] {
    var patterns: [HostPattern] = []
    for (number, text) in excludeHosts.enumerated() {
      let path = excludeHosts.count > 1 ? "excludeHosts[\(number)]" : "excludeHosts"
      let pattern: HostPattern
      do {
        pattern = try HostPattern(text)
      } catch {
        throw ConfigurationError(
          path: path,
          problem: error == .length
            ? "\"\(text)\" has no length after the slash that its address could have"
            : "\"\(text)\" is no address",
          remedy: "Write an address, a range such as 10.0.0.0/8 or 2001:db8::/32, or a name."
        )
      }
      guard !anonymizeIP || pattern.isWideEnoughToAnonymize else {
        throw ConfigurationError(
          path: path,
          problem: "\"\(text)\" cannot be told from its neighbours once addresses are anonymous",
          remedy: "Write the network, such as 192.0.2.0/24 or 2001:db8::/64, or keep addresses."
        )
      }
      patterns.append(pattern)
    }
    return patterns
  }

  private func checkOutputs() throws(ConfigurationError) {
    for (number, name) in output.enumerated() {
      let path = output.count > 1 ? "output[\(number)]" : "output"
      let named = Self.format(of: name)
      if let format, let named, format != named {
        throw ConfigurationError(
          path: path,
          problem: "\"\(name)\" is a name of \(named.rawValue), but format is \(format.rawValue)",
          remedy: "Leave format out, or name the file otherwise."
        )
      }
      guard format == nil, named == nil else { continue }
      throw ConfigurationError(
        path: path,
        problem: "\"\(name)\" has no ending that says how to write it",
        remedy: "End it with .html, .json, .csv, .md or .txt, or write format."
      )
    }
    for (number, name) in (output + [rejects].compactMap(\.self)).enumerated()
    where output.prefix(number).contains(name) {
      throw ConfigurationError(
        path: number < output.count ? "output" : "rejects",
        problem: "names \"\(name)\" twice",
        remedy: "Name another file."
      )
    }
  }

  /// Refuses to write over a log; where links lead to is seen when the job runs.
  private func checkOverwriting() throws(ConfigurationError) {
    let named = output.enumerated().map { (output.count > 1 ? "output[\($0)]" : "output", $1) }
    for (path, name) in named + [rejects].compactMap({ $0.map { ("rejects", $0) } })
    where name != "-" && !name.hasPrefix("/dev/") {
      guard let log = files.first(where: { LogFiles.includes($0, name) }) else { continue }
      throw ConfigurationError(
        path: path,
        problem: log == name
          ? "\"\(name)\" is a log that is read, and would be lost"
          : "\"\(name)\" is among the logs that are read, \"\(log)\", and would be lost",
        remedy: "Name another file."
      )
    }
  }

  /// What the name of a file says about how a report is written; `nil` when it says nothing.
  static func format(of name: String) -> TableFormat? {
    let name = name.lowercased()
    let stem = [".gz", ".zst"].first(where: name.hasSuffix).map { name.dropLast($0.count) }
    return switch FilePath(String(stem ?? name[...])).extension {
    case "html", "htm": .html
    case "json": .json
    case "csv": .csv
    case "md", "markdown": .markdown
    case "txt": .text
    default: nil
    }
  }

  /// The alerts.
  func readAlerts() throws(ConfigurationError) -> [LogAlert] {
    var read: [LogAlert] = []
    for (number, text) in alerts.enumerated() {
      do {
        read.append(try LogAlert(text))
      } catch {
        throw ConfigurationError(
          path: alerts.count > 1 ? "alerts[\(number)]" : "alerts",
          problem: error.problem,
          remedy: error.remedy
        )
      }
    }
    return read
  }
}
