/// What is computed from the rows of a group: `count`, `sum(qty)`, `mean(price * qty) as revenue`.
public struct Aggregate: Sendable {
  /// How values become one.
  ///
  /// Values that are not there do not count.
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
    /// The value of the first row, which may be `null`.
    case first
    /// The value of the last row, which may be `null`.
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
    self.name = name ?? argument.map { "\(function.name)(\($0.text))" } ?? function.name
  }

  /// Reads aggregates as `--aggregate` takes them: `count, sum(qty), quantile(price, 0.95) as p95`.
  ///
  /// - Parameters:
  ///   - text: The aggregates, with commas between them.
  ///   - name: What errors call it.
  /// - Returns: The aggregates in their order; those without `as` are called as they are written.
  /// - Throws: ``TableError`` with the line and column of what is not understood.
  public static func list(
    _ text: String,
    name: String = "aggregate"
  ) throws(TableError) -> [Aggregate] {
    let source = ExpressionSource(text: text, name: name)
    var parser = try Parser(source)
    var aggregates: [Aggregate] = []
    repeat { aggregates.append(try aggregate(&parser, source)) } while parser.take(",")
    guard parser.isAtEnd else { throw parser.unexpected("a comma, \"as\" or the end") }
    return aggregates
  }

  private static func aggregate(
    _ parser: inout Parser,
    _ source: ExpressionSource
  ) throws(TableError) -> Aggregate {
    let start = parser.offset
    let word = try parser.name()
    guard var function = Function(word) else {
      let near = nearestName(to: word, among: Function.names.keys).map { "Did you mean \($0)?" }
      let all = "They are " + Function.names.keys.sorted().joined(separator: ", ") + "."
      throw source.error(at: start, "There is no aggregate \"\(word)\". \(near ?? all)")
    }
    var argument: TableExpression?
    var end = start + word.utf8.count
    if parser.take("(") {
      let countsRows = function == .count && (parser.take("*") || parser.isAt(")"))
      if !countsRows {
        if function == .count, parser.takeWord("distinct") { function = .distinct }
        argument = TableExpression(source, try parser.disjunction())
        if word.lowercased() == "quantile" || word.lowercased() == "percentile" {
          try parser.require(",")
          let place = parser.offset
          var share = try parser.number()
          if word.lowercased() == "percentile" { share /= 100 }
          guard (0...1).contains(share) else {
            throw source.error(at: place, "A quantile is from 0 to 1, a percentile from 0 to 100.")
          }
          function = .quantile(share)
        }
      }
      end = parser.offset + 1
      try parser.require(")")
    }
    guard argument != nil || function == .count else {
      throw source.error(at: start, "\(word) needs a column: \(word)(price).")
    }
    let bytes = source.text.utf8.dropFirst(start).prefix(end - start)
    let written = String(decoding: bytes, as: UTF8.self)
    var name: String?
    if parser.takeWord("as") { name = try parser.name() }
    return Aggregate(function, of: argument, as: name ?? written)
  }

  /// What keeps the values of the groups.
  func accumulator(_ type: ColumnType?, memory: Int) throws(TableError) -> any Accumulator {
    switch function {
    case .count: return CountAccumulator()
    case .minimum: return ExtremeAccumulator(type ?? .text, isLeast: true)
    case .maximum: return ExtremeAccumulator(type ?? .text, isLeast: false)
    case .first: return PlacedAccumulator(type ?? .text, isFirst: true)
    case .last: return PlacedAccumulator(type ?? .text, isFirst: false)
    case .distinct: return DistinctAccumulator(memory: memory)
    case .sum, .mean, .quantile, .standardDeviation, .variance: break
    }
    guard let type, Compiler.isNumber(type) else {
      throw TableError(
        .typeMismatch,
        "\(name): \(function.name) takes numbers, not values of the type "
          + "\((type ?? .text).rawValue). Write cast(… as double) within it."
      )
    }
    switch function {
    case .quantile(let share): return QuantileAccumulator(type, share, memory: memory)
    case .standardDeviation: return SpreadAccumulator(isRoot: true)
    case .variance: return SpreadAccumulator(isRoot: false)
    default: return SumAccumulator(type, isMean: function == .mean)
    }
  }
}

extension Aggregate.Function {
  /// The names under which each is known.
  static let names: [String: Aggregate.Function] = [
    "count": .count, "sum": .sum, "mean": .mean, "avg": .mean, "min": .minimum,
    "minimum": .minimum, "max": .maximum, "maximum": .maximum, "median": .quantile(0.5),
    "quantile": .quantile(0.5), "percentile": .quantile(0.5), "distinct": .distinct,
    "first": .first, "last": .last, "standardDeviation": .standardDeviation,
    "stddev": .standardDeviation, "std": .standardDeviation, "variance": .variance,
    "var": .variance,
  ]

  init?(_ name: String) {
    let lowered = name.lowercased()
    if lowered == "standarddeviation" || lowered == "standard_deviation" {
      self = .standardDeviation
    } else if let function = Self.names[lowered] {
      self = function
    } else if lowered.first == "p", let percent = Double(lowered.dropFirst()),
      (0...100).contains(percent)
    {
      self = .quantile(percent / 100)
    } else {
      return nil
    }
  }

  var name: String {
    switch self {
    case .count: "count"
    case .sum: "sum"
    case .mean: "mean"
    case .minimum: "min"
    case .maximum: "max"
    case .quantile(0.5): "median"
    case .quantile(let share): "p\((share * 100).shortestText)"
    case .distinct: "distinct"
    case .first: "first"
    case .last: "last"
    case .standardDeviation: "standardDeviation"
    case .variance: "variance"
    }
  }
}
