import ArgumentParser
import BatteryFiles
import BatteryJobs
import BatteryTables
import StatsTool

/// `batteries stats sample`: some rows at random.
struct StatsSampleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "Take rows at random, each with the same chance, in their order.",
    discussion: """
      The same seed takes the same rows of the same file. With --stratify every group of equal values \
      has as large a share of the sample as of the file. Examples:
        batteries stats sample sales.csv --rows 100 --stratify city
        batteries stats sample sales.csv --split 0.8 --output train.csv --rest test.csv
      """
  )

  @Argument(help: "The files; - is standard input.", completion: .file())
  var files: [String]

  @Option(
    name: .shortAndLong,
    parsing: .unconditional,
    help: ArgumentHelp("How many rows.", valueName: "count")
  )
  var rows: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Which share of the rows, to fit a model to; the others, to test it by, go to --rest.",
      valueName: "share"
    )
  )
  var split: Double?

  @Option(
    help: ArgumentHelp("Where the rows go that are not taken.", valueName: "file"),
    completion: .file()
  )
  var rest: String?

  @Option(
    help: ArgumentHelp("The columns whose values keep their shares.", valueName: "name,…")
  )
  var stratify: [String] = []

  @Option(help: ArgumentHelp("The same as --stratify.", valueName: "name,…"))
  var by: [String] = []

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp("Only rows that meet a condition; of several, all.", valueName: "condition")
  )
  var conditions: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Only these columns, in this order.", valueName: "name,…")
  )
  var columns: [String] = []

  @Option(parsing: .unconditional, help: "The seed: the same number takes the same rows.")
  var seed: UInt64 = 1

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many threads read, one for each core unless given; the rows are the same.",
      valueName: "count"
    )
  )
  var workers: Int?

  @OptionGroup var output: TableOutputOptions
  @OptionGroup(visibility: .hidden) var unused: StatsUnusedOptions
  @OptionGroup(title: "How files are read") var reading: TableReadingOptions

  private var question: SampleQuestion {
    SampleQuestion(
      rows: rows,
      split: split,
      stratify: stratify.flatMap(ColumnNames.split),
      columns: columns.isEmpty ? nil : columns.flatMap(ColumnNames.split),
      rest: rest
    )
  }

  private var job: StatsJob {
    StatsJob(question, files: files, by: by.flatMap(ColumnNames.split), seed: seed)
  }

  func validate() throws {
    if let workers, !(1...1024).contains(workers) {
      throw ValidationError("--workers must be from 1 to 1024, not \(workers).")
    }
    if let rows, rows < 0 { throw ValidationError("--rows must be 0 or more, not \(rows).") }
    guard (rows == nil) != (split == nil) else {
      throw ValidationError(
        rows == nil
          ? "How many rows? Pass --rows with a number, or --split with a share such as 0.8."
          : "--rows and --split exclude each other."
      )
    }
    if let split, !(split > 0 && split < 1) {
      throw ValidationError("--split must be between 0 and 1, such as 0.8, not \(split).")
    }
    guard split == nil || rest != nil && output.output != nil else {
      throw ValidationError(
        "--split makes two files. Name both, as in --output train.csv --rest test.csv."
      )
    }
  }

  func run() async throws {
    try unused.check(job)
    let condition =
      conditions.isEmpty
      ? nil : try TableExpression(conditions.map { "(\($0))" }.joined(separator: " and "))
    var question = question
    if question.stratify.isEmpty { question.stratify = job.by }
    let sample = RowSample(question, seed: seed, condition: condition)
    let rest = rest.map { Console.current.path($0) }
    let workers = workers
    try await TableSession.run(files, reading: reading, output: output, further: rest) { session in
      var opener = session.opener
      opener.threads = workers
      let parts = try sample.parts(opener, asText: !session.isTyped(with: rest))
      if let rest {
        try session.write(parts.taken, and: parts.rest, to: rest)
      } else {
        try session.write(parts.taken)
      }
      for note in parts.notes { session.note(note) }
    }
  }
}
