/// What is computed from the rows of a group: `count`, `sum(qty)`, `mean(price * qty) as revenue`.
public struct Aggregate: Sendable {
  /// How values become one.
  public enum Function: Hashable, Sendable {
    /// How many rows, or, with an argument, how many values there are.
    case count
    /// The exact sum, rounded once; `null` without values.
    case sum
    /// The arithmetic mean.
    case mean
    /// The least value.
    case minimum
    /// The greatest value.
    case maximum
    /// The value below which a share of the values lies, from 0 to 1, with linear interpolation
    /// between neighbours.
    case quantile(Double)
    /// How many different values there are.
    case distinct
    /// The value of the first row.
    case first
    /// The value of the last row.
    case last
    /// The standard deviation of a sample.
    case standardDeviation
    /// The variance of a sample.
    case variance
  }

  /// How values become one.
  public var function: Function
  /// The values; only a count of rows has none.
  public var argument: TableExpression?
  /// The name of the column.
  public var name: String

  /// Describes an aggregate; without a name it is called as it would be written: `sum(qty)`.
  public init(_ function: Function, of argument: TableExpression? = nil, as name: String? = nil) {
    self.function = function
    self.argument = argument
    self.name = name ?? ""
  }

  /// Reads aggregates as `--aggregate` takes them: `count, sum(qty), quantile(price, 0.95) as p95`.
  ///
  /// - Parameters:
  ///   - text: The aggregates, with commas between them.
  ///   - name: What errors call it.
  /// - Throws: ``TableError`` with the line and column of what is not understood.
  public static func list(
    _ text: String,
    name: String = "aggregate"
  ) throws(TableError) -> [Aggregate] {
    []
  }
}
