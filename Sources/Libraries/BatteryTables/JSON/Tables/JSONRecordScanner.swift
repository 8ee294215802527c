/// Finds the values of records, which are objects one behind the other, and puts their places into
/// columns of cells.
///
/// The strict grammar is spelled out once more here, for the one path that all values of a table
/// take; whatever it refuses is read again by ``JSONMachine``, which says why.
final class JSONRecordScanner {
  /// How keys become columns.
  enum Keys {
    /// Every key becomes one.
    case all(limit: Int)
    /// Only these do.
    case given([String])
  }

  let layout: JSONTableLayout
  let options: JSONOptions
  /// How many records fit ``cells``.
  let rowLimit: Int
  let lineLimit: Int
  let columnLimit: Int
  let addsColumns: Bool
  var keys = JSONKeyTable()
  /// The entry that came first in the last record.
  var firstEntry = -1
  /// The cells of each column, one column behind the other.
  var cells: UnsafeMutablePointer<UInt64>
  /// How many columns have a cell of the row that is read, and which: only these have to be emptied
  /// when it is refused.
  var touched: UnsafeMutablePointer<Int>
  var columnCount: Int
  var columnCapacity: Int
  var machine: JSONMachine
  var keyBuffer: [UInt8] = []

  /// How many rows the cells hold now.
  var rowCount = 0
  /// Where each row begins in its block.
  var rowStarts: UnsafeMutablePointer<Int>
  /// Whether a comma came behind the last record of the block.
  var endsWithComma = false
  /// The records that were refused since ``begin()``.
  var rejects: [JSONBlockReject] = []
  /// How many lines ended since ``begin()``; counted of lines only.
  var lineCount = 0
  /// Whether there are more keys than there may be columns.
  var hasTooManyColumns = false
  /// What ends the reading of an array: its text is wrong.
  var failure: JSONFailure?

  init(
    _ layout: JSONTableLayout,
    _ keys: Keys,
    rowLimit: Int,
    lineLimit: Int,
    options: JSONOptions
  ) {
    self.layout = layout
    self.options = options
    self.rowLimit = rowLimit
    self.lineLimit = min(lineLimit, JSONCell.lengthLimit)
    machine = JSONMachine(depthLimit: options.depthLimit)
    columnCount = 0
    switch keys {
    case .all(let limit):
      addsColumns = true
      columnLimit = limit
      columnCapacity = 32
    case .given(let names):
      addsColumns = false
      columnLimit = names.count
      columnCapacity = max(names.count, 1)
    }
    cells = .allocate(capacity: columnCapacity * rowLimit)
    cells.initialize(repeating: 0, count: columnCapacity * rowLimit)
    rowStarts = .allocate(capacity: rowLimit)
    touched = .allocate(capacity: columnCapacity + 1)
    touched[0] = 0
    guard case .given(let names) = keys else { return }
    for (column, var name) in names.enumerated() {
      name.withUTF8 { name in
        if self.keys.find(name) < 0 { _ = self.keys.add(name, column: column) }
      }
    }
    columnCount = names.count
  }

  deinit {
    cells.deallocate()
    rowStarts.deallocate()
    touched.deallocate()
  }

  /// Prepares for a block.
  func begin() {
    rejects = []
    lineCount = 0
    endsWithComma = false
    failure = nil
  }

  /// Reads records until the block ends or the cells are full.
  ///
  /// - Returns: Where to go on; the end of the block when it is done.
  func scan(_ block: JSONBlock, from start: Int) -> Int {
    clear()
    let base = JSONScan.Pointer(block.bytes)
    let end = base + block.count
    var place = base + start
    if block.offset == 0, start == 0, block.count >= 3, place[0] == 0xEF, place[1] == 0xBB,
      place[2] == 0xBF
    {
      place += 3
    }
    while rowCount < rowLimit {
      place = skipBlanks(place)
      guard place < end else { break }
      if place.pointee == 0x0A {
        lineCount += 1
        place += 1
        continue
      }
      if let next = record(base, place, end) {
        rowStarts[rowCount] = place - base
        rowCount += 1
        place = next
      } else {
        dropRow()
        guard let next = reject(base, place, end, block) else { break }
        place = next
      }
    }
    return place - base
  }

  // MARK: - Cells

  private func clear() {
    // The row behind the last one may have been begun.
    let used = min(rowCount + 1, rowLimit)
    for column in 0..<columnCount {
      (cells + column * rowLimit).update(repeating: 0, count: used)
    }
    rowCount = 0
  }

  /// Takes back the cells of a record that was refused; most are at its very start.
  func dropRow() {
    for place in 0..<touched[0] { cells[touched[place + 1] * rowLimit + rowCount] = 0 }
    touched[0] = 0
  }
}

/// A record of a block that was refused.
struct JSONBlockReject: Sendable {
  /// How many lines of the block end before it; counted when the block is done.
  var line = 0
  /// Where it begins in the block.
  var place: Int
  var reason: String
}
