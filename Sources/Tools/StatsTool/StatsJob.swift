public import BatteryJobs
public import BatteryStatistics
public import BatteryTables

/// Answers a question about the numbers in files.
///
/// ```yaml
/// stats:
///   describe: { columns: [price, weight] }
///   files: sales-*.csv
///   by: city
///   output: figures.html
/// ```
public struct StatsJob: Job {
  /// What is asked.
  public var question: any ConfiguredQuestion
  /// The files; patterns are expanded.
  public var files: [String]
  /// How the files are read.
  public var reading: TableReading
  /// The condition that rows have to meet.
  public var condition: String?
  /// The columns whose values make groups.
  public var by: [String]
  /// The column of the weights.
  public var weights: String?
  /// How numbers are computed.
  public var lane: Lane
  /// What becomes of NaN and infinity.
  public var na: NotFinitePolicy
  /// The confidence of intervals.
  public var confidence: Double
  /// The seed of whatever is random.
  public var seed: UInt64
  /// How many threads work; `nil` for one for each core.
  public var workers: Int?
  /// How much memory the work may take.
  public var memory: ByteCount?
  /// Where the answer goes; the report has it when nothing is given.
  public var output: String?
  /// How the answer is written; as the name of the output says unless given.
  public var format: TableFormat?

  /// Describes what is asked of which files.
  public init(
    _ question: any ConfiguredQuestion,
    files: [String],
    reading: TableReading = TableReading(),
    condition: String? = nil,
    by: [String] = [],
    weights: String? = nil,
    lane: Lane = .exact,
    na: NotFinitePolicy = .fail,
    confidence: Double = 0.95,
    seed: UInt64 = 1,
    workers: Int? = nil,
    memory: ByteCount? = nil,
    output: String? = nil,
    format: TableFormat? = nil
  ) {
    self.question = question
    self.files = files
    self.reading = reading
    self.condition = condition
    self.by = by
    self.weights = weights
    self.lane = lane
    self.na = na
    self.confidence = confidence
    self.seed = seed
    self.workers = workers
    self.memory = memory
    self.output = output
    self.format = format
  }

  /// The questions that can be asked.
  public static let questions: [any ConfiguredQuestion.Type] = [
    DescribeQuestion.self, QuantileQuestion.self, HistogramQuestion.self, CorrelateQuestion.self,
    RegressQuestion.self, OutliersQuestion.self, NormalityQuestion.self, TestQuestion.self,
    CrossValidateQuestion.self,
  ]

  /// The key `stats`.
  public static var kind: JobKind { "stats" }

  /// What is asked, of what, and where the answer goes.
  public var title: String {
    "stats \(type(of: question).name) \(files.joined(separator: ", "))"
      + (output.map { " to \($0)" } ?? "")
  }

  /// What a page about the answer is called: the question and the names of the files.
  public var heading: String {
    let names = files.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
    return "\(type(of: question).name) \(names.joined(separator: ", "))"
  }

  /// What all questions have in common.
  var settings: StatsSettings {
    StatsSettings(
      lane: lane,
      confidence: confidence,
      seed: seed,
      workers: workers ?? Workers.number,
      weights: weights
    )
  }

  /// Checks the question, the condition and the output.
  public func validate() throws(ConfigurationError) {
    guard !files.isEmpty, !files.contains("") else {
      throw ConfigurationError(
        path: "files",
        problem: "names no file",
        remedy: "Write a file or a pattern, such as sales-*.csv."
      )
    }
    do throws(StatisticsError) {
      try question.validate()
    } catch {
      throw ConfigurationError(
        path: type(of: question).name,
        problem: "cannot be asked",
        remedy: error.message
      )
    }
    if let condition {
      do throws(TableError) {
        _ = try TableExpression(condition)
      } catch {
        throw ConfigurationError(
          path: "where",
          problem: "cannot be read: \(error.message)",
          remedy: "See Documentation/Expressions.md for how expressions are written."
        )
      }
    }
    if lane == .approximate {
      throw ConfigurationError(
        path: "lane",
        problem: "is no way to compute",
        remedy: "Write exact or fast; quantile takes sketch: true."
      )
    }
    if !(confidence > 0 && confidence < 1) {
      throw ConfigurationError(
        path: "confidence",
        problem: "is not between 0 and 1",
        remedy: "Write one such as 0.95."
      )
    }
    if let workers, !(1...1024).contains(workers) {
      throw ConfigurationError(
        path: "workers",
        problem: "is not from 1 to 1024",
        remedy: "Write such a number."
      )
    }
    if let memory, memory.bytes < TableMemory.least {
      throw ConfigurationError(
        path: "memory",
        problem: "is less than 64MiB",
        remedy: "Write 64MiB or more."
      )
    }
    if let output, format == nil, Self.format(of: output) == nil {
      throw ConfigurationError(
        path: "output",
        problem: "has no ending that says how to write it",
        remedy: "End it with .json, .csv, .md, .html or .txt, or write format."
      )
    }
  }

  /// The format that the name of a file says.
  public static func format(of name: String) -> TableFormat? {
    switch TableOutputFormat(name: name) {
    case .json: .json
    case .csv: .csv
    case .markdown: .markdown
    case .html: .html
    case .text: .text
    default: nil
    }
  }
}
