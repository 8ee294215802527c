public import BatteryStatistics

extension RegressQuestion {
  /// The formula of a question, which may name columns instead: the outcome, and those that explain
  /// it by their sum.
  ///
  /// - Throws: ``StatisticsError`` when there are both or none, or columns make no formula.
  public static func formula(
    _ formula: String?,
    columns: [String]?
  ) throws(StatisticsError) -> String {
    switch (formula, columns) {
    case (let formula?, nil): return formula
    case (nil, let columns?): return try Self.formula(of: columns)
    case (nil, nil):
      throw StatisticsError(
        .invalidArgument,
        "It is not said what explains what. Give a formula, such as y ~ x1 + x2, or columns, the"
          + " outcome first."
      )
    default:
      throw StatisticsError(
        .invalidArgument,
        "Both formula and columns say what explains what. Leave one of them out."
      )
    }
  }

  /// The outcome by the sum of the others.
  private static func formula(of columns: [String]) throws(StatisticsError) -> String {
    guard columns.count > 1 else {
      throw StatisticsError(
        .invalidArgument,
        "The column \(columns.joined()) alone explains nothing. Name the outcome and then what"
          + " explains it, such as y,x1,x2."
      )
    }
    if let name = columns.first(where: { $0.contains("`") || $0.isEmpty }) {
      throw StatisticsError(
        .invalidArgument,
        "The column “\(name)” has no name for a formula. Rename it.",
        columns: [name]
      )
    }
    let names = columns.map { isWord($0) ? $0 : "`\($0)`" }
    return "\(names[0]) ~ " + names.dropFirst().joined(separator: " + ")
  }

  /// Whether a name can stand in a formula as it is.
  private static func isWord(_ name: String) -> Bool {
    !["C", "I", "log", "exp", "sqrt", "abs"].contains(name)
      && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      && name.first?.isLetter == true
  }
}
