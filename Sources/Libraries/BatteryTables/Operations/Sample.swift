#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Some rows of a table, chosen at random: every row with the same chance, in their order.
///
/// Li, "Reservoir-sampling algorithms of time complexity O(n(1 + log(N/n)))" (1994), algorithm L,
/// with the random numbers of SplitMix64.
public struct Sample: Sendable {
  private let count: Int
  private var values: [Column]
  private let schema: Schema
  /// For each place of the reservoir the row of the table, and where it is in ``values``.
  private var reservoir: [(row: Int, place: Int32)] = []
  private var seen = 0
  private var next: Int
  private var weight = 1.0
  private var state: UInt64

  /// Begins to choose rows.
  ///
  /// - Parameters:
  ///   - schema: The columns of the rows.
  ///   - count: How many rows there shall be at the most.
  ///   - seed: The same seed chooses the same rows of the same table.
  public init(_ schema: Schema, _ count: Int, seed: UInt64) {
    self.schema = schema
    self.count = max(0, count)
    values = schema.fields.map { Column($0.type) }
    state = seed
    next = self.count - 1
    skip()
  }

  private mutating func random() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }

  /// A number above 0 and below 1.
  private mutating func randomUnit() -> Double { (Double(random() >> 11) + 0.5) * 0x1p-53 }

  /// Chooses the next row that enters the full reservoir.
  private mutating func skip() {
    guard count > 0 else { return }
    weight *= exp(log(randomUnit()) / Double(count))
    let distance = (log(randomUnit()) / log1p(-weight)).rounded(.down)
    let (place, overflow) = next.addingReportingOverflow(distance < 1e18 ? Int(distance) + 1 : .max)
    next = overflow ? .max : place
  }

  /// Takes in some rows.
  public mutating func add(_ batch: Batch) {
    var rows: [Int32] = []
    var start = values.first?.count ?? 0
    func place() -> Int32 { Int32(start + rows.count - 1) }
    var row = 0
    while row < batch.count, reservoir.count < count {
      rows.append(Int32(row))
      reservoir.append((seen + row, place()))
      row += 1
    }
    while count > 0, next < seen + batch.count {
      rows.append(Int32(next - seen))
      let replaced = Int(random() % UInt64(count))
      reservoir[replaced] = (next, place())
      skip()
    }
    seen += batch.count
    guard !rows.isEmpty else { return }
    for column in values.indices { values[column].append(batch.columns[column].gathering(rows)) }
    start = values.first?.count ?? 0
    // Written so that no count, however great, overflows.
    if start / 2 - 32_768 > count {
      let kept = reservoir.map(\.place)
      values = values.map { $0.gathering(kept) }
      for index in reservoir.indices { reservoir[index].place = Int32(index) }
    }
  }

  /// The rows.
  public func finish() -> Batch {
    let places = reservoir.sorted { $0.row < $1.row }.map(\.place)
    return Batch(schema, values.map { $0.gathering(places) })
  }

  /// Chooses rows of a table.
  public static func rows(
    _ count: Int,
    of reader: any TableReader,
    seed: UInt64
  ) throws -> Batch {
    var sample = Sample(reader.schema, count, seed: seed)
    var reader = reader
    while let batch = try reader.next() { sample.add(batch) }
    return sample.finish()
  }
}
