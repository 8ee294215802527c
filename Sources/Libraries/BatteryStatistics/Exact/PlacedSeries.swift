internal import BatteryNumbers

/// The exact sums of a series of which parts come in any order, each with its place.
///
/// Sums of parts are added as they come; only the first and last numbers are kept of each, for the
/// products of neighbours in different parts. ``DecimalSeries`` and ``DoubleSeries`` are those of a
/// series that comes in order.
package struct PlacedSeries: Sendable {
  /// The first and the last number of a part.
  private struct Ends: Sendable {
    var place: Int
    var first: ScaledNumber
    var last: ScaledNumber
  }

  /// How many numbers there are.
  package private(set) var count = 0
  // One part may have decimals and the next doubles: each base has its own sums.
  private var sums: [NumberBase: ScaleSums] = [:]
  private var ends: [Ends] = []

  /// Makes the state of no numbers.
  package init() {}

  /// Adds a part.
  ///
  /// - Parameters:
  ///   - values: Integers.
  ///   - scales: By which power of `base` each is divided.
  ///   - base: What the powers are of.
  ///   - long: Numbers of any length that are among them, ascending by their places in the part.
  ///   - place: The place of the part in the series.
  package mutating func add(
    _ values: UnsafeBufferPointer<Int64>,
    scales: UnsafeBufferPointer<Int16>,
    base: NumberBase,
    long: [(place: Int, number: ScaledNumber)],
    at place: Int
  ) {
    let total = values.count + long.count
    guard total > 0 else { return }
    func short(_ place: Int) -> ScaledNumber {
      ScaledNumber(BigInteger(Int(values[place])), scale: Int(scales[place]), base: base)
    }
    var (start, first, previous): (Int, ScaledNumber?, ScaledNumber?) = (0, nil, nil)
    func run(to end: Int) {
      guard start < end else { return }
      let range = start..<end
      sums[base, default: ScaleSums(depth: .shape)].add(
        UnsafeBufferPointer(rebasing: values[range]),
        scales: UnsafeBufferPointer(rebasing: scales[range])
      )
      if let previous { addProduct(previous, short(start)) }
      first = first ?? short(start)
      previous = short(end - 1)
      start = end
    }
    for (index, item) in long.enumerated() {
      run(to: item.place - index)
      let number = item.number.scale < 0 ? item.number.whole : item.number
      sums[number.base, default: ScaleSums(depth: .shape)]
        .add(number.coefficient, scale: number.scale)
      if let previous { addProduct(previous, number) }
      first = first ?? number
      previous = number
    }
    run(to: values.count)
    count += total
    if let first, let previous { ends.append(Ends(place: place, first: first, last: previous)) }
  }

  private mutating func addProduct(_ one: ScaledNumber, _ other: ScaledNumber) {
    // Numbers to different bases are both decimal.
    let (one, other) = one.base == other.base ? (one, other) : (one.decimal, other.decimal)
    sums[one.base, default: ScaleSums(depth: .shape)]
      .add(product: one.coefficient * other.coefficient, scale: one.scale + other.scale)
  }

  /// Adds the parts of another state, wherever they are in the series.
  package mutating func add(_ other: PlacedSeries) {
    count += other.count
    for (base, sums) in other.sums { self.sums[base, default: ScaleSums(depth: .shape)].add(sums) }
    ends += other.ends
  }

  /// The sums of the whole series.
  package var moments: SeriesMoments {
    var whole = self
    let ordered = ends.sorted { $0.place < $1.place }
    for (one, next) in zip(ordered, ordered.dropFirst()) { whole.addProduct(one.last, next.first) }
    var moments = SeriesMoments()
    guard let first = ordered.first?.first, let last = ordered.last?.last else { return moments }
    for (base, sums) in whole.sums { moments.addSums(of: sums.totals(base)) }
    moments.count = count
    moments.setEnds(first, last)
    return moments
  }
}
