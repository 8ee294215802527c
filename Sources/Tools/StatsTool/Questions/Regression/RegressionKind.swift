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
    switch (parts[0], numbers.count) {
    case ("linear", 0): self = .linear
    case ("logistic", 0): self = .logistic
    case ("logistic", 1):
      guard numbers[0] > 0, numbers[0].isFinite else {
        throw Self.failure(text, "The penalty is above 0, as in logistic:0.5.")
      }
      self = .ridgeLogistic(penalty: numbers[0])
    case ("polynomial", 1):
      guard let degree = Int(parts[1]), (1...100).contains(degree) else {
        throw Self.failure(text, "The degree is an integer from 1 to 100, as in polynomial:2.")
      }
      self = .polynomial(degree: degree)
    case ("ridge", 1):
      guard numbers[0] > 0, numbers[0].isFinite else {
        throw Self.failure(text, "The penalty is above 0, as in ridge:0.5.")
      }
      self = .ridge(penalty: numbers[0])
    case ("lasso", 1):
      guard numbers[0] >= 0, numbers[0].isFinite else {
        throw Self.failure(text, "The penalty is 0 or more, as in lasso:0.1.")
      }
      self = .lasso(penalty: numbers[0])
    case ("elastic-net", 2):
      guard numbers[0] >= 0, numbers[0].isFinite, (0...1).contains(numbers[1]) else {
        throw Self.failure(
          text,
          "The penalty is 0 or more and the mix from 0 to 1, as in elastic-net:0.1:0.5."
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
    StatisticsError(.invalidArgument, "The model \(text) is not known. \(remedy)")
  }

  /// The name and the numbers, as they are read.
  public var description: String {
    switch self {
    case .linear: "linear"
    case .polynomial(let degree): "polynomial:\(degree)"
    case .ridge(let penalty): "ridge:\(penalty)"
    case .lasso(let penalty): "lasso:\(penalty)"
    case .elasticNet(let penalty, let mix): "elastic-net:\(penalty):\(mix)"
    case .logistic: "logistic"
    case .ridgeLogistic(let penalty): "logistic:\(penalty)"
    }
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
