public import BatteryStatistics

/// A distribution with its numbers, written as `normal:MEAN:SD`, `uniform:LOW:HIGH` or
/// `exponential:RATE`.
public enum NamedDistribution: Hashable, Sendable, CustomStringConvertible {
  /// The normal distribution of a mean and a standard deviation.
  case normal(mean: Double, standardDeviation: Double)
  /// Even between two numbers.
  case uniform(low: Double, high: Double)
  /// That of waiting times with a rate.
  case exponential(rate: Double)

  /// Reads a distribution's name and numbers; `normal`, `uniform` and `exponential` alone are those of
  /// mean 0 and deviation 1, from 0 to 1, and of rate 1.
  ///
  /// - Throws: ``StatisticsError`` for a name that is not known, or numbers that do not fit it.
  public init(parsing text: String) throws(StatisticsError) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let numbers = parts.dropFirst().map { Double($0) ?? .nan }
    func failure(_ remedy: String) -> StatisticsError {
      StatisticsError(.invalidArgument, "The distribution \(text) is not known. \(remedy)")
    }
    guard numbers.allSatisfy(\.isFinite) else {
      throw failure("Its numbers are written as in normal:0:1.")
    }
    switch (parts[0], numbers.count) {
    case ("normal", 0): self = .normal(mean: 0, standardDeviation: 1)
    case ("uniform", 0): self = .uniform(low: 0, high: 1)
    case ("exponential", 0): self = .exponential(rate: 1)
    case ("normal", 2):
      guard numbers[1] > 0 else { throw failure("The standard deviation is above 0.") }
      self = .normal(mean: numbers[0], standardDeviation: numbers[1])
    case ("uniform", 2):
      guard numbers[0] < numbers[1] else { throw failure("The first number is the smaller one.") }
      self = .uniform(low: numbers[0], high: numbers[1])
    case ("exponential", 1):
      guard numbers[0] > 0 else { throw failure("The rate is above 0.") }
      self = .exponential(rate: numbers[0])
    default: throw failure("Take normal:MEAN:SD, uniform:LOW:HIGH or exponential:RATE.")
    }
  }

  /// The name and the numbers, as they are read.
  public var description: String {
    switch self {
    case .normal(let mean, let deviation): "normal:\(Self.text(mean)):\(Self.text(deviation))"
    case .uniform(let low, let high): "uniform:\(Self.text(low)):\(Self.text(high))"
    case .exponential(let rate): "exponential:\(Self.text(rate))"
    }
  }

  /// The distribution in words, for people.
  var meaning: String {
    switch self {
    case .normal(let mean, let deviation):
      "normal, mean \(Self.text(mean)), standard deviation \(Self.text(deviation))"
    case .uniform(let low, let high): "uniform from \(Self.text(low)) to \(Self.text(high))"
    case .exponential(let rate): "exponential, rate \(Self.text(rate))"
    }
  }

  /// A number as it was given.
  private static func text(_ number: Double) -> String { GivenNumber.text(number) }

  /// Tests whether a sample comes from this distribution.
  func test(_ values: [Double]) throws(StatisticsError) -> TestResult {
    switch self {
    case .normal(let mean, let deviation):
      try KolmogorovSmirnovTest.oneSample(
        values,
        NormalDistribution(mean: mean, standardDeviation: deviation)
      )
    case .uniform(let low, let high):
      // Moved to the numbers from 0 to 1, which leaves every distance as it is.
      try KolmogorovSmirnovTest.oneSample(
        values.map { min(max(($0 - low) / (high - low), 0), 1) },
        BetaDistribution(1, 1)
      )
    case .exponential(let rate):
      try KolmogorovSmirnovTest.oneSample(
        values.map { max($0, 0) },
        GammaDistribution(shape: 1, scale: 1 / rate)
      )
    }
  }
}

extension NamedDistribution: Codable {
  /// Reads the distribution from a text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do {
      self = try NamedDistribution(parsing: text)
    } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(error)")
    }
  }

  /// Writes the distribution as a text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
