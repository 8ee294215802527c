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

  /// The first and the last number of a batch.
  private struct Edge: Sendable {
    var place: Int
    var first: ScaledNumber
    var last: ScaledNumber
  }

  private(set) var count = 0
  /// How many rows have no number.
  private(set) var missing = 0
  /// How many numbers are NaN or infinite.
  private(set) var notFinite = 0
  private(set) var store: NumberStore
  private let wanted: Wanted
  private let lane: Lane
  // One file may have texts and the next doubles: each base has its own sums.
  private var powers: [NumberBase: PowerSums] = [:]
  private var neighbours: [NumberBase: ProductSums] = [:]
  private var edges: [Edge] = []
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
    for item in numbers.long { try store.add(long: item.number) }
    guard wanted.numbers else { return }
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
        powers[numbers.base, default: PowerSums()].add(values, scales: scales)
        Self.add(
          numbers,
          values,
          scales,
          to: &neighbours[numbers.base, default: ProductSums()]
        )
      }
    }
    edges.append(Edge(place: place, first: numbers.first, last: numbers.last))
  }

  /// Multiplies neighbours: short numbers with each other, and long ones with what is beside them.
  private static func add(
    _ numbers: NumberRows,
    _ values: UnsafeBufferPointer<Int64>,
    _ scales: UnsafeBufferPointer<Int16>,
    to neighbours: inout ProductSums
  ) {
    var start = 0
    var previous: ScaledNumber?
    func run(to end: Int) {
      guard start < end else { return }
      let range = start..<end
      neighbours.addNeighbours(
        UnsafeBufferPointer(rebasing: values[range]),
        scales: UnsafeBufferPointer(rebasing: scales[range])
      )
      if let previous { neighbours.add(previous, numbers.short(start)) }
      previous = numbers.short(end - 1)
      start = end
    }
    for (index, item) in numbers.long.enumerated() {
      run(to: item.place - index)
      if let previous { neighbours.add(previous, item.number) }
      previous = item.number
    }
    run(to: values.count)
  }

  /// Takes in another state.
  mutating func add(_ other: NumberState) throws {
    count += other.count
    missing += other.missing
    notFinite += other.notFinite
    for (base, sums) in other.powers { powers[base, default: PowerSums()].add(sums) }
    for (base, sums) in other.neighbours { neighbours[base, default: ProductSums()].add(sums) }
    edges += other.edges
    moments += other.moments
    products += other.products
    sketches += other.sketches
    try store.add(other.store)
  }

  /// Ends the taking in.
  mutating func close() throws { try store.close() }

  /// The figures of the sums.
  func figures() -> MomentFigures {
    guard lane == .fast else { return exactFigures() }
    var all = RunningMoments()
    for part in moments.sorted(by: { $0.place < $1.place }) { all.add(part.moments) }
    var sums = NeighbourSums([])
    for part in products.sorted(by: { $0.place < $1.place }) { sums.add(part.sums) }
    return MomentFigures(all, sums)
  }

  private func exactFigures() -> MomentFigures {
    // Doubles among texts are decimals, too, of more digits.
    let base: NumberBase = powers.count == 1 && powers[.two] != nil ? .two : .ten
    func number(_ number: ScaledNumber) -> ScaledNumber { base == .ten ? number.decimal : number }
    var between = ProductSums()
    let ordered = edges.sorted { $0.place < $1.place }
    for (one, next) in zip(ordered, ordered.dropFirst()) {
      between.add(number(one.last), number(next.first))
    }
    let ends = ordered.first.flatMap { first in
      ordered.last.map { (number(first.first), number($0.last)) }
    }
    guard base == .ten else {
      between.add(neighbours[.two] ?? ProductSums())
      let totals = powers[.two]?.totals(.two, and: [])
      return MomentFigures(count, totals ?? PowerSums.Totals(), between.total(.two), ends: ends)
    }
    between.add(neighbours[.ten] ?? ProductSums())
    var totals = (powers[.ten] ?? PowerSums()).totals(.ten, and: store.long)
    if let binary = powers[.two] { totals = totals + binary.totals(.two, and: []).decimal }
    if let (sum, scale) = neighbours[.two]?.total(.two) {
      between.add(
        ScaledNumber(sum, scale: scale, base: .two).decimal,
        ScaledNumber(1, scale: 0, base: .ten)
      )
    }
    return MomentFigures(count, totals, between.total(.ten), ends: ends)
  }

  /// The sketches of all batches as one, in the order of the file.
  func sketch() throws -> QuantileSketch {
    var all = QuantileSketch()
    for part in sketches.sorted(by: { $0.place < $1.place }) { try all.add(part.sketch) }
    return all
  }
}
