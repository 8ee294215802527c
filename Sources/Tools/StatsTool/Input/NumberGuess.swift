import BatteryTables

/// Finds columns of numbers that look like texts since NaN or infinity is among them.
enum NumberGuess {
  /// A schema in which such columns are columns of numbers, as far as the first rows tell.
  static func schema(
    _ schema: Schema,
    _ file: TableFile,
    _ options: CSVOptions
  ) throws -> Schema {
    var options = options
    options.types = .text
    options.columns = schema.fields.filter { $0.type == .text }.map(\.name)
    var reader = try CSVReader(file.source, options)
    guard let batch = try reader.next() else { return schema }
    return Schema(
      schema.fields.map { field in
        guard let column = batch[field.name], case .text(let texts) = column, hasNumbers(texts)
        else {
          return field
        }
        return Schema.Field(field.name, .decimal)
      }
    )
  }

  private static func hasNumbers(_ texts: TextColumn) -> Bool {
    var isAny = false
    for row in 0..<texts.count {
      guard let text = texts[row], !text.isEmpty else { continue }
      let isDecimal = texts.withBytes(of: row) { NumberText.isDecimal($0) }
      guard isDecimal || isScientific(text) || NumberReader.isNotFinite(text) else { return false }
      isAny = true
    }
    return isAny
  }

  /// Whether a text is a number with a plus sign or an exponent; 007 and 00e1 are names of parts.
  private static func isScientific(_ text: String) -> Bool {
    let digits = text.drop { $0 == "+" || $0 == "-" }
    let hasLeadingZero = digits.first == "0" && digits.dropFirst().first?.isNumber ?? false
    return !hasLeadingZero && ScaledNumber(text) != nil
  }
}
