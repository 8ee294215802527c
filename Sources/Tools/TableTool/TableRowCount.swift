import Synchronization

/// How many rows were read, counted by several threads.
public final class TableRowCount: Sendable {
  private let number = Atomic(0)

  init() {}

  /// How many there are.
  public var count: Int { number.load(ordering: .relaxed) }

  func add(_ rows: Int) { number.add(rows, ordering: .relaxed) }
}
