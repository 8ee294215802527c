#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

// What columns are computed with: one switch a column, then a loop over its rows.

extension NullMask {
  /// The rows that have no value in one of two columns.
  static func union(_ left: NullMask, _ right: NullMask) -> NullMask {
    guard left.hasNulls else { return right }
    guard right.hasNulls else { return left }
    var mask = NullMask()
    for row in 0..<left.count { mask.append(isNull: left.isSet(row) || right.isSet(row)) }
    return mask
  }

  /// The mask of rows of which some may be without a value.
  public init(_ isNull: [Bool]) {
    self.init()
    if isNull.contains(true) {
      for row in isNull { append(isNull: row) }
    } else {
      appendValues(isNull.count)
    }
  }
}

/// Compares two columns of values row by row.
func compared<T: Comparable>(_ left: [T], _ right: [T], _ comparison: BinaryOperator) -> [Bool] {
  func each(_ holds: (T, T) -> Bool) -> [Bool] {
    [Bool](unsafeUninitializedCapacity: left.count) { result, count in
      left.withUnsafeBufferPointer { left in
        right.withUnsafeBufferPointer { right in
          for row in 0..<left.count {
            (result.baseAddress.unsafelyUnwrapped + row).initialize(
              to: holds(left[row], right[row])
            )
          }
        }
      }
      count = left.count
    }
  }
  switch comparison {
  case .equal: return each { $0 == $1 }
  case .notEqual: return each { $0 != $1 }
  case .less: return each { $0 < $1 }
  case .lessOrEqual: return each { $0 <= $1 }
  case .greater: return each { $0 > $1 }
  default: return each { $0 >= $1 }
  }
}

extension BinaryOperator {
  /// Whether the comparison holds for an order: less than zero, zero or more.
  @inline(__always)
  func holds(_ order: Int) -> Bool {
    switch self {
    case .equal: order == 0
    case .notEqual: order != 0
    case .less: order < 0
    case .lessOrEqual: order <= 0
    case .greater: order > 0
    default: order >= 0
    }
  }
}

/// The order of a whole number and a double, exact also beyond 2^53.
func order(_ left: Int64, _ right: Double) -> Int {
  guard right > -9.3e18 else { return right.isNaN ? -1 : 1 }
  guard right < 9.3e18 else { return -1 }
  let whole = Int128(right.rounded(.towardZero))
  if Int128(left) != whole { return Int128(left) < whole ? -1 : 1 }
  let fraction = right - right.rounded(.towardZero)
  return fraction > 0 ? -1 : fraction < 0 ? 1 : 0
}

/// The order of two runs of bytes.
@inline(__always)
func order(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
  let common = min(left.count, right.count)
  if common > 0, let a = left.baseAddress, let b = right.baseAddress {
    let result = Int(memcmp(a, b, common))
    if result != 0 { return result }
  }
  return left.count - right.count
}

extension Column {
  /// Calls `body` with the bytes of every row that has a value, or once for each different one when
  /// there is a dictionary; other rows get `placeholder`.
  ///
  /// - Precondition: The column has texts or decimals.
  func mapBytes<T>(
    _ placeholder: T,
    _ body: (UnsafeBufferPointer<UInt8>) throws(TableError) -> T
  ) throws(TableError) -> [T] {
    switch self {
    case .text(let column), .decimal(let column): return try column.map(placeholder, body)
    case .dictionary(let column):
      let results = try column.dictionary.map(placeholder, body)
      guard column.codes.nulls.hasNulls else { return column.codes.values.map { results[Int($0)] } }
      return (0..<column.count).map { row in
        column.codes[row].map { results[Int($0)] } ?? placeholder
      }
    default: preconditionFailure("Only texts have bytes.")
    }
  }

  /// Computes the text of every row from its text; `nil` is no value.
  func mapText(
    _ body: (UnsafeBufferPointer<UInt8>, inout TextColumn) throws(TableError) -> Void
  ) throws(TableError) -> TextColumn {
    switch self {
    case .text(let column), .decimal(let column):
      var result = TextColumn()
      result.reserveCapacity(rows: column.count, bytes: column.bytes.count)
      for row in 0..<column.count {
        if column.nulls[row] {
          result.appendNull()
        } else {
          try column.bytes(of: row) { bytes throws(TableError) in try body(bytes, &result) }
        }
      }
      return result
    case .dictionary(let column):
      let results = try Column.text(column.dictionary).mapText(body)
      var chosen = TextColumn()
      for row in 0..<column.count {
        if let code = column.codes[row], !results.nulls[Int(code)] {
          results.withBytes(of: Int(code)) { chosen.append($0) }
        } else {
          chosen.appendNull()
        }
      }
      return chosen
    default: preconditionFailure("Only texts have bytes.")
    }
  }

  /// The texts, each written out.
  var plainText: TextColumn {
    switch self {
    case .text(let column), .decimal(let column): column
    case .dictionary(let column): column.decoded
    default: TextColumn((0..<count).map { self[$0].isNull ? nil : self[$0].description })
    }
  }
}

extension TextColumn {
  /// Calls `body` with the bytes of a row and lets its typed error through.
  func bytes<T>(
    of row: Int,
    _ body: (UnsafeBufferPointer<UInt8>) throws(TableError) -> T
  ) throws(TableError) -> T {
    let result = withBytes(of: row) { bytes in
      Result { () throws(TableError) in try body(bytes) }
    }
    return try result.get()
  }

  /// Calls `body` with the bytes of every row that has a value.
  func map<T>(
    _ placeholder: T,
    _ body: (UnsafeBufferPointer<UInt8>) throws(TableError) -> T
  ) throws(TableError) -> [T] {
    var results: [T] = []
    results.reserveCapacity(count)
    var failure: TableError?
    bytes.withUnsafeBufferPointer { all in
      for row in 0..<count {
        guard !nulls[row] else {
          results.append(placeholder)
          continue
        }
        do throws(TableError) {
          results.append(
            try body(UnsafeBufferPointer(rebasing: all[offsets[row]..<offsets[row + 1]]))
          )
        } catch {
          failure = error
          return
        }
      }
    }
    if let failure { throw failure }
    return results
  }
}
