internal import BatteryNumbers

/// A term of a formula that makes groups.
public struct FormulaGrouping: Sendable, Hashable {
  /// The term, `C(name)` or the name of a column of texts.
  public let term: String
  /// The names of the groups, in ``GroupOrder``.
  public let groups: [String]
  /// The group that the others are compared with; `nil` where each group has a column.
  public let reference: String?
}

/// The groups that a factor of a formula makes of rows.
struct GroupedFactor {
  /// Columns of more groups tell rows, not groups.
  static let maximumGroups = 1_000

  var rows: [String]
  var names: [String]

  init(
    _ factor: FormulaExpression,
    _ table: [String: FormulaColumn]
  ) throws(StatisticsError) {
    rows = try factor.evaluate(table).groups
    let different = Set(rows)
    guard different.count <= Self.maximumGroups else {
      throw StatisticsError(
        .shape,
        "\(factor.text) makes \(different.count) groups of \(rows.count) rows, and a term has at"
          + " most \(Self.maximumGroups). Leave it out, or join groups beforehand.",
        columns: factor.columns
      )
    }
    names = different.sorted(by: GroupOrder.isBefore)
    if names.count == 1 {
      throw StatisticsError(
        .constant,
        "\(factor.text) is “\(names[0])” in every row: there is no other group to compare."
          + " Leave it out.",
        columns: factor.columns
      )
    }
  }

  /// A column of zeros and ones for each group, or each but the first.
  func columns(_ text: String, keepsFirst: Bool) -> [(name: String, column: FormulaColumn)] {
    names.dropFirst(keepsFirst ? 0 : 1).map { name in
      ("\(text)[\(name)]", .exact(rows.map { $0 == name ? 1 : 0 }))
    }
  }
}
