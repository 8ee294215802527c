/// Why a row cannot be worked with, thrown by what folds batches: the reader adds the file and the
/// line.
public struct RowProblem: Error, Hashable, Sendable {
  /// The row in the batch.
  public var row: Int
  /// What is wrong, and what to do.
  public var reason: String

  /// Describes a problem.
  public init(row: Int, reason: String) {
    self.row = row
    self.reason = reason
  }
}
