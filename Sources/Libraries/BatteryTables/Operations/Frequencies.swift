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
    private var values: Column
    /// Where in ``values`` each different value is.
    private var shown: [Int] = []
    private(set) var counts: [Int] = []
    /// The row in which each value is first seen.
    private var rows: [Int] = []

    init(_ type: ColumnType) { values = Column(type) }

    /// Counts the values of rows that come after all before.
    mutating func add(_ column: Column, at place: Int) {
      let (numbers, new) = table.add([column], count: column.count)
      take(column, new) { place + $0 }
      counts.grow(to: table.count, 0)
      for number in numbers { counts[Int(number)] += 1 }
    }

    private mutating func take(_ column: Column, _ new: [Int32], _ row: (Int) -> Int) {
      guard !new.isEmpty else { return }
      for (number, place) in new.enumerated() {
        shown.append(values.count + number)
        rows.append(row(Int(place)))
      }
      values.append(column.gathering(new))
    }

    /// Takes in what another one counted, whose rows are so much further down.
    mutating func merge(_ other: Counter, shift: Int) {
      let found = other.values.gathering(other.shown.map { Int32($0) })
      let (numbers, new) = table.add([found], count: other.counts.count)
      take(found, new) { other.rows[$0] + shift }
      counts.grow(to: table.count, 0)
      var earlier: [Int32] = []
      for (place, number) in numbers.enumerated() {
        let number = Int(number)
        counts[number] += other.counts[place]
        guard other.rows[place] + shift < rows[number] else { continue }
        rows[number] = other.rows[place] + shift
        // Equal values may be written in several ways: what counts is the first.
        shown[number] = values.count + earlier.count
        earlier.append(Int32(place))
      }
      if !earlier.isEmpty { values.append(found.gathering(earlier)) }
    }

    /// The most frequent values.
    func most(_ limit: Int) -> [Entry] {
      let order = counts.indices.sorted { (counts[$1], rows[$0]) < (counts[$0], rows[$1]) }
      return order.prefix(limit).map { Entry(value: values[shown[$0]], count: counts[$0]) }
    }
  }

  private let names: [String]
  private let places: [Int]
  private let limit: Int
  private var rows = 0
  /// Whether the rows are numbered by who adds them.
  private var isPlaced = false
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
    counters = places.map { Counter(schema[$0].type) }
  }

  /// Takes in some rows.
  public mutating func add(_ batch: Batch) { count(batch, at: rows) }

  /// Takes in some rows, of which it is known where they are in the table.
  public mutating func add(_ batch: Batch, at place: Int) {
    isPlaced = true
    count(batch, at: place)
  }

  private mutating func count(_ batch: Batch, at place: Int) {
    rows += batch.count
    for (counter, column) in places.enumerated() {
      counters[counter].add(batch.columns[column], at: place)
    }
  }

  /// Takes in what another state saw, whose rows come after those of this one, unless all were added
  /// with their place: then the order does not matter.
  public mutating func merge(_ later: Frequencies) {
    let shift = later.isPlaced ? 0 : rows
    rows += later.rows
    isPlaced = isPlaced || later.isPlaced
    for place in counters.indices { counters[place].merge(later.counters[place], shift: shift) }
  }

  /// The values of each column.
  public mutating func finish() -> [ColumnResult] {
    zip(names, counters).map { name, counter in
      let values = counter.most(limit)
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
