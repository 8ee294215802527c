import BatteryNumbers
import BatteryStatistics
import BatteryTables
import Foundation
import StatsTool
import Testing

/// A recorded question with what another program answers.
struct QuestionCase: Decodable, CustomTestStringConvertible {
  var kind: String
  var question: any StatsQuestion
  var numbers: [String: [String]]
  var labels: [String: [String]]
  var expected: [String: Double?]
  var digits: Double
  var settings: StatsSettings

  private enum Key: String, CodingKey {
    case kind, question, numbers, labels, expected, digits, lane, confidence, weights
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    kind = try container.decode(String.self, forKey: .kind)
    question =
      switch kind {
      case "regress": try container.decode(RegressQuestion.self, forKey: .question)
      case "describe": try container.decode(DescribeQuestion.self, forKey: .question)
      case "quantile": try container.decode(QuantileQuestion.self, forKey: .question)
      case "histogram": try container.decode(HistogramQuestion.self, forKey: .question)
      case "test": try container.decode(TestQuestion.self, forKey: .question)
      case "cross-validate":
        try container.decode(CrossValidateQuestion.self, forKey: .question)
      default: try container.decode(NormalityQuestion.self, forKey: .question)
      }
    numbers = try container.decode([String: [String]].self, forKey: .numbers)
    labels = try container.decode([String: [String]].self, forKey: .labels)
    expected = try container.decode([String: Double?].self, forKey: .expected)
    digits = try container.decode(Double.self, forKey: .digits)
    settings = StatsSettings(
      lane: try container.decodeIfPresent(Lane.self, forKey: .lane) ?? .exact,
      confidence: try container.decodeIfPresent(Double.self, forKey: .confidence) ?? 0.95,
      weights: try container.decodeIfPresent(String.self, forKey: .weights)
    )
  }

  static func all(file: String = #filePath) throws -> [QuestionCase] {
    let folder = URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent()
    return try ["questions", "weights"].flatMap { name in
      let text = try String(
        contentsOf: folder.appending(path: "Oracles/\(name).jsonl"),
        encoding: .utf8
      )
      return try text.split(separator: "\n").map {
        try JSONDecoder().decode(QuestionCase.self, from: Data($0.utf8))
      }
    }
  }

  var testDescription: String { "\(kind) \(question) \(settings.lane)" }
}

extension StatsTable {
  /// A table of numbers as they are written, and of names.
  init(texts: [String: [String]], labels: [String: [String]] = [:], missing: Int = 0) throws {
    var numbers: [String: NumberColumn] = [:]
    for (name, column) in texts {
      numbers[name] = NumberColumn(
        name: name,
        doubles: column.map { Double($0) ?? .nan },
        decimals: try column.map { try Decimal(parsing: $0) }
      )
    }
    let rows = texts.values.first?.count ?? labels.values.first?.count ?? 0
    self.init(rows: rows, numbers: numbers, labels: labels, missing: missing)
  }

  /// A table of doubles.
  init(_ columns: [String: [Double]], labels: [String: [String]] = [:], missing: Int = 0) throws {
    try self.init(
      texts: columns.mapValues { $0.map { "\($0)" } },
      labels: labels,
      missing: missing
    )
  }
}

extension JSONValue {
  /// The value at a path of keys and places, such as `coefficients.0.estimate`.
  func at(_ path: String) -> JSONValue? {
    path.split(separator: ".").reduce(self) { value, part in
      Int(part).flatMap { value?[$0] } ?? value?[String(part)]
    }
  }
}
