public import BatteryJobs

extension StatsJob {
  /// The names of the tables of the answer, one of which CSV has; the main one first.
  public var tables: [String] { answerTables.map(\.name) }

  private var answerTables: [AnswerTable] { (question as? any TabledQuestion)?.tables ?? [] }

  /// Returns what writes the answer.
  ///
  /// - Parameters:
  ///   - format: How it is written.
  ///   - width: How many columns the terminal has; `nil` when the answer does not go to one.
  ///   - hasColours: Whether colours are wanted.
  /// - Returns: A renderer with the title, the table and the drawings that this job asks for.
  public func renderer(
    _ format: TableFormat,
    width: Int? = nil,
    hasColours: Bool = false
  ) -> StatsRenderer {
    var renderer = StatsRenderer(format, title: heading, width: width, hasColours: hasColours)
    renderer.hasPlots = plots ?? (format == .html || format == .text && width != nil)
    renderer.table = answerTables.first { $0.name == table ?? $0.name }
    renderer.by = by
    return renderer
  }

  /// Checks how the answer is to look.
  func checkLook() throws(ConfigurationError) {
    if question is SampleQuestion { return }
    if let digits, !(1...Figure.mostDigits).contains(digits) {
      throw ConfigurationError(
        path: "digits",
        problem: "is not from 1 to \(Figure.mostDigits)",
        remedy: "Write such a number."
      )
    }
    let format = format ?? output.flatMap { Self.format(of: $0) }
    let isForPrograms = format == .json || format == .csv
    if let format, isForPrograms, digits != nil || plots == true {
      throw ConfigurationError(
        path: digits != nil ? "digits" : "plots",
        problem: "makes no difference to \(format.rawValue)",
        remedy: "Leave it out; text, markdown and html are for people."
      )
    }
    guard let table else { return }
    guard tables.contains(table) else {
      throw ConfigurationError(
        path: "answerTable",
        problem: "is no table of \(type(of: question).name)",
        remedy: "Write \(Self.list(tables))."
      )
    }
    guard format == .csv else {
      throw ConfigurationError(
        path: "answerTable",
        problem: "is for CSV alone, which has one table",
        remedy: "Write format csv, or leave the table out."
      )
    }
  }

  private static func list(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.joined() }
    return names.dropLast().joined(separator: ", ") + " or \(last)"
  }
}
