/// How often each value of some columns appears.
public struct Frequencies: TableFold {
  /// The values of one column.
  public struct ColumnResult: Hashable, Sendable {
    /// The name of the column.
    public var name: String
    /// The most frequent values, the most frequent one first, of equally frequent ones the one that
    /// is seen first.
    public var values: [Entry]
    /// How many different values there are, `null` included.
    public var distinct: Int
    /// How many rows have none of ``values``.
    public var others: Int
  }

  /// A value and how often it appears.
  public struct Entry: Hashable, Sendable {
    /// The value.
    public var value: Value
    /// How many rows have it.
    public var count: Int
  }

  private struct Counter: Sendable {
    var table = KeyTable()
    var values: Column
    var counts: [Int] = []

    mutating func add(_ column: Column, times: [Int]? = nil) {
      let (numbers, new) = table.add([column], count: column.count)
      if !new.isEmpty { values.append(column.gathering(new)) }
      counts.grow(to: table.count, 0)
      for (row, number) in numbers.enumerated() { counts[Int(number)] += times?[row] ?? 1 }
    }
  }

  private let names: [String]
  private let places: [Int]
  private let limit: Int
  private var rows = 0
  private var counters: [Counter] = []

  /// Begins to count.
  ///
  /// - Parameters:
  ///   - schema: The columns of the rows.
  ///   - columns: The names of the columns; all when there are none.
  ///   - limit: How many values of each column are listed at the most.
  /// - Throws: ``TableError`` when a column is not there.
  public init(
    _ schema: Schema,
    of columns: [String] = [],
    limit: Int = 10
  ) throws(TableError) {
    names = columns.isEmpty ? schema.names : columns
    var places: [Int] = []
    for name in names { places.append(try schema.requiredPlace(of: name)) }
    self.places = places
    self.limit = max(0, limit)
    counters = places.map { Counter(values: Column(schema[$0].type)) }
  }

  /// Takes in some rows.
  public mutating func add(_ batch: Batch) {
    rows += batch.count
    for (counter, place) in places.enumerated() { counters[counter].add(batch.columns[place]) }
  }

  /// Takes in what another state saw, whose rows come after those of this one.
  public mutating func merge(_ later: Frequencies) {
    rows += later.rows
    for place in counters.indices {
      counters[place].add(later.counters[place].values, times: later.counters[place].counts)
    }
  }

  /// The values of each column.
  public mutating func finish() -> [ColumnResult] {
    zip(names, counters).map { name, counter in
      let order = counter.counts.indices.sorted {
        (counter.counts[$1], $0) < (counter.counts[$0], $1)
      }
      let values = order.prefix(limit).map { place in
        Entry(value: counter.values[place], count: counter.counts[place])
      }
      let listed = values.reduce(0) { $0 + $1.count }
      return ColumnResult(
        name: name,
        values: values,
        distinct: counter.counts.count,
        others: rows - listed
      )
    }
  }
}
