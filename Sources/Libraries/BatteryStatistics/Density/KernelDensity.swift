public import BatteryNumbers

/// The density of a population, estimated from a sample: each value spread by a kernel.
///
/// ```swift
/// let estimate = try KernelDensity([-2.1, -1.3, -0.4, 1.9, 5.1, 6.2], bandwidth: 1.5)
/// estimate.density(0)
/// estimate.cumulative(7.5) - estimate.cumulative(4.5)
/// ```
///
/// It is Python's `kde` and `kde_random`.
public struct KernelDensity: Sendable {
  /// The sample, in its order.
  public let data: [Double]
  /// How far a value is spread.
  public let bandwidth: Double
  /// How a value is spread.
  public let kernel: Kernel
  private let sorted: [Double]

  /// Makes an estimate.
  ///
  /// - Throws: ``StatisticsError`` when there is no value, or when the bandwidth is not above zero.
  public init(
    _ data: [Double],
    bandwidth: Double,
    kernel: Kernel = .normal
  ) throws(StatisticsError) {
    guard !data.isEmpty else { throw .tooFew("density estimate", 0, needs: 1) }
    guard bandwidth > 0 else {
      throw StatisticsError(
        .invalidArgument,
        "The bandwidth \(bandwidth) is not above zero. Give a larger one."
      )
    }
    self.data = data
    self.bandwidth = bandwidth
    self.kernel = kernel
    sorted = kernel.isBounded ? data.sorted() : []
  }

  /// The density at a value.
  public func density(_ x: Double) -> Double {
    let within = reach(x)
    let values = kernel.isBounded ? sorted : data
    return sum(within, 0) { kernel.density((x - values[$0]) / bandwidth) }
      / (Double(data.count) * bandwidth)
  }

  /// The probability of values up to this one.
  public func cumulative(_ x: Double) -> Double {
    let within = reach(x)
    let values = kernel.isBounded ? sorted : data
    return sum(within, Double(within.lowerBound)) {
      kernel.cumulative((x - values[$0]) / bandwidth)
    } / Double(data.count)
  }

  /// A number drawn from the estimated density, the same as Python draws with the generator's seed.
  public func random(using source: inout some RandomSource) -> Double {
    let value = source.choice(data) ?? 0
    return value + bandwidth * kernel.quantile(source.random())
  }

  private func reach(_ x: Double) -> Range<Int> {
    guard kernel.isBounded else { return data.indices }
    let first = sorted.partition { $0 >= x - bandwidth }
    return first..<max(first, sorted.partition { $0 > x + bandwidth })
  }

  /// A sum with its rounding errors kept aside and added last, as Python 3.12 and later sum.
  private func sum(_ range: Range<Int>, _ start: Double, _ term: (Int) -> Double) -> Double {
    var (sum, rest) = (start, 0.0)
    for index in range {
      let value = term(index)
      let next = sum + value
      rest += sum.magnitude >= value.magnitude ? (sum - next) + value : (value - next) + sum
      sum = next
    }
    return rest.isFinite ? sum + rest : sum
  }
}
