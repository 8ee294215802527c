public import BatteryJobs
import BatteryStatistics
import BatteryTables

extension StatsJob {
  private enum Key: String, CodingKey {
    case files
    case condition = "where"
    case by
    case weights
    case lane
    case na
    case confidence
    case seed
    case workers
    case memory
    case output
    case format
    // A database has tables, too, one of which is named by the key "table".
    case table = "answerTable"
    case plots
    case digits
  }

  /// Reads the configuration; a single file or column needs no list.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let memory = try container.decodeIfPresent(String.self, forKey: .memory)
    self.init(
      try Self.question(decoder),
      files: try OneOrMany.strings(container, .files) ?? [],
      reading: try TableReading(from: decoder),
      condition: try container.decodeIfPresent(String.self, forKey: .condition),
      by: try OneOrMany.strings(container, .by) ?? [],
      weights: try container.decodeIfPresent(String.self, forKey: .weights),
      lane: try container.decodeIfPresent(Lane.self, forKey: .lane),
      na: try container.decodeIfPresent(NotFinitePolicy.self, forKey: .na) ?? .fail,
      confidence: try container.decodeIfPresent(Double.self, forKey: .confidence),
      seed: try container.decodeIfPresent(UInt64.self, forKey: .seed),
      workers: try container.decodeIfPresent(Int.self, forKey: .workers),
      memory: memory.flatMap { ByteCount($0) },
      output: try container.decodeIfPresent(String.self, forKey: .output),
      format: try container.decodeIfPresent(TableFormat.self, forKey: .format),
      table: try container.decodeIfPresent(String.self, forKey: .table),
      plots: try container.decodeIfPresent(Bool.self, forKey: .plots),
      digits: try container.decodeIfPresent(Int.self, forKey: .digits)
    )
  }

  private static func question(_ decoder: any Decoder) throws -> any ConfiguredQuestion {
    let container = try decoder.container(keyedBy: QuestionKey.self)
    let asked = questions.filter { container.contains(QuestionKey(stringValue: $0.name)) }
    guard let first = asked.first, asked.count == 1 else {
      let names = questions.map { $0.name }.joined(separator: ", ")
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: asked.isEmpty
            ? "no question is asked. Write one of \(names)."
            : "two questions are asked. Write a step for each."
        )
      )
    }
    return try first.decodeNamed(from: decoder)
  }

  /// Writes the configuration.
  public func encode(to encoder: any Encoder) throws {
    try reading.encode(to: encoder)
    try question.encodeNamed(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(files, forKey: .files)
    try container.encodeIfPresent(condition, forKey: .condition)
    if !by.isEmpty { try container.encode(by, forKey: .by) }
    try container.encodeIfPresent(weights, forKey: .weights)
    try container.encodeIfPresent(lane, forKey: .lane)
    if na != .fail { try container.encode(na, forKey: .na) }
    try container.encodeIfPresent(confidence, forKey: .confidence)
    try container.encodeIfPresent(seed, forKey: .seed)
    try container.encodeIfPresent(workers, forKey: .workers)
    try container.encodeIfPresent(memory?.storedText, forKey: .memory)
    try container.encodeIfPresent(output, forKey: .output)
    try container.encodeIfPresent(format, forKey: .format)
    try container.encodeIfPresent(table, forKey: .table)
    try container.encodeIfPresent(plots, forKey: .plots)
    try container.encodeIfPresent(digits, forKey: .digits)
  }

  /// The fields of the configuration.
  public static var schema: JobSchema {
    let texts = JobSchema.ValueType.anyOf([.string, .list(.string)])
    let asked = questions.map { question in
      JobSchema.Field(question.name, .object(question.fields), question.summary)
    }
    return JobSchema(
      summary: "Answers one question about the numbers in files.",
      fields: asked + [
        .init(
          "files",
          .anyOf([.path, .list(.path)]),
          "The files: CSV, TSV, JSON, JSON Lines, SQLite, also compressed; patterns are expanded.",
          isRequired: true
        ),
        .init("where", .string, "The condition that rows have to meet, such as price > 100."),
        .init(
          "by",
          texts,
          "The columns whose values make groups, each with an answer, or a share of a sample."
        ),
        .init("weights", .string, "The column with the weights of the rows."),
        .init(
          "lane",
          .choice([Lane.exact.rawValue, Lane.fast.rawValue]),
          "Whether numbers are computed without rounding, or as doubles.",
          defaultValue: "exact"
        ),
        .init(
          "na",
          .choice(NotFinitePolicy.allCases.map(\.rawValue)),
          "What becomes of NaN and infinity.",
          defaultValue: "fail"
        ),
        .init(
          "confidence",
          .string,
          "The confidence of the intervals of regress and of test t.",
          defaultValue: "0.95"
        ),
        .init(
          "seed",
          .integer(0...Int.max),
          "The seed of cross-validate and sample: the same number gives the same rows.",
          defaultValue: "1"
        ),
        .init(
          "workers",
          .integer(1...1024),
          "How many threads work; one for each core unless given."
        ),
        .init("memory", .byteCount, "The most memory to use.", defaultValue: "256MiB"),
        .init(
          "output",
          .path,
          "Where the answer or the sample goes; the report shows an answer without."
        ),
        .init(
          "format",
          .choice(TableFormat.allCases.map(\.rawValue)),
          "How the answer is written; the name of the output says it unless given."
        ),
        .init(
          "answerTable",
          .string,
          "Which table CSV has, such as figures; the main one unless given."
        ),
        .init("plots", .boolean, "Whether drawings are written; in pages unless given."),
        .init(
          "digits",
          .integer(1...Figure.mostDigits),
          "How many significant digits computed figures have for people.",
          defaultValue: "\(Figure.usualDigits)"
        ),
      ] + TableReading.fields
    )
  }
}

/// The name of a question as a key.
private struct QuestionKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }

  init?(intValue: Int) { nil }
}

extension ConfiguredQuestion {
  /// Reads the question below its name.
  fileprivate static func decodeNamed(from decoder: any Decoder) throws -> any ConfiguredQuestion {
    let container = try decoder.container(keyedBy: QuestionKey.self)
    return try container.decode(Self.self, forKey: QuestionKey(stringValue: name))
  }

  /// Writes the question below its name.
  fileprivate func encodeNamed(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: QuestionKey.self)
    try container.encode(self, forKey: QuestionKey(stringValue: Self.name))
  }
}
