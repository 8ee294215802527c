import BatteryStatistics

/// The figures that sums of powers give; `nil` where one is not defined.
struct MomentFigures: Sendable, Hashable {
  var mean: ExactValue?
  /// Of a sample: divided by n - 1.
  var variance: ExactValue?
  var standardDeviation: ExactValue?
  /// Of a whole population: divided by n.
  var populationStandardDeviation: ExactValue?
  /// The third moment of the standardised numbers, of a population.
  var skewness: ExactValue?
  /// The fourth moment of the standardised numbers, of a population, less 3.
  var kurtosis: ExactValue?
  /// The correlation of the numbers with their successors, by the mean and the variance of all.
  var lag1Autocorrelation: ExactValue?

  private var all: [ExactValue?] {
    [
      mean, variance, standardDeviation, populationStandardDeviation, skewness, kurtosis,
      lag1Autocorrelation,
    ]
  }

  /// Whether all figures are there, and finite.
  var areFinite: Bool {
    all.allSatisfy { $0.map { $0.isBeyondDouble || $0.double.isFinite } ?? false }
  }

  /// Whether one is beyond the range of doubles.
  var areBeyondDoubles: Bool { all.contains { $0?.isBeyondDouble ?? false } }

  /// Rounds each figure once, from the exact value.
  init(_ moments: SeriesMoments) {
    func figure(_ ratio: ExactRatio?, isRoot: Bool = false) -> ExactValue? {
      ratio.map { ExactValue($0, isRoot: isRoot) }
    }
    let sample = try? moments.varianceRatio(population: false)
    mean = figure(try? moments.meanRatio())
    variance = figure(sample)
    standardDeviation = figure(sample, isRoot: true)
    let whole = try? moments.varianceRatio(population: true)
    populationStandardDeviation = figure(whole, isRoot: true)
    skewness = figure(try? moments.signedSquareOfSkewness(population: true), isRoot: true)
    kurtosis = figure(try? moments.kurtosisRatio(population: true))
    lag1Autocorrelation = figure(try? moments.autocorrelationRatio())
  }

  /// Rounds each figure of numbers with weights once; there is no autocorrelation of these.
  init(_ sample: WeightedSample) {
    func figure(_ ratio: ExactRatio?, isRoot: Bool = false) -> ExactValue? {
      ratio.map { ExactValue($0, isRoot: isRoot) }
    }
    mean = figure(sample.mean)
    variance = figure(sample.variance(population: false))
    standardDeviation = figure(sample.variance(population: false), isRoot: true)
    populationStandardDeviation = figure(sample.variance(population: true), isRoot: true)
    skewness = figure(sample.signedSquareOfSkewness, isRoot: true)
    kurtosis = figure(sample.kurtosis)
  }

  /// Computes in doubles.
  init(_ moments: RunningMoments, _ neighbours: NeighbourSums) {
    guard moments.count > 0, let center = try? moments.mean() else { return }
    func figure(_ value: Double?) -> ExactValue? { value.map { .rounded($0) } }
    mean = .rounded(center)
    variance = figure(try? moments.variance())
    standardDeviation = figure(try? moments.standardDeviation())
    populationStandardDeviation = figure(try? moments.standardDeviation(population: true))
    skewness = figure(try? moments.skewness(population: true))
    kurtosis = figure(try? moments.kurtosis(population: true))
    guard let spread = try? moments.variance(population: true), spread > 0 else { return }
    lag1Autocorrelation = .rounded(
      neighbours.sum(around: center) / (spread * Double(moments.count))
    )
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
