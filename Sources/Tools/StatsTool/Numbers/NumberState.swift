import BatteryNumbers
import BatteryStatistics

/// What one column's numbers come to while they are read; states are merged in any order.
struct NumberState: Sendable {
  /// What is kept of the numbers, as a question needs it.
  struct Wanted: Sendable, Hashable {
    /// The sums of powers and of neighbours.
    var sums = false
    /// The numbers themselves.
    var numbers = false
    /// A sketch of them, which is smaller.
    var sketch = false
  }

  private(set) var count = 0
  /// How many rows have no number.
  private(set) var missing = 0
  /// How many numbers are NaN or infinite.
  private(set) var notFinite = 0
  private(set) var store: NumberStore
  private let wanted: Wanted
  private let lane: Lane
  private var series = PlacedSeries()
  // Rounding depends on the order: what is in doubles is joined in the order of the file.
  private var moments: [(place: Int, moments: RunningMoments)] = []
  private var products: [(place: Int, sums: NeighbourSums)] = []
  private var sketches: [(place: Int, sketch: QuantileSketch)] = []

  init(_ wanted: Wanted, _ lane: Lane, _ room: NumberRoom) {
    self.wanted = wanted
    self.lane = lane
    store = NumberStore(room)
  }

  /// Takes in the numbers of some rows.
  mutating func add(_ numbers: NumberRows, at place: Int) throws {
    missing += numbers.missing
    notFinite += numbers.notFinite
    count += numbers.count
    guard numbers.count > 0 else { return }
    if wanted.sketch {
      var sketch = QuantileSketch()
      for value in numbers.doubles { try sketch.add(value) }
      sketches.append((place, sketch))
    }
    if lane == .fast {
      let values = numbers.doubles
      if wanted.sums {
        moments.append((place, RunningMoments(values)))
        products.append((place, NeighbourSums(values)))
      }
      if wanted.numbers { try store.add(doubles: values) }
      return
    }
    if wanted.sums { addSums(numbers, at: place) }
    guard wanted.numbers else { return }
    for item in numbers.long { try store.add(long: item.number) }
    if numbers.base == .two {
      try store.add(doubles: numbers.doubles)
    } else {
      try numbers.values.withUnsafeBufferPointer { values in
        try numbers.scales.withUnsafeBufferPointer { try store.add(values, scales: $0) }
      }
    }
  }

  private mutating func addSums(_ numbers: NumberRows, at place: Int) {
    numbers.values.withUnsafeBufferPointer { values in
      numbers.scales.withUnsafeBufferPointer { scales in
        series.add(values, scales: scales, base: numbers.base, long: numbers.long, at: place)
      }
    }
  }

  /// Takes in another state.
  mutating func add(_ other: NumberState) throws {
    count += other.count
    missing += other.missing
    notFinite += other.notFinite
    series.add(other.series)
    moments += other.moments
    products += other.products
    sketches += other.sketches
    try store.add(other.store)
  }

  /// Ends the taking in.
  mutating func close() throws { try store.close() }

  /// The figures of the sums.
  func figures() -> MomentFigures {
    guard lane == .fast else { return MomentFigures(series.moments) }
    var all = RunningMoments()
    for part in moments.sorted(by: { $0.place < $1.place }) { all.add(part.moments) }
    var sums = NeighbourSums([])
    for part in products.sorted(by: { $0.place < $1.place }) { sums.add(part.sums) }
    return MomentFigures(all, sums)
  }

  /// The sketches of all batches as one, in the order of the file.
  func sketch() throws -> QuantileSketch {
    var all = QuantileSketch()
    for part in sketches.sorted(by: { $0.place < $1.place }) { try all.add(part.sketch) }
    return all
  }
}
