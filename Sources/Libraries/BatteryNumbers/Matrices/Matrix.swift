/// A matrix of doubles, in one piece of memory row by row.
///
/// ```swift
/// let a: Matrix = [[2, 1], [1, 3]]
/// let x = try a.solve([3, 5])              // [0.8, 1.4]
/// let product = try a.multiplied(by: a, threads: 4)
/// ```
///
/// Operators trap where shapes do not fit, as indices out of range do; the methods throw.
public struct Matrix: Sendable, Hashable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The elements, row by row.
  public internal(set) var values: [Double]

  /// Makes a matrix of one value.
  ///
  /// - Precondition: Neither number is negative.
  public init(rows: Int, columns: Int, repeating value: Double = 0) {
    precondition(rows >= 0 && columns >= 0, "A matrix has no negative size")
    self.rows = rows
    self.columns = columns
    values = [Double](repeating: value, count: rows * columns)
  }

  /// Makes a matrix of its elements, row by row.
  ///
  /// - Throws: ``NumberError`` when there are not as many as rows times columns.
  public init(rows: Int, columns: Int, values: [Double]) throws(NumberError) {
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard rows >= 0, columns >= 0, !overflow, values.count == count else {
      throw NumberError(
        .shape,
        "\(values.count) numbers make no matrix of \(rows) rows and \(columns) columns."
      )
    }
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  /// Makes a matrix of its rows.
  ///
  /// - Throws: ``NumberError`` when they are not all as long.
  public init(_ rows: [[Double]]) throws(NumberError) {
    let columns = rows.first?.count ?? 0
    for (place, row) in rows.enumerated() where row.count != columns {
      throw NumberError(
        .shape,
        "Row \(place + 1) has \(row.count) numbers and the first one \(columns)."
          + " Give rows of the same length."
      )
    }
    self.rows = rows.count
    self.columns = columns
    values = rows.flatMap { $0 }
  }

  /// Makes a matrix by asking for each element.
  public init(rows: Int, columns: Int, _ element: (_ row: Int, _ column: Int) -> Double) {
    self.init(rows: rows, columns: columns)
    for row in 0..<rows {
      for column in 0..<columns { values[row * columns + column] = element(row, column) }
    }
  }

  /// The matrix with ones from the upper left to the lower right, and zeros.
  public static func identity(_ size: Int) -> Matrix {
    var matrix = Matrix(rows: size, columns: size)
    for place in 0..<size { matrix[place, place] = 1 }
    return matrix
  }

  /// The matrix with these numbers from the upper left to the lower right, and zeros.
  public static func diagonal(_ values: [Double]) -> Matrix {
    var matrix = Matrix(rows: values.count, columns: values.count)
    for (place, value) in values.enumerated() { matrix[place, place] = value }
    return matrix
  }

  /// An element.
  public subscript(row: Int, column: Int) -> Double {
    get {
      precondition(contains(row, column), "No such element")
      return values[row * columns + column]
    }
    set {
      precondition(contains(row, column), "No such element")
      values[row * columns + column] = newValue
    }
  }

  private func contains(_ row: Int, _ column: Int) -> Bool {
    row >= 0 && row < rows && column >= 0 && column < columns
  }

  /// The elements of a row.
  public func row(_ row: Int) -> [Double] {
    precondition(row >= 0 && row < rows, "No such row")
    return Array(values[(row * columns)..<((row + 1) * columns)])
  }

  /// The elements of a column.
  public func column(_ column: Int) -> [Double] {
    precondition(column >= 0 && column < columns, "No such column")
    return (0..<rows).map { values[$0 * columns + column] }
  }

  /// Whether there are as many rows as columns.
  public var isSquare: Bool { rows == columns }

  /// The matrix with rows and columns exchanged.
  public func transposed() -> Matrix {
    var result = Matrix(rows: columns, columns: rows)
    let (rows, columns) = (rows, columns)
    result.values.withUnsafeMutableBufferPointer { target in
      values.withUnsafeBufferPointer { source in
        // In squares that fit the first-level cache, both ways.
        for top in stride(from: 0, to: rows, by: 32) {
          for left in stride(from: 0, to: columns, by: 32) {
            for row in top..<min(top + 32, rows) {
              for column in left..<min(left + 32, columns) {
                target[column * rows + row] = source[row * columns + column]
              }
            }
          }
        }
      }
    }
    return result
  }

  /// The square root of the sum of the squares of all elements.
  public var norm: Double { Mathematics.hypot(values) }

  /// The largest absolute value of an element; 0 without any.
  public var largestMagnitude: Double { values.reduce(0) { max($0, $1.magnitude) } }
}

extension Matrix: ExpressibleByArrayLiteral {
  /// Makes a matrix of its rows.
  ///
  /// - Precondition: They are all as long.
  public init(arrayLiteral rows: [Double]...) {
    do {
      try self.init(rows)
    } catch {
      preconditionFailure("\(error)")
    }
  }
}

extension Matrix: CustomStringConvertible {
  /// The rows, one a line, each in brackets.
  public var description: String {
    let lines = (0..<rows).map { "[" + row($0).map(\.description).joined(separator: ", ") + "]" }
    return lines.joined(separator: "\n")
  }
}

extension Matrix: Codable {
  /// What is written of a matrix without rows: they could not tell how many columns there are.
  private struct Shape: Codable {
    var rows: Int
    var columns: Int
  }

  /// Reads rows of numbers, or the shape of a matrix without numbers.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    do {
      if let shape = try? container.decode(Shape.self) {
        try self.init(rows: shape.rows, columns: shape.columns, values: [])
        return
      }
      try self.init(container.decode([[Double]].self))
    } catch let error as NumberError {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(error)")
    }
  }

  /// Writes rows of numbers; of a matrix with columns but no rows the shape, as in
  /// `{"rows":0,"columns":5}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if rows == 0, columns > 0 {
      try container.encode(Shape(rows: rows, columns: columns))
    } else {
      try container.encode((0..<rows).map(row))
    }
  }
}
