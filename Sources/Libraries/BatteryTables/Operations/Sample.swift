/// Some rows of a table, chosen at random: every row with the same chance, in their order.
///
/// Reservoir sampling: Li, "Reservoir-Sampling Algorithms of Time Complexity O(n(1 + log(N/n)))".
public struct Sample: Sendable {
  /// Begins to choose rows.
  ///
  /// - Parameters:
  ///   - schema: The columns of the rows.
  ///   - count: How many rows there shall be at the most.
  ///   - seed: The same seed chooses the same rows of the same table.
  public init(_ schema: Schema, _ count: Int, seed: UInt64) {
  }

  /// Takes in some rows.
  public mutating func add(_ batch: Batch) {
  }

  /// The rows.
  public mutating func finish() -> Batch {
    fatalError()
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
