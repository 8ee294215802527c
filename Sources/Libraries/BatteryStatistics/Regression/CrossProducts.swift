internal import CMatrixKernels

/// The sums of the products of every two columns, in twice the digits.
///
/// They have the same bits for any number of threads: rows are divided by their number alone.
struct CrossProducts: Sendable {
  /// How many columns there are.
  let size: Int
  private var sums: [DoubleDouble]

  /// Rows whose sums the loops hold in registers and caches, so that little is left over.
  private static let chunk = 8_192
  private static let maximumParts = 32

  /// Multiplies columns of the same length.
  ///
  /// - Parameters:
  ///   - columns: The columns.
  ///   - factors: What each row is multiplied by first, rounded.
  ///   - workers: How many threads to use; by default as many as there are processors.
  init(_ columns: [[Double]], factors: [Double]? = nil, workers: Int? = nil) {
    let size = columns.count
    let rows = columns.first?.count ?? 0
    let workers = Parts.workers(workers, values: rows * size)
    let parts = max(1, min(rows / Self.chunk, Self.maximumParts))
    let found = Self.withPointers(columns[...], []) { pointers in
      func sums(_ factors: UnsafePointer<Double>?) -> [[DoubleDouble]] {
        Parts.map(parts, workers: workers) { part in
          Self.sums(pointers, factors, Parts.range(part, of: parts, rows))
        }
      }
      return factors?.withUnsafeBufferPointer { sums($0.baseAddress) } ?? sums(nil)
    }
    self.size = size
    sums = found[0]
    for other in found.dropFirst() {
      for place in sums.indices { sums[place] = sums[place] + other[place] }
    }
  }

  /// The sum for two columns.
  subscript(first: Int, second: Int) -> DoubleDouble {
    sums[max(first, second) * size + min(first, second)]
  }

  private static func sums(
    _ columns: [UnsafePointer<Double>],
    _ factors: UnsafePointer<Double>?,
    _ range: Range<Int>
  ) -> [DoubleDouble] {
    let size = columns.count
    var high = [Double](repeating: 0, count: size * size)
    var low = high
    var total = [DoubleDouble](repeating: DoubleDouble(0), count: size * size)
    for start in stride(from: range.lowerBound, to: range.upperBound, by: chunk) {
      let failed = matrix_cross_products(
        min(chunk, range.upperBound - start),
        size,
        columns.map { $0 + start },
        factors.map { $0 + start },
        &high,
        &low
      )
      precondition(failed == 0, "There is no memory for the products of columns")
      for place in total.indices {
        total[place] = total[place] + DoubleDouble(high[place], low[place])
      }
    }
    return total
  }

  private static func withPointers<Result>(
    _ columns: ArraySlice<[Double]>,
    _ pointers: [UnsafePointer<Double>?],
    _ body: ([UnsafePointer<Double>]) -> Result
  ) -> Result {
    guard let first = columns.first else { return body(pointers.compactMap(\.self)) }
    return first.withUnsafeBufferPointer {
      withPointers(columns.dropFirst(), pointers + [$0.baseAddress], body)
    }
  }
}
