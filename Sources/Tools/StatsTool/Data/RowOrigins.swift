/// Which rows of which files the rows of a table are: a number for each stretch of rows that follow
/// each other in the file, too.
package struct RowOrigins: Hashable, Sendable {
  /// Rows that follow each other.
  struct Run: Hashable, Sendable {
    /// The first one's place in the table, from 0.
    var index: Int
    /// Its number in the file, from 1.
    var row: Int
    /// The line on which it begins; 0 where rows have no lines.
    var line: Int
    /// The place of its file among ``files``.
    var file: Int

    /// Whether another run, which begins at a place of the table, goes on where this one stops.
    func isContinued(by other: Run) -> Bool {
      let count = other.index - index
      return other.file == file && other.row == row + count
        && (line == 0 ? other.line == 0 : other.line == line + count)
    }
  }

  /// What messages call the files.
  let files: [String]
  private(set) var runs: [Run] = []

  init(files: [String]) { self.files = files }

  /// Appends rows that follow each other; the next run begins behind them.
  mutating func append(_ run: Run) {
    if let last = runs.last, last.isContinued(by: run) { return }
    runs.append(run)
  }

  /// Where a row is found.
  ///
  /// - Parameter index: Its place in the table, from 0.
  /// - Returns: The file, and the numbers of the row and its line.
  /// - Complexity: O(log *n*) of *n* stretches.
  func place(of index: Int) -> RowPlace {
    var (low, high) = (0, runs.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if runs[middle].index <= index { low = middle } else { high = middle }
    }
    guard low < high else { return RowPlace(row: index + 1) }
    let run = runs[low]
    let beyond = index - run.index
    return RowPlace(
      file: files[run.file],
      isOneOfSeveral: files.count > 1,
      row: run.row + beyond,
      line: run.line == 0 ? nil : run.line + beyond
    )
  }
}
