package import BatteryNumbers

/// Counts numbers in intervals, all of which have their numbers within.
///
/// Integers over a power of ten are compared with the least such integers that are not below the
/// ends, so that no number is on the wrong side of an end by rounding.
package struct HistogramCounter: Sendable {
  /// The ends of the intervals.
  package let edges: HistogramEdges
  /// How many numbers each interval has.
  package private(set) var counts: [Int]
  private let doubles: HistogramSteps<Double>
  private var integers: [Int: HistogramSteps<Int64>] = [:]

  /// Counts in intervals.
  ///
  /// - Parameters:
  ///   - edges: The ends of the intervals.
  ///   - isExact: Whether doubles are compared with the ends as they are, or with the nearest doubles.
  package init(_ edges: HistogramEdges, isExact: Bool) {
    self.edges = edges
    counts = [Int](repeating: 0, count: edges.bins)
    doubles = HistogramSteps(
      doubles: isExact ? edges.doubles : Array(edges.nearest.dropFirst().dropLast()),
      from: ExactRatio(edges.lower).value,
      to: ExactRatio(edges.upper).value
    )
  }

  /// Adds doubles.
  package mutating func add(_ values: UnsafeBufferPointer<Double>) {
    counts.withUnsafeMutableBufferPointer { counts in
      for value in values { counts[doubles.bin(of: value)] &+= 1 }
    }
  }

  /// Adds integers over 10^`scale`.
  package mutating func add(_ values: UnsafeBufferPointer<Int64>, scale: Int) {
    let steps = steps(scale)
    counts.withUnsafeMutableBufferPointer { counts in
      for value in values { counts[steps.bin(of: value, near: Double(value))] &+= 1 }
    }
  }

  /// Adds a number of any length.
  package mutating func add(_ value: Fraction) {
    if let bin = edges.bin(of: value) { counts[bin] += 1 }
  }

  private mutating func steps(_ scale: Int) -> HistogramSteps<Int64> {
    if let steps = integers[scale] { return steps }
    let power = BigInteger(10).power(scale)
    func scaled(_ edge: Fraction) -> Double {
      ExactRatio(edge.numerator * power, over: edge.denominator).value
    }
    let steps = HistogramSteps(
      edges.integers(scale: scale),
      bins: edges.bins,
      from: scaled(edges.lower),
      to: scaled(edges.upper)
    )
    integers[scale] = steps
    return steps
  }
}
