public import ArgumentParser
import BatteryFiles
import BatteryJobs
import BatteryStatistics
import BatteryTables
public import StatsTool

/// What every question of `batteries stats` has in common.
struct StatsOptions: ParsableArguments {
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

  @Option(help: ArgumentHelp("The column with the weights of the rows.", valueName: "name"))
  var weights: String?

  @Flag(
    help: "Compute without rounding (the default), or in doubles, as other tools do."
  )
  var lane: StatsLane = .exact

  @Option(help: "NaN and infinity are an error, or left out and counted as missing.")
  var na: NotFinitePolicy = .fail

  @Option(
    help: ArgumentHelp("The confidence of intervals, between 0 and 1.", valueName: "share")
  )
  var confidence = 0.95

  @Option(help: "The seed of whatever is random: the same number gives the same answer.")
  var seed: UInt64 = 1

  @Option(
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

  @OptionGroup var verbosity: VerbosityOptions
  @OptionGroup(title: "How files are read") var reading: TableReadingOptions

  func validate() throws {
    if let memory, memory.bytes < TableMemory.least {
      throw ValidationError("--memory must be 64MiB or more, not \(memory).")
    }
    if !(confidence > 0 && confidence < 1) {
      throw ValidationError("--confidence must be between 0 and 1, not \(confidence).")
    }
    if let workers, !(1...1024).contains(workers) {
      throw ValidationError("--workers must be from 1 to 1024, not \(workers).")
    }
  }

  /// The condition that rows have to meet.
  var condition: String? {
    conditions.count > 1
      ? conditions.map { "(\($0))" }.joined(separator: " and ") : conditions.first
  }

  /// The same as a configuration has it.
  func job(_ question: any ConfiguredQuestion) throws -> StatsJob {
    StatsJob(
      question,
      files: files,
      reading: try reading.reading(),
      condition: condition,
      by: by.flatMap(ColumnNames.split),
      weights: weights,
      lane: lane == .exact ? .exact : .fast,
      na: na,
      confidence: confidence,
      seed: seed,
      workers: workers,
      memory: memory,
      output: output == "-" ? nil : output,
      format: format
    )
  }

  /// Asks the question, and prints the answer or writes it.
  func run(_ question: any ConfiguredQuestion) async throws {
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

extension NotFinitePolicy: ExpressibleByArgument {}
