extension StatisticsError {
  /// Refuses a row that has not as many values as a model has columns.
  static func check(_ row: [Double], columns: Int) throws(StatisticsError) {
    guard row.count != columns else { return }
    throw StatisticsError(
      .shape,
      "The model has \(columns) \(columns == 1 ? "column" : "columns") and the row \(row.count)"
        + " \(row.count == 1 ? "value" : "values"). Give as many."
    )
  }
}
