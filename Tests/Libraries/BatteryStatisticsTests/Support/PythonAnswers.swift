import BatteryNumbers
import Foundation

@testable import BatteryStatistics

/// Our answers to the questions of `Oracles/cases.py`.
enum PythonAnswers {
  /// The cases that we answer otherwise, with our answer.
  static func mismatches(_ cases: [OracleCase]) -> [String] {
    cases.compactMap { item in
      // Python's means of integers are integers where they can be; ours are doubles.
      let answer = item.fields[3]
      let expected = answer.hasPrefix("i:") ? write(doubles(answer)) : answer
      let given: String
      do {
        given = try self.answer(item)
      } catch {
        given = "error"
      }
      // A standard deviation of 0 makes a point, where Python has no probability.
      if item.operation == "NormalDist.cdf", answer == "error", given.hasPrefix("f:") { return nil }
      // Its harmonic mean of fractions is the integer 0 where one of them is 0.
      if answer == "i:0", given == "q:0" || given == "d:0" { return nil }
      if item.operation == "covariance" || item.operation == "linear_regression"
        || item.operation == "fmean" && item.fields[2] != "f:", isRounded(given, expected)
      {
        return nil
      }
      return given == expected || isNear(given, expected, tolerance(item))
        ? nil : "\(item.line): \(given)"
    }
  }

  /// How far from Python's answer ours may be; nothing where Python rounds once.
  private static func tolerance(_ item: OracleCase) -> Double {
    switch item.operation {
    // The last bits of the C library's functions differ between systems.
    case "geometric_mean", "kde.pdf", "kde.cdf", "kde_random", "kernel.quantile", "NormalDist.pdf":
      1e-14
    // Python 3.13 takes erf, which loses the digits of the lower tail that erfc keeps.
    case "NormalDist.cdf", "NormalDist.overlap": 1e-14
    case "NormalDist.inv_cdf", "NormalDist.quantiles", "NormalDist.samples": 1e-14
    default: 0
    }
  }

  private static func isNear(_ given: String, _ expected: String, _ tolerance: Double) -> Bool {
    guard given.hasPrefix("f:"), expected.hasPrefix("f:") else { return false }
    let (a, b) = (doubles(given), doubles(expected))
    return a.count == b.count
      && zip(a, b).allSatisfy { a, b in
        a == b || a.isNaN && b.isNaN || (a - b).magnitude <= tolerance * max(1, b.magnitude)
      }
  }

  /// Whether Python differs as its sums of products do: they have about twice the digits of a double, ours
  /// all of them.
  ///
  /// Of random bits one sum in some thousands is off by a last digit, smaller ones than a normal double by
  /// the smallest; what overflows on both sides of zero is NaN there, and the infinity of its sum here.
  private static func isRounded(_ given: String, _ expected: String) -> Bool {
    guard given.hasPrefix("f:"), expected.hasPrefix("f:") else { return false }
    let (a, b) = (doubles(given), doubles(expected))
    return a.count == b.count
      && zip(a, b).allSatisfy { a, b in
        a == b || b.isNaN && !a.isFinite || (a - b).magnitude <= b.ulp
      }
  }

  private static func answer(_ item: OracleCase) throws -> String {
    let options = Dictionary(
      uniqueKeysWithValues: item.fields[0].split(separator: ";").map { option in
        let parts = option.split(separator: "=", maxSplits: 1)
        return (String(parts[0]), String(parts[1]))
      }
    )
    let (first, second) = (item.fields[1], item.fields[2])
    let name = item.operation
    if name == "sqrtprod" {
      return write([Statistics.squareRootOfProduct(doubles(first)[0], doubles(second)[0])])
    }
    if name == "NormalDist.from_samples" {
      let normal = try NormalDistribution(samples: doubles(first))
      return write([normal.mean, normal.standardDeviation])
    }
    if name.hasPrefix("NormalDist.") {
      return write(try normal(name, doubles(first), doubles(second), options))
    }
    if name.hasPrefix("kde") || name == "kernel.quantile" {
      return write(try density(name, doubles(first), doubles(second), options))
    }
    if ["covariance", "correlation", "linear_regression"].contains(name) {
      return write(try relation(name, doubles(first), doubles(second), options))
    }
    if name == "fmean" || name == "geometric_mean" {
      let data = doubles(first)
      if name == "geometric_mean" { return write([try Statistics.geometricMean(data)]) }
      return write([
        try second == "f:"
          ? Statistics.fmean(data) : Statistics.fmean(data, weights: doubles(second))
      ])
    }
    switch first.prefix(2) {
    case "i:" where second.hasPrefix("f:") && second.count > 2:
      return try generic(name, doubles(first), second, options) { OracleCase.double($0) }
    case "i:":
      return try generic(name, values(first, BigInteger.init), second, options, BigInteger.init)
    case "q:": return try generic(name, values(first, fraction), second, options, fraction)
    case "d:": return try generic(name, values(first, decimal), second, options, decimal)
    case "s:": return "s:" + texts(name, values(first) { $0 }).joined(separator: ",")
    default: return try double(name, doubles(first), second, options)
    }
  }

  // MARK: Doubles

  private static func double(
    _ name: String,
    _ data: [Double],
    _ second: String,
    _ options: [String: String]
  ) throws -> String {
    let about = second == "f:" ? nil : doubles(second).first
    switch name {
    case "mean": return write([try Statistics.mean(data)])
    case "median": return write([try Statistics.median(data)])
    case "median_low": return write([try Statistics.medianLow(data)])
    case "median_high": return write([try Statistics.medianHigh(data)])
    case "quantiles":
      let method: QuantileMethod = options["method"] == "inclusive" ? .inclusive : .exclusive
      return write(try Statistics.quantiles(data, n: Int(options["n"] ?? "4") ?? 4, method: method))
    case "variance" where about == nil: return write([try Statistics.variance(data)])
    case "pvariance" where about == nil: return write([try Statistics.pvariance(data)])
    case "stdev" where about == nil: return write([try Statistics.stdev(data)])
    case "pstdev" where about == nil: return write([try Statistics.pstdev(data)])
    default: return try generic(name, data, second, options) { OracleCase.double($0) }
    }
  }

  private static func relation(
    _ name: String,
    _ x: [Double],
    _ y: [Double],
    _ options: [String: String]
  ) throws -> [Double] {
    switch name {
    case "covariance": return [try Statistics.covariance(x, y)]
    case "correlation":
      let method: CorrelationMethod = options["method"] == "ranked" ? .spearman : .pearson
      return [try Statistics.correlation(x, y, method: method)]
    default:
      let line = try Statistics.linearRegression(
        x,
        y,
        proportional: options["proportional"] == "True"
      )
      return [line.slope, line.intercept]
    }
  }

  private static func normal(
    _ name: String,
    _ parameters: [Double],
    _ arguments: [Double],
    _ options: [String: String]
  ) throws -> [Double] {
    let normal = try NormalDistribution(mean: parameters[0], standardDeviation: parameters[1])
    switch name {
    case "NormalDist.pdf": return [normal.pdf(arguments[0])]
    case "NormalDist.cdf": return [normal.cdf(arguments[0])]
    case "NormalDist.inv_cdf": return [normal.quantile(arguments[0])]
    case "NormalDist.zscore": return [try normal.zscore(arguments[0])]
    case "NormalDist.overlap":
      let other = try NormalDistribution(mean: arguments[0], standardDeviation: arguments[1])
      return [try normal.overlap(other)]
    case "NormalDist.quantiles": return try normal.quantiles(n: Int(options["n"] ?? "") ?? 4)
    case "NormalDist.samples":
      let seed = options["seed"] ?? ""
      var source = BigInteger(seed).map(MersenneTwister.init) ?? MersenneTwister(seed: seed)
      return normal.samples(5, using: &source)
    case "NormalDist.properties": return [normal.median, normal.variance]
    default:
      let result = try arithmetic(name, normal, arguments)
      return [result.mean, result.standardDeviation]
    }
  }

  private static func arithmetic(
    _ name: String,
    _ normal: NormalDistribution,
    _ arguments: [Double]
  ) throws -> NormalDistribution {
    switch name {
    case "NormalDist.sum":
      return normal + (try NormalDistribution(mean: arguments[0], standardDeviation: arguments[1]))
    case "NormalDist.difference":
      return normal - (try NormalDistribution(mean: arguments[0], standardDeviation: arguments[1]))
    case "NormalDist.plus": return normal + arguments[0]
    case "NormalDist.plus.left": return arguments[0] + normal
    case "NormalDist.minus": return normal - arguments[0]
    case "NormalDist.minus.left": return arguments[0] - normal
    case "NormalDist.times": return normal * arguments[0]
    case "NormalDist.times.left": return arguments[0] * normal
    case "NormalDist.over": return normal / arguments[0]
    case "NormalDist.itself": return +normal
    default: return -normal
    }
  }

  /// Python has a second name for some.
  private static let kernels: [String: Kernel] = [
    "gauss": .normal, "uniform": .rectangular, "epanechnikov": .parabolic, "biweight": .quartic,
  ]

  private static func density(
    _ name: String,
    _ data: [Double],
    _ places: [Double],
    _ options: [String: String]
  ) throws -> [Double] {
    let kernelName = options["kernel"] ?? ""
    guard let kernel = Kernel(rawValue: kernelName) ?? kernels[kernelName] else { return [] }
    if name == "kernel.quantile" { return data.map(kernel.quantile) }
    let estimate = try KernelDensity(
      data,
      bandwidth: Double(options["h"] ?? "") ?? 0,
      kernel: kernel
    )
    switch name {
    case "kde.pdf": return places.map(estimate.density)
    case "kde.cdf": return places.map(estimate.cumulative)
    default:
      var source = MersenneTwister(seed: BigInteger(options["seed"] ?? "") ?? 0)
      return (0..<5).map { _ in estimate.random(using: &source) }
    }
  }

  // MARK: Numbers of any kind

  private static func generic<Value: StatisticsNumber & Numeric>(
    _ name: String,
    _ data: [Value],
    _ second: String,
    _ options: [String: String],
    _ read: (String) -> Value?
  ) throws -> String {
    let others = second.count > 2 ? values(second, read) : []
    func result(_ value: Value.Mean) -> String { writeAny([value]) }
    switch name {
    case "mean": return result(try Statistics.mean(data))
    case "harmonic_mean":
      return result(try Statistics.harmonicMean(data, weights: others.isEmpty ? nil : others))
    case "median": return result(try Statistics.median(data))
    case "median_low": return writeAny([Value.mean(of: try Statistics.medianLow(data))])
    case "median_high": return writeAny([Value.mean(of: try Statistics.medianHigh(data))])
    case "median_grouped":
      let interval = Double(options["interval"] ?? "1") ?? 1
      return write([try Statistics.medianGrouped(data, interval: interval)])
    case "mode": return writeAny([Value.mean(of: try Statistics.mode(data))])
    case "multimode": return writeAny(Statistics.multimode(data).map(Value.mean(of:)))
    case "quantiles":
      let method: QuantileMethod = options["method"] == "inclusive" ? .inclusive : .exclusive
      return writeAny(
        try Statistics.quantiles(data, n: Int(options["n"] ?? "4") ?? 4, method: method)
      )
    case "variance":
      if let mean = others.first { return result(try Statistics.variance(data, mean: mean)) }
      return result(try Statistics.variance(data))
    case "pvariance":
      if let mean = others.first { return result(try Statistics.pvariance(data, mean: mean)) }
      return result(try Statistics.pvariance(data))
    case "stdev":
      if let mean = others.first { return writeAny([try Statistics.stdev(data, mean: mean)]) }
      return writeAny([try Statistics.stdev(data)])
    case "pstdev":
      if let mean = others.first { return writeAny([try Statistics.pstdev(data, mean: mean)]) }
      return writeAny([try Statistics.pstdev(data)])
    default: return "unknown"
    }
  }

  private static func texts(_ name: String, _ data: [String]) -> [String] {
    name == "mode" ? [(try? Statistics.mode(data)) ?? ""] : Statistics.multimode(data)
  }

  // MARK: Reading and writing

  private static func values<Value>(_ text: String, _ read: (String) -> Value?) -> [Value] {
    text.dropFirst(2).split(separator: ",").compactMap { read(String($0)) }
  }

  /// The doubles that a list of any kind of number stands for.
  static func doubles(_ text: String) -> [Double] {
    switch text.prefix(2) {
    case "i:": values(text, BigInteger.init).map(\.nearestDouble)
    case "q:": values(text, fraction).map(\.nearestDouble)
    case "d:": values(text, decimal).map(\.nearestDouble)
    default: values(text) { OracleCase.double($0) }
    }
  }

  private static func fraction(_ text: String) -> Fraction? { Fraction(text) }
  private static func decimal(_ text: String) -> BatteryNumbers.Decimal? {
    BatteryNumbers.Decimal(text)
  }

  private static func write(_ values: [Double]) -> String {
    "f:" + values.map(OracleCase.bits).joined(separator: ",")
  }

  private static func writeAny<Value>(_ values: [Value]) -> String {
    if let values = values as? [Double] { return write(values) }
    let kind = Value.self == Fraction.self ? "q:" : "d:"
    return kind + values.map { "\($0)" }.joined(separator: ",")
  }
}
