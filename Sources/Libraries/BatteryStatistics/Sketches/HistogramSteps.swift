/// Numbers in ascending order at which one interval of a histogram ends and the next begins.
struct HistogramSteps<Value: Comparable & Sendable & Hashable>: Sendable, Hashable {
  private let steps: [Value]
  private let low: Double
  private let factor: Double
  /// What a number is multiplied by, so that ranges neither overflow nor lose their last bits.
  private let unit: Double

  /// Makes steps which nearly divide a range into parts of the same width.
  init(_ steps: [Value], bins: Int, from lower: Double, to upper: Double) {
    self.steps = steps
    let width = upper - lower
    unit = !width.isFinite ? 0.5 : width < 0x1p-960 ? 0x1p600 : 1
    low = lower * unit
    factor = Double(bins) / (upper * unit - low)
  }

  /// How many steps are not above a number, of which a nearby double is given.
  @inline(__always)
  func bin(of value: Value, near double: Double) -> Int {
    let guess = (double * unit - low) * factor
    // Also where the guess is not a number.
    let bin = guess > 0 ? (guess < Double(steps.count) ? Int(guess) : steps.count) : 0
    if bin > 0, value < steps[bin - 1] {
      return bin == 1 || steps[bin - 2] <= value ? bin - 1 : search(value)
    }
    if bin < steps.count, steps[bin] <= value {
      return bin + 1 == steps.count || value < steps[bin + 1] ? bin + 1 : search(value)
    }
    return bin
  }

  @inline(never)
  private func search(_ value: Value) -> Int {
    var (low, high) = (0, steps.count)
    while low < high {
      let middle = (low + high) / 2
      if steps[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension HistogramSteps<Double> {
  init(doubles: [Double], from lower: Double, to upper: Double) {
    self.init(doubles, bins: doubles.count + 1, from: lower, to: upper)
  }

  @inline(__always)
  func bin(of value: Double) -> Int { bin(of: value, near: value) }
}
