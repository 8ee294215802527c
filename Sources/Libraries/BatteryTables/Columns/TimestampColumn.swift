/// A column of points in time.
public struct TimestampColumn: Hashable, Sendable {
  /// What ``offsets`` holds for a time that was written without an offset.
  public static let noOffset = Int16.min

  /// Microseconds since 1970 in UTC; of a time without an offset, as if it had been UTC.
  public internal(set) var instants: ValueColumn<Int64>
  /// The offset of each row from UTC in minutes as it was written, or ``noOffset``; empty when no row
  /// has one.
  public internal(set) var offsets: [Int16]

  /// Makes a column; rows that are not among `offsets` have none.
  ///
  /// - Precondition: There are no more offsets than rows.
  public init(instants: ValueColumn<Int64> = ValueColumn(), offsets: [Int16] = []) {
    precondition(offsets.count <= instants.count, "An offset belongs to a row.")
    self.instants = instants
    self.offsets = offsets
  }

  /// How many rows there are.
  public var count: Int { instants.count }

  /// The time of a row, or `nil`.
  public subscript(row: Int) -> Timestamp? {
    instants[row].map { Timestamp(microseconds: $0, offset: offset(of: row)) }
  }

  /// The offset of a row in minutes, or `nil`.
  public func offset(of row: Int) -> Int16? {
    guard row < offsets.count, offsets[row] != Self.noOffset else { return nil }
    return offsets[row]
  }

  /// Adds a row.
  public mutating func append(_ time: Timestamp?) {
    let row = instants.count
    guard let time else { return appendNull() }
    instants.append(time.microseconds)
    if let offset = time.offset {
      while offsets.count < row { offsets.append(Self.noOffset) }
      offsets.append(offset)
    } else if !offsets.isEmpty {
      offsets.append(Self.noOffset)
    }
  }

  /// Adds a row without a value.
  public mutating func appendNull() {
    instants.appendNull(0)
    if !offsets.isEmpty { offsets.append(Self.noOffset) }
  }

  /// Adds the rows of another column.
  public mutating func append(_ other: TimestampColumn) {
    if !other.offsets.isEmpty || !offsets.isEmpty {
      while offsets.count < count { offsets.append(Self.noOffset) }
      offsets += other.offsets
      while offsets.count < count + other.count { offsets.append(Self.noOffset) }
    }
    instants.append(other.instants)
  }

  /// The chosen rows, in their order.
  public func gathering(_ rows: [Int32]) -> TimestampColumn {
    TimestampColumn(
      instants: instants.gathering(rows),
      offsets: offsets.isEmpty ? [] : rows.map { offset(of: Int($0)) ?? Self.noOffset }
    )
  }
}
