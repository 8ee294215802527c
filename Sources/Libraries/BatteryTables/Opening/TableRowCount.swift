import Synchronization

/// How many rows were read, counted by several threads.
public final class TableRowCount: Sendable {
  private let number = Atomic(0)
  private let isComplete = Atomic(false)

  /// Makes a count of no rows.
  public init() {}

  /// How many there are.
  public var count: Int { number.load(ordering: .relaxed) }

  /// Whether all rows were read, so that there are no others.
  public var isFinished: Bool { isComplete.load(ordering: .relaxed) }

  /// Says that all rows were read.
  public func finish() { isComplete.store(true, ordering: .relaxed) }

  /// Counts rows.
  public func add(_ rows: Int) { number.add(rows, ordering: .relaxed) }
}
