public import ArgumentParser
import BatteryFiles
import BatteryJobs
import BatteryStatistics
import BatteryTables
public import StatsTool

/// What every question of `batteries stats` has in common.
///
/// Options that a question has no use for are not in its help; given all the same, they are refused
/// with the reason.
struct StatsOptions<Question: ConfiguredQuestion>: ParsableArguments {
  @Argument(help: "The files; - is standard input.", completion: .file())
  var files: [String]

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Only rows that meet a condition, such as \"price > 3 and city = 'Rome'\"; of several, all.",
      valueName: "condition"
    )
  )
  var conditions: [String] = []

  @Option(
    help: ArgumentHelp("An answer for each group of equal values in columns.", valueName: "name,…")
  )
  var by: [String] = []

  @Option(
    help: ArgumentHelp(
      "The column with the weights of the rows.",
      valueName: "name",
      visibility: Question.shows(.weights)
    )
  )
  var weights: String?

  @Flag(
    help: "Compute without rounding (the default), or in doubles, as other tools do."
  )
  var lane: StatsLane?

  @Option(help: "NaN and infinity are an error, or left out and counted as missing.")
  var na: NotFinitePolicy = .fail

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The confidence of intervals, between 0 and 1 (default: 0.95).",
      valueName: "share",
      visibility: Question.shows(.confidence)
    )
  )
  var confidence: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The seed: the same number gives the same folds (default: 1).",
      visibility: Question.shows(.seed)
    )
  )
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      "How quantiles are taken: 1 to 9 as Hyndman and Fan number them, inclusive (7, the default) or "
        + "exclusive (6).",
      valueName: "method",
      visibility: Question.shows(.quantileMethod)
    )
  )
  var quantileMethod: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many threads work, one for each core unless given; the answer is the same.",
      valueName: "count"
    )
  )
  var workers: Int?

  @Option(
    help: ArgumentHelp(
      "The most memory to use, 64MiB or more. Above it, numbers go to the disk; what must be held "
        + "is refused.",
      valueName: "size"
    )
  )
  var memory: ByteCount?

  @Option(
    help: ArgumentHelp(
      "How to write the answer; as the output's name says, or else text.",
      valueName: "format"
    )
  )
  var format: TableFormat?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where the answer goes; standard output unless given.", valueName: "file"),
    completion: .file()
  )
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Which table CSV has, the first unless given: \(Question.tableNames.joined(separator: ", ")).",
      valueName: "name"
    )
  )
  var table: String?

  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp(
      "Draw, or do not: on a terminal and in HTML unless told.",
      visibility: Question.shows(.plots)
    )
  )
  var plots: Bool?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many significant digits computed figures have in text, Markdown and HTML; 7 unless given.",
      valueName: "count"
    )
  )
  var digits: Int?

  @OptionGroup var verbosity: VerbosityOptions
  @OptionGroup(title: "How files are read") var reading: TableReadingOptions

  func validate() throws {
    if let memory, memory.bytes < TableMemory.least {
      throw ValidationError("--memory must be 64MiB or more, not \(memory).")
    }
    if let confidence, !(confidence > 0 && confidence < 1) {
      throw ValidationError("--confidence must be between 0 and 1, not \(confidence).")
    }
    if let workers, !(1...1024).contains(workers) {
      throw ValidationError("--workers must be from 1 to 1024, not \(workers).")
    }
    if quantileMethod != nil, !Question.options.contains(.quantileMethod) {
      throw ValidationError(
        "--quantile-method: makes no difference to \(Question.name). Leave it out; describe, quantile"
          + " and outliers have quantiles."
      )
    }
  }

  /// The condition that rows have to meet.
  var condition: String? {
    conditions.count > 1
      ? conditions.map { "(\($0))" }.joined(separator: " and ") : conditions.first
  }

  /// The method that is asked for.
  func method() throws -> QuantileMethod? {
    try quantileMethod.map { try QuantileMethod(parsing: $0) }
  }

  /// The same as a configuration has it.
  func job(_ question: Question) throws -> StatsJob {
    StatsJob(
      question,
      files: files,
      reading: try reading.reading(),
      condition: condition,
      by: by.flatMap(ColumnNames.split),
      weights: weights,
      lane: lane.map { $0 == .exact ? .exact : .fast },
      na: na,
      confidence: confidence,
      seed: seed,
      workers: workers,
      memory: memory,
      output: output == "-" ? nil : output,
      format: format,
      table: table,
      plots: plots,
      digits: digits
    )
  }

  /// Asks the question, and prints the answer or writes it.
  func run(_ question: Question) async throws {
    try await StatsSession(job: try job(question), verbosity: verbosity).run()
  }
}

/// The flags for the lanes.
enum StatsLane: String, EnumerableFlag {
  case exact, fast
}

/// The columns of numbers that a question looks at.
struct StatsColumnOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Only these columns; all that are numbers unless given.",
      valueName: "name,…"
    )
  )
  var columns: [String] = []

  /// The names.
  var names: [String]? { columns.isEmpty ? nil : columns.flatMap(ColumnNames.split) }
}

extension ConfiguredQuestion {
  /// Whether the help of the question lists an option.
  fileprivate static func shows(_ option: SharedOptions) -> ArgumentVisibility {
    options.contains(option) ? .default : .hidden
  }
}

extension NotFinitePolicy: ExpressibleByArgument {}
