/// The value of an environment variable: a text, or a secret by its name.
public enum EnvironmentValue: Hashable, Sendable {
  /// A text that stands in the configuration.
  case text(String)

  /// The name of a secret.
  case secret(String)
}

extension EnvironmentValue: Codable {
  private enum Key: String, CodingKey {
    case secret
  }

  /// Reads a text, or `{ secret: name }`.
  public init(from decoder: any Decoder) throws {
    if let text = try? decoder.singleValueContainer().decode(String.self) {
      self = .text(text)
    } else {
      self = .secret(try decoder.container(keyedBy: Key.self).decode(String.self, forKey: .secret))
    }
  }

  /// Writes what ``init(from:)`` reads.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .text(let text):
      var container = encoder.singleValueContainer()
      try container.encode(text)
    case .secret(let name):
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(name, forKey: .secret)
    }
  }
}
