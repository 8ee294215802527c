/// How rows are written as bytes.
protocol RowFormat: Sendable {
  /// Appends some rows of a batch, before which there were a number of rows of the table.
  func append(
    _ rows: Range<Int>,
    of batch: Batch,
    before: Int,
    to output: OutputBuffer
  ) throws(TableError)
}
