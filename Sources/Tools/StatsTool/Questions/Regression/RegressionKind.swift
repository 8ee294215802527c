public import BatteryStatistics

/// The kind of a model, written as `linear`, `polynomial:2`, `ridge:0.5`, `lasso:0.1`,
/// `elastic-net:0.1:0.5`, `logistic` or `logistic:0.5`.
public enum RegressionKind: Hashable, Sendable, CustomStringConvertible {
  /// Least squares.
  case linear
  /// Least squares by the powers of one column.
  case polynomial(degree: Int)
  /// Slopes that are held back by their squares.
  case ridge(penalty: Double)
  /// Slopes that are held back by their sizes.
  case lasso(penalty: Double)
  /// Slopes that are held back by both; `mix` is the share of the sizes.
  case elasticNet(penalty: Double, mix: Double)
  /// Maximum likelihood for an outcome of zeros and ones.
  case logistic
  /// A logistic model whose slopes are held back by their squares.
  case ridgeLogistic(penalty: Double)

  /// Reads a model's name and numbers.
  ///
  /// - Throws: ``StatisticsError`` for a name that is not known, or numbers that do not fit it.
  public init(parsing text: String) throws(StatisticsError) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let numbers = parts.dropFirst().map { Double($0) ?? .nan }
    func penalty(mayBeZero: Bool = false) throws(StatisticsError) -> Double {
      guard numbers.count == 1, numbers[0].isFinite, numbers[0] > 0 || mayBeZero && numbers[0] == 0
      else {
        let range = mayBeZero ? "of 0 or more" : "above 0"
        throw Self.failure(text, "\(parts[0]) takes a penalty \(range), as in \(parts[0]):0.5.")
      }
      return numbers[0]
    }
    switch parts[0] {
    case "linear":
      guard numbers.isEmpty else { throw Self.failure(text, "linear takes no number.") }
      self = .linear
    case "logistic":
      self = numbers.isEmpty ? .logistic : .ridgeLogistic(penalty: try penalty())
    case "polynomial":
      guard numbers.count == 1, let degree = Int(parts[1]), (1...100).contains(degree) else {
        throw Self.failure(text, "polynomial takes a degree from 1 to 100, as in polynomial:2.")
      }
      self = .polynomial(degree: degree)
    case "ridge": self = .ridge(penalty: try penalty())
    case "lasso": self = .lasso(penalty: try penalty(mayBeZero: true))
    case "elastic-net":
      guard numbers.count == 2, numbers[0] >= 0, numbers[0].isFinite, (0...1).contains(numbers[1])
      else {
        throw Self.failure(
          text,
          "elastic-net takes a penalty of 0 or more and a mix from 0 to 1, as in elastic-net:0.1:0.5."
        )
      }
      self = .elasticNet(penalty: numbers[0], mix: numbers[1])
    default:
      throw Self.failure(
        text,
        "Take linear, polynomial:K, ridge:L, lasso:L, elastic-net:L:MIX, logistic or logistic:L."
      )
    }
  }

  private static func failure(_ text: String, _ remedy: String) -> StatisticsError {
    StatisticsError(.invalidArgument, "The model “\(text)” is not known: \(remedy)")
  }

  /// The name and the numbers, as they are read.
  public var description: String {
    switch self {
    case .linear: "linear"
    case .polynomial(let degree): "polynomial:\(degree)"
    case .ridge(let penalty): "ridge:\(Self.text(penalty))"
    case .lasso(let penalty): "lasso:\(Self.text(penalty))"
    case .elasticNet(let penalty, let mix):
      "elastic-net:\(Self.text(penalty)):\(Self.text(mix))"
    case .logistic: "logistic"
    case .ridgeLogistic(let penalty): "logistic:\(Self.text(penalty))"
    }
  }

  /// 1 and not 1.0, as it is asked for.
  private static func text(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
  }

  /// Whether the outcome is one of 0 and 1, of which the model gives the probability.
  var isLogistic: Bool {
    switch self {
    case .logistic, .ridgeLogistic: true
    default: false
    }
  }

  /// Whether rows may have weights.
  var takesWeights: Bool {
    switch self {
    case .linear, .polynomial: true
    default: false
    }
  }
}

extension RegressionKind: Codable {
  /// Reads the model from a text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do {
      self = try RegressionKind(parsing: text)
    } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(error)")
    }
  }

  /// Writes the model as a text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
