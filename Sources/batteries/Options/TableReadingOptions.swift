public import ArgumentParser
public import BatteryTables
import TableTool

/// How the files of a table are read.
struct TableReadingOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The character between fields of CSV, or tab, pipe, semicolon.",
      valueName: "character"
    )
  )
  var delimiter: String?

  @Option(
    help: ArgumentHelp("The character around fields of CSV, or none.", valueName: "character")
  )
  var quote: String?

  @Flag(help: "The first row of CSV has values, not names.")
  var noHeader = false

  @Option(help: "How characters of CSV are written.")
  var encoding: CSVEncoding?

  @Option(
    help: ArgumentHelp(
      "Types of columns, such as id=text,price=decimal; the others are found out.",
      valueName: "name=type,…"
    )
  )
  var types: [String] = []

  @Flag(help: "All columns are texts, whatever they look like.")
  var allText = false

  @Option(
    help: ArgumentHelp(
      "What stands for no value, such as NA; may be given several times.",
      valueName: "text"
    )
  )
  var null: [String] = []

  @Option(help: "Rows with too many or too few fields are rejected, filled up, or widen the table.")
  var ragged: CSVOptions.Ragged = .error

  @Option(help: "Columns without a name, or with another's, are refused or get names.")
  var names: CSVOptions.Names = .refuse

  @Flag(help: "Text after a closing quote is an error.")
  var strict = false

  @Option(help: ArgumentHelp("The most bytes that a field may have.", valueName: "bytes"))
  var fieldLimit = 16 << 20

  @Option(
    help: ArgumentHelp(
      "Write rows that cannot be read there, with line, byte offset and reason, and go on.",
      valueName: "file"
    ),
    completion: .file()
  )
  var rejects: String?

  @Option(help: ArgumentHelp("How many rows may be rejected.", valueName: "count"))
  var maxRejects: Int?

  @Option(help: ArgumentHelp("What the files are; found out unless given.", valueName: "format"))
  var inputFormat: TableFileFormat?

  @Option(help: ArgumentHelp("The table of an SQLite database.", valueName: "table"))
  var from: String?

  func validate() throws {
    if let maxRejects, maxRejects < 0 {
      throw ValidationError("--max-rejects must be 0 or more, not \(maxRejects).")
    }
    let largest = CSVOptions.largestFieldLimit
    guard (1...largest).contains(fieldLimit) else {
      throw ValidationError("--field-limit must be from 1 to \(largest), not \(fieldLimit).")
    }
    _ = try typesByName()
  }

  /// The same as a configuration has it.
  func reading() throws -> TableReading {
    var reading = TableReading()
    reading.format = inputFormat
    reading.delimiter = delimiter
    reading.quote = quote
    reading.header = !noHeader
    reading.strict = strict
    reading.encoding = encoding
    reading.types = try typesByName()
    reading.allText = allText
    reading.null = null
    reading.ragged = ragged
    reading.names = names
    reading.fieldLimit = fieldLimit
    reading.rejects = rejects
    reading.maxRejects = maxRejects
    reading.table = from
    return reading
  }

  private func typesByName() throws -> [String: ColumnType] {
    var result: [String: ColumnType] = [:]
    for item in types.flatMap(ColumnNames.split) {
      guard let sign = item.lastIndex(of: "="),
        let type = ColumnType(rawValue: String(item[item.index(after: sign)...]))
      else {
        let choices = ColumnType.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--types \"\(item)\": write name=type; the types are \(choices).")
      }
      result[String(item[..<sign])] = type
    }
    return result
  }
}

/// Lists of names with commas between them.
enum ColumnNames {
  /// The names; one with a comma in it stands in double quotes.
  static func split(_ text: String) -> [String] {
    var names: [String] = []
    var name = ""
    var isQuoted = false
    var wasQuoted = false
    func end() {
      names.append(wasQuoted ? name : name.trimmingBlanks)
      name = ""
      wasQuoted = false
    }
    for character in text {
      switch character {
      case "\"":
        isQuoted.toggle()
        wasQuoted = true
      case "," where !isQuoted: end()
      case " " where wasQuoted && !isQuoted: break
      default: name.append(character)
      }
    }
    end()
    return names
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

extension CSVEncoding: ExpressibleByArgument {}
extension CSVOptions.Ragged: ExpressibleByArgument {}
extension CSVOptions.Names: ExpressibleByArgument {}
extension TableFileFormat: ExpressibleByArgument {}
