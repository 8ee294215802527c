import BatteryJobs
import BatteryNumbers
import BatteryStatistics
import Foundation

extension Measure {
  /// The functions of Python's `statistics` on so many doubles, and in how many results the bits are
  /// those of CPython's, which a file has: `statistics COUNT FILE`.
  @Sendable static func statistics(_ arguments: Arguments) async throws {
    let count = try arguments.number(0)
    var generator = MersenneTwister(seed: 42)
    let x = (0..<count).map { _ in 100 + 15 * generator.gauss() }
    let y = x.map { 2.5 * $0 + generator.gauss() }
    var results: [String: [Double]] = [:]
    func measure(_ name: String, _ body: () throws -> [Double]) rethrows {
      let (taken, values) = try milliseconds(3, body)
      Figure.print(name, taken, "ms")
      results[name] = values
    }
    try measure("mean") { [try Statistics.mean(x)] }
    try measure("fmean") { [try Statistics.fmean(x)] }
    try measure("stdev") { [try Statistics.stdev(x)] }
    try measure("median") { [try Statistics.median(x)] }
    try measure("quantiles") { try Statistics.quantiles(x, n: 100) }
    try measure("regression") {
      let line = try Statistics.linearRegression(x, y)
      return [line.slope, line.intercept]
    }
    var (same, different) = (0, 0)
    for line in try String(contentsOfFile: arguments.text(1), encoding: .utf8).split(
      separator: "\n"
    ) {
      let words = line.split(separator: " ")
      let ours = results[String(words[0])] ?? []
      guard ours.count == words.count - 1 else { throw BenchmarkError("no results of \(words[0])") }
      for (value, bits) in zip(ours, words.dropFirst()) {
        if UInt64(bits) == value.bitPattern { same += 1 } else { different += 1 }
      }
    }
    Figure.print("same", Double(same), "(bits)")
    Figure.print("different", Double(different), "(bits)")
  }

  /// Exact moments and five quantiles, and how far they are from NumPy's, which a file has: `moments
  /// COUNT WORKERS FILE`.
  @Sendable static func moments(_ arguments: Arguments) async throws {
    let count = try arguments.number(0)
    let workers = try arguments.number(1)
    var generator = MersenneTwister(seed: 42)
    let values = (0..<count).map { _ in
      let (a, b) = (generator.random(), generator.random())
      let (c, d) = (generator.random(), generator.random())
      return 100 + 25 * (a + b + c + d - 2)
    }
    let (taken, moments) = try milliseconds(5) {
      let state = ExactMoments(values, workers: workers)
      return [try state.mean(), try state.standardDeviation()]
    }
    Figure.print("moments", taken, "ms")
    let shares = [0.05, 0.25, 0.5, 0.75, 0.95]
    let (selecting, cuts) = try milliseconds(5) {
      try Statistics.quantiles(values, at: shares, workers: workers)
    }
    Figure.print("quantiles", selecting, "ms")
    Figure.print("mean", moments[0], "(value)")
    Figure.print("stdev", moments[1], "(value)")
    Figure.print("median", cuts[2], "(value)")
    let difference = try difference(moments + cuts, fromFile: arguments.text(2)) { $0 / $1 }
    Figure.print("difference", difference, "(relative)")
  }

  /// A model with its standard errors, and the largest difference of a coefficient from those of a
  /// file: `regression MODEL ROWS COLUMNS WORKERS FILE`.
  @Sendable static func regression(_ arguments: Arguments) async throws {
    let model = try arguments.text(0)
    let rows = try arguments.number(1)
    let size = try arguments.number(2)
    let workers = try arguments.number(3)
    var generator = MersenneTwister(seed: 42)
    var columns = [[Double]](repeating: [Double](repeating: 0, count: rows), count: size)
    var outcome = [Double](repeating: 0, count: rows)
    for row in 0..<rows {
      for place in 0..<size { columns[place][row] = generator.random() }
      let noise = generator.random() - 0.5
      var score = model == "logistic" ? 4 * noise : noise
      for place in 0..<size {
        let part = Double(place + 1) * (columns[place][row] - 0.5)
        score += place % 2 == 1 ? -part : part
      }
      outcome[row] = model == "logistic" ? (score > 0 ? 1 : 0) : score
    }
    let (taken, coefficients) = try milliseconds(3) {
      let design = try Design(columns)
      switch model {
      case "linear":
        let fitted = try LinearModel(design, outcome: outcome, lane: .fast, workers: workers)
        return fitted.coefficients.map(\.estimate)
      case "ridge":
        let fitted = try RidgeModel(design, outcome: outcome, penalty: 1_000, workers: workers)
        return [fitted.intercept] + fitted.slopes
      case "lasso":
        let fitted = try ElasticNetModel(design, outcome: outcome, penalty: 0.1, workers: workers)
        return [fitted.intercept] + fitted.slopes
      case "logistic":
        let fitted = try LogisticModel(design, outcome: outcome, workers: workers)
        return fitted.coefficients.map(\.estimate)
      default: throw BenchmarkError("no model \(model)")
      }
    }
    Figure.print("time", taken, "ms")
    let difference = try difference(coefficients, fromFile: arguments.text(4)) { $0 / max($1, 1) }
    Figure.print("difference", difference, "(most)")
    Figure.print("peak", Machine.peakMebibytes, "MiB")
  }

  /// How many means and deviations the same doubles have, in six orders and divided among 1, 2, 7
  /// and 64 workers: `order COUNT`.
  @Sendable static func order(_ arguments: Arguments) async throws {
    let count = try arguments.number(0)
    var generator = MersenneTwister(seed: 42)
    let values = (0..<count).map { _ in
      let value = generator.random() - 0.5
      return value * pow(10, (8 * generator.random()).rounded(.down))
    }
    var orders = [values, values.reversed(), values.sorted()]
    for _ in 0..<3 { orders.append(values.shuffled(using: &generator)) }
    var (means, deviations) = (Set<UInt64>(), Set<UInt64>())
    for order in orders {
      for parts in [1, 2, 7, 64] {
        var chunks = ExactMoments()
        for part in 0..<parts {
          chunks.add(ExactMoments(order[(count * part / parts)..<(count * (part + 1) / parts)]))
        }
        for state in [chunks, ExactMoments(order, workers: parts)] {
          means.insert(try state.mean().bitPattern)
          deviations.insert(try state.standardDeviation().bitPattern)
        }
      }
    }
    func hexadecimal(_ bits: Set<UInt64>) -> String {
      bits.sorted().map { String(format: "%016lx", $0) }.joined(separator: " ")
    }
    print("# ExactMoments means: \(hexadecimal(means))")
    print("# ExactMoments deviations: \(hexadecimal(deviations))")
    Figure.print("runs", Double(8 * orders.count), "runs")
    Figure.print("means", Double(means.count), "results")
    Figure.print("deviations", Double(deviations.count), "results")
  }

  private static func difference(
    _ values: [Double],
    fromFile path: String,
    _ relation: (Double, Double) -> Double
  ) throws -> Double {
    let words = try String(contentsOfFile: path, encoding: .utf8)
      .split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    guard words.count == values.count else { throw BenchmarkError("\(path) has other results") }
    return zip(values, words).map { relation(($0 - $1).magnitude, $1.magnitude) }.max() ?? 0
  }

  /// The least time of some repeats, and what came out.
  private static func milliseconds<Result>(
    _ repeats: Int,
    _ body: () throws -> Result
  ) rethrows -> (Double, Result) {
    let clock = SystemTimeSource()
    var best = Double.infinity
    var result: Result
    var turn = 0
    repeat {
      let start = clock.uptime
      result = try body()
      best = min(best, (clock.uptime - start).inSeconds)
      turn += 1
    } while turn < repeats
    return (best * 1e3, result)
  }
}
