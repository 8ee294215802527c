/// A trapped signal of decimal arithmetic, or a text that is no number.
public struct DecimalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What happened.
  public let condition: DecimalCondition
  /// The name of the operation, as its method is called.
  public let operation: String
  /// The result that the operation would have had without the trap.
  public let result: Decimal
  /// The column of the text at which it stops being a number, counted from 1; for text only.
  public let column: Int?

  init(
    _ condition: DecimalCondition,
    operation: String,
    result: Decimal = .nan,
    column: Int? = nil
  ) {
    self.condition = condition
    self.operation = operation
    self.result = result
    self.column = column
  }

  /// The signal that was trapped.
  public var signal: DecimalSignals { condition.signal }

  /// One line: where, what, and what to do.
  public var description: String {
    let place = column.map { "column \($0)" } ?? operation
    return "\(place): \(condition); \(condition.remedy)"
  }

  /// Whether two errors say the same.
  public static func == (a: DecimalError, b: DecimalError) -> Bool {
    a.condition == b.condition && a.operation == b.operation && a.column == b.column
      && a.result.isSameRepresentation(as: b.result)
  }

  /// Feeds what makes the error equal to another.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(condition)
    hasher.combine(operation)
    hasher.combine(column)
  }
}
