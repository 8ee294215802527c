#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Quantiles to within half a per cent of the value, in little memory whatever the number of values.
///
/// DDSketch: Masson, Rim and Lee, "DDSketch: A fast and fully-mergeable quantile sketch with
/// relative-error guarantees" (2019). Merging in any order gives the same sketch.
struct QuantileSketch: Sendable {
  private static let accuracy = 0.005
  private static let gamma = (1 + accuracy) / (1 - accuracy)
  private static let logGamma = log(gamma)

  private var positive: [Int: Int] = [:]
  private var negative: [Int: Int] = [:]
  private var zeros = 0
  private(set) var count = 0

  mutating func add(_ number: Double, times: Int = 1) {
    guard !number.isNaN else { return }
    count += times
    guard number != 0 else {
      zeros += times
      return
    }
    let magnitude = min(abs(number), .greatestFiniteMagnitude)
    let bucket = Int((log(magnitude) / Self.logGamma).rounded(.up))
    if number > 0 {
      positive[bucket, default: 0] += times
    } else {
      negative[bucket, default: 0] += times
    }
  }

  mutating func merge(_ other: QuantileSketch) {
    positive.merge(other.positive, uniquingKeysWith: +)
    negative.merge(other.negative, uniquingKeysWith: +)
    zeros += other.zeros
    count += other.count
  }

  /// The value below which a share of the values lies; `nil` without values.
  func quantile(_ share: Double) -> Double? {
    guard count > 0 else { return nil }
    let rank = Int((share * Double(count - 1)).rounded(.down))
    var seen = 0
    func value(_ bucket: Int) -> Double {
      2 * exp(Double(bucket) * Self.logGamma) / (Self.gamma + 1)
    }
    for (bucket, number) in negative.sorted(by: { $0.key > $1.key }) {
      seen += number
      if seen > rank { return -value(bucket) }
    }
    seen += zeros
    if seen > rank { return 0 }
    for (bucket, number) in positive.sorted(by: { $0.key < $1.key }) {
      seen += number
      if seen > rank { return value(bucket) }
    }
    return nil
  }
}
