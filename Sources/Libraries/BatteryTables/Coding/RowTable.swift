import Foundation

/// The rows of a table, of which one at a time is decoded.
final class RowTable {
  let schema: Schema
  let style: RowCodingStyle
  // Read for each value, by one thread, and changed only between rows: the checks of exclusive access
  // took a fifth of the time.
  @exclusivity(unchecked) private(set) var columns: [Column] = []
  @exclusivity(unchecked) private(set) var row = -1
  private var count = 0
  /// How many rows there were before this batch.
  private var start = 0
  @exclusivity(unchecked) private var plan = RowPlan()
  private let keyCase = JSONKeyCase()

  init(_ schema: Schema, _ style: RowCodingStyle) {
    self.schema = schema
    self.style = style
  }

  func take(_ batch: Batch) {
    start += count
    columns = batch.columns
    count = batch.count
    row = -1
  }

  /// Goes on to the next row, if there is one.
  func advance() -> Bool {
    guard row + 1 < count else { return false }
    row += 1
    return true
  }

  func decode<Row: Decodable>(_ type: Row.Type) throws -> Row {
    plan.restart()
    do {
      return try Row(from: RowDecoder(self))
    } catch let error as DecodingError {
      throw describe(error)
    }
  }

  /// The name of a property's column.
  func columnName(_ property: String) -> String {
    style.keys == .asNamed ? property : keyCase.snake(property)
  }

  func place(of key: some CodingKey) -> Int? {
    plan.place(of: key.stringValue) { name in
      schema.place(of: columnName(name))
    }
  }

  // MARK: - Errors

  /// The error with the row and the column of a path.
  private func describe(_ error: DecodingError) -> TableError {
    let found = JSONCodingError(error)
    let path: [any CodingKey] =
      switch error {
      case .keyNotFound(_, let context), .valueNotFound(_, let context),
        .typeMismatch(_, let context), .dataCorrupted(let context):
        context.codingPath
      @unknown default: []
      }
    let code: TableError.Code = found.code == .missingKey ? .unknownColumn : .typeMismatch
    guard let column = path.first else {
      return TableError(code, "row \(start + row + 1): \(found.reason)")
    }
    let rest = path.count > 1 ? "\(JSONCodingPath.text(Array(path.dropFirst()))): " : ""
    return TableError(
      code,
      "row \(start + row + 1), column \"\(columnName(column.stringValue))\": \(rest)\(found.reason)"
    )
  }

  /// What a value is, for messages.
  func summary(_ place: Int) -> String {
    let value = columns[place][row]
    guard case .text(let text) = value else {
      return value.type.map { "the \($0.rawValue) \(value)" } ?? "no value"
    }
    return "the text \(JSONValue.string(String(text.prefix(40))))\(text.count > 40 ? "…" : "")"
  }
}
