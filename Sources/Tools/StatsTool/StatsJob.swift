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
  /// How numbers are computed; `nil` for exactly, unless the question takes an estimate.
  public var lane: Lane?
  /// What becomes of NaN and infinity.
  public var na: NotFinitePolicy
  /// The confidence of intervals; `nil` for 0.95.
  public var confidence: Double?
  /// The seed of whatever is random; `nil` for 1.
  public var seed: UInt64?
  /// How many threads work; `nil` for one for each core.
  public var workers: Int?
  /// How much memory the work may take.
  public var memory: ByteCount?
  /// Where the answer goes; the report has it when nothing is given.
  public var output: String?
  /// How the answer is written; as the name of the output says unless given.
  public var format: TableFormat?
  /// Which table CSV has; the main one unless given.
  public var table: String?
  /// Whether drawings are wanted; in pages and on terminals unless given.
  public var plots: Bool?
  /// How many significant digits computed figures have for people; 7 unless given.
  public var digits: Int?

  /// Describes what is asked of which files.
  public init(
    _ question: any ConfiguredQuestion,
    files: [String],
    reading: TableReading = TableReading(),
    condition: String? = nil,
    by: [String] = [],
    weights: String? = nil,
    lane: Lane? = nil,
    na: NotFinitePolicy = .fail,
    confidence: Double? = nil,
    seed: UInt64? = nil,
    workers: Int? = nil,
    memory: ByteCount? = nil,
    output: String? = nil,
    format: TableFormat? = nil,
    table: String? = nil,
    plots: Bool? = nil,
    digits: Int? = nil
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
    self.table = table
    self.plots = plots
    self.digits = digits
  }

  /// The questions that can be asked.
  public static let questions: [any ConfiguredQuestion.Type] = [
    DescribeQuestion.self, QuantileQuestion.self, HistogramQuestion.self, CorrelateQuestion.self,
    RegressQuestion.self, OutliersQuestion.self, NormalityQuestion.self, TestQuestion.self,
    CrossValidateQuestion.self, SampleQuestion.self,
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
      lane: lane ?? .exact,
      confidence: confidence ?? 0.95,
      seed: seed ?? 1,
      workers: workers ?? Workers.number,
      weights: weights
    )
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
