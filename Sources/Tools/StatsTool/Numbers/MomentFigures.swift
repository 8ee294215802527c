import BatteryNumbers
import BatteryStatistics

/// The figures that sums of powers give; `nil` where one is not defined.
struct MomentFigures: Sendable, Hashable {
  var mean: Double?
  /// Of a sample: divided by n - 1.
  var variance: Double?
  var standardDeviation: Double?
  /// Of a whole population: divided by n.
  var populationStandardDeviation: Double?
  /// The third moment of the standardised numbers, of a population.
  var skewness: Double?
  /// The fourth moment of the standardised numbers, of a population, less 3.
  var kurtosis: Double?
  /// The correlation of the numbers with their successors, by the mean and the variance of all.
  var lag1Autocorrelation: Double?

  /// Whether all figures are there as finite doubles.
  var areFinite: Bool {
    [
      mean, variance, standardDeviation, populationStandardDeviation, skewness, kurtosis,
      lag1Autocorrelation,
    ]
    .allSatisfy { $0?.isFinite ?? false }
  }

  /// Rounds each figure once, from the exact value.
  init(
    _ count: Int,
    _ sums: PowerSums.Totals,
    _ neighbours: (sum: BigInteger, scale: Int),
    ends: (first: ScaledNumber, last: ScaledNumber)?
  ) {
    guard count > 0 else { return }
    let n = BigInteger(count)
    let unit = sums.base.power(sums.scale)
    mean = ExactQuotient(sums.first, over: n * unit).value
    // n² times the second central moment, at the scale twice over.
    let second = n * sums.second - sums.first * sums.first
    populationStandardDeviation =
      ExactQuotient(second, over: n * n * unit * unit).signedSquareRoot
    if count > 1 {
      let divisor = n * BigInteger(count - 1) * unit * unit
      variance = ExactQuotient(second, over: divisor).value
      standardDeviation = ExactQuotient(second, over: divisor).signedSquareRoot
    }
    guard !second.isZero else { return }
    // n³ and n⁴ times the third and fourth central moments.
    let square = sums.first * sums.first
    let third =
      n * n * sums.third - 3 * n * sums.first * sums.second + 2 * square * sums.first
    let fourth =
      n * n * n * sums.fourth - 4 * n * n * sums.first * sums.third
      + 6 * n * square * sums.second - 3 * square * square
    let thirdSquare = ExactQuotient(third * third, over: second * second * second)
    skewness = third.isNegative ? -thirdSquare.signedSquareRoot : thirdSquare.signedSquareRoot
    kurtosis = ExactQuotient(fourth - 3 * second * second, over: second * second).value
    guard let ends else { return }
    // Σ (x - m)(x' - m), times n², at the products' scale.
    let scale = max(neighbours.scale, 2 * sums.scale)
    let products = neighbours.sum * sums.base.power(scale - neighbours.scale)
    let up = sums.base.power(scale - 2 * sums.scale)
    func scaled(_ number: ScaledNumber) -> BigInteger {
      number.coefficient * sums.base.power(sums.scale - number.scale)
    }
    let bothEnds = 2 * sums.first - scaled(ends.first) - scaled(ends.last)
    let shared =
      n * n * products
      + (BigInteger(count - 1) * square - n * sums.first * bothEnds) * up
    lag1Autocorrelation = ExactQuotient(shared, over: n * second * up).value
  }

  /// Computes in doubles.
  init(_ moments: RunningMoments, _ neighbours: NeighbourSums) {
    guard moments.count > 0, let center = try? moments.mean() else { return }
    mean = center
    variance = try? moments.variance()
    standardDeviation = try? moments.standardDeviation()
    populationStandardDeviation = try? moments.standardDeviation(population: true)
    skewness = try? moments.skewness(population: true)
    kurtosis = try? moments.kurtosis(population: true)
    guard let spread = try? moments.variance(population: true), spread > 0 else { return }
    lag1Autocorrelation = neighbours.sum(around: center) / (spread * Double(moments.count))
  }
}

/// Sums of the products of neighbouring doubles, relative to the first of each batch.
struct NeighbourSums: Sendable {
  private struct Part: Sendable {
    var origin = 0.0
    var products = 0.0
    var sums = 0.0
    var pairs = 0
    var last = 0.0
  }

  private var parts: [Part] = []

  /// The neighbours among some numbers that follow each other.
  init(_ values: [Double]) {
    guard let first = values.first else { return }
    var part = Part(origin: first, pairs: values.count - 1, last: first)
    for value in values.dropFirst() {
      part.products += (part.last - first) * (value - first)
      part.sums += (part.last - first) + (value - first)
      part.last = value
    }
    parts = [part]
  }

  /// Adds the numbers that follow.
  mutating func add(_ next: NeighbourSums) { parts += next.parts }

  /// The sum of the products of neighbouring deviations.
  func sum(around center: Double) -> Double {
    var sum = 0.0
    for (index, part) in parts.enumerated() {
      let shift = center - part.origin
      sum += part.products - shift * part.sums + Double(part.pairs) * shift * shift
      if index + 1 < parts.count {
        sum += (part.last - center) * (parts[index + 1].origin - center)
      }
    }
    return sum
  }
}
