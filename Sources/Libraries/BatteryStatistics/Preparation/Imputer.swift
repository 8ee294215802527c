/// What stands in for missing values, a value for each column, fitted to training rows.
///
/// ```swift
/// let imputer = try Imputer.median(of: training)
/// let complete = try imputer.transform(test)
/// ```
///
/// Rows with a missing value are left out instead by ``completeRows(of:)``.
public struct Imputer<Value: Hashable & Codable & Sendable>: Sendable, Hashable, Codable {
  /// What each column's missing values become.
  public let values: [Value]

  /// Makes an imputer of constants, one for each column.
  public init(constants values: [Value]) { self.values = values }

  /// The most frequent value of each column; of several, the one that comes first.
  ///
  /// - Throws: ``StatisticsError`` for a column without any value.
  public static func mode(of columns: [[Value?]]) throws(StatisticsError) -> Imputer {
    try fit(columns) { known throws(StatisticsError) in try Statistics.mode(known) }
  }

  /// Puts values where they are missing.
  ///
  /// - Parameter columns: As many columns as the imputer was fitted to.
  /// - Returns: The columns, complete.
  /// - Throws: ``StatisticsError`` for another number of columns.
  public func transform(_ columns: [[Value?]]) throws(StatisticsError) -> [[Value]] {
    try StatisticsError.check(columns: columns.count, fitted: values.count)
    return zip(columns, values).map { column, value in column.map { $0 ?? value } }
  }

  /// The places of the rows in which no column misses a value, ascending.
  ///
  /// - Throws: ``StatisticsError`` for columns of different length.
  public static func completeRows(of columns: [[Value?]]) throws(StatisticsError) -> [Int] {
    let rows = columns.first?.count ?? 0
    if let other = columns.first(where: { $0.count != rows }) {
      throw .unequal("list of complete rows", rows, other.count)
    }
    return (0..<rows).filter { row in columns.allSatisfy { $0[row] != nil } }
  }

  private static func fit(
    _ columns: [[Value?]],
    _ statistic: ([Value]) throws(StatisticsError) -> Value
  ) throws(StatisticsError) -> Imputer {
    var values: [Value] = []
    for (place, column) in columns.enumerated() {
      let known = column.compactMap { $0 }
      guard !known.isEmpty else {
        throw StatisticsError(
          .tooFewValues,
          "Column \(place + 1) has no value to fit an imputation to. Give a constant, or leave the"
            + " column out."
        )
      }
      values.append(try statistic(known))
    }
    return Imputer(constants: values)
  }
}

extension Imputer where Value == Double {
  /// The mean of each column.
  ///
  /// - Throws: ``StatisticsError`` for a column without any value, or one that is not finite.
  public static func mean(of columns: [[Double?]]) throws(StatisticsError) -> Imputer {
    try fit(columns) { known throws(StatisticsError) in
      try StatisticsError.check(finite: known, "A column to impute")
      return try Statistics.mean(known)
    }
  }

  /// The median of each column.
  ///
  /// - Throws: ``StatisticsError`` for a column without any value, or one that is not finite.
  public static func median(of columns: [[Double?]]) throws(StatisticsError) -> Imputer {
    try fit(columns) { known throws(StatisticsError) in
      try StatisticsError.check(finite: known, "A column to impute")
      return try Statistics.median(known)
    }
  }
}

extension StatisticsError {
  /// A preparation takes as many columns as it was fitted to.
  static func check(columns count: Int, fitted: Int) throws(StatisticsError) {
    guard count == fitted else {
      throw StatisticsError(
        .shape,
        "The preparation was fitted to \(fitted) columns and got \(count). Give the same columns."
      )
    }
  }
}
