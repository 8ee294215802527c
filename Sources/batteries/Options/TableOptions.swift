public import ArgumentParser
import BatteryFiles
public import BatteryTables
import TableTool

/// Which rows and columns of a table are worked on.
struct TableRowOptions: ParsableArguments {
  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Only rows that meet a condition, such as \"price > 3 and city = 'Rome'\"; of several, all.",
      valueName: "condition"
    )
  )
  var conditions: [String] = []

  @Option(
    help: ArgumentHelp(
      "A column to compute, such as \"total = price * qty\"; may be given several times.",
      valueName: "name=expression"
    )
  )
  var derive: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Only these columns, in this order.", valueName: "name,…")
  )
  var columns: [String] = []

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp("Only so many rows of the result.", valueName: "count")
  )
  var limit: Int?

  @Option(
    help: ArgumentHelp("Only so many rows, taken at random, in their order.", valueName: "count")
  )
  var sample: Int?

  @Option(
    help: ArgumentHelp("Which rows are taken at random: the same for the same number.")
  )
  var seed: UInt64?

  func validate() throws {
    if let limit, limit < 0 {
      throw ValidationError("--limit must be 0 or more, not \(limit).")
    }
    if let sample, sample < 0 {
      throw ValidationError("--sample must be 0 or more, not \(sample).")
    }
    if seed != nil, sample == nil {
      throw ValidationError("--seed is for --sample. Pass --sample COUNT as well.")
    }
    _ = try derivations()
  }

  /// The names of the columns.
  var names: [String]? { columns.isEmpty ? nil : columns.flatMap(ColumnNames.split) }

  /// The condition that rows have to meet.
  var condition: String? {
    conditions.count > 1
      ? conditions.map { "(\($0))" }.joined(separator: " and ") : conditions.first
  }

  /// The columns to compute.
  func derivations() throws -> [TableSteps.Derivation] {
    try derive.map { text in
      guard let sign = text.firstIndex(of: "="), sign != text.startIndex else {
        throw ValidationError("--derive \"\(text)\": write name = expression.")
      }
      let name = ColumnNames.split(String(text[..<sign])).joined(separator: ",")
      return TableSteps.Derivation(name, String(text[text.index(after: sign)...]))
    }
  }

  /// The same as a configuration has it.
  func steps() throws -> TableSteps {
    TableSteps(
      condition: condition,
      derived: try derivations(),
      sample: sample.map { TableSteps.RandomRows($0, seed: seed ?? .random(in: .min ... .max)) },
      columns: names,
      limit: limit
    )
  }
}

/// Where the result of a table command goes.
struct TableOutputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How to write the result; as the output's name says, or else text on a terminal and CSV for "
        + "other programs.",
      valueName: "format"
    )
  )
  var format: TableOutputFormat?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where the result goes; standard output unless given.", valueName: "file"),
    completion: .file()
  )
  var output: String?

  @OptionGroup var verbosity: VerbosityOptions
}

extension TableOutputFormat: ExpressibleByArgument {}
