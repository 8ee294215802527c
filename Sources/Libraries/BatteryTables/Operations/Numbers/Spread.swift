/// The variance of numbers, updated one by one (Welford 1962) and merged (Chan, Golub and LeVeque
/// 1979).
struct Spread: Sendable {
  private var count = 0.0
  private var mean = 0.0
  private var squares = 0.0

  @inline(__always)
  mutating func add(_ number: Double) {
    count += 1
    let distance = number - mean
    mean += distance / count
    squares += distance * (number - mean)
  }

  mutating func merge(_ other: Spread) {
    guard other.count > 0 else { return }
    let total = count + other.count
    let distance = other.mean - mean
    mean += distance * other.count / total
    squares += other.squares + distance * distance * count * other.count / total
    count = total
  }

  /// The variance of a sample; `nil` of fewer than two numbers.
  var variance: Double? { count > 1 ? squares / (count - 1) : nil }
}
