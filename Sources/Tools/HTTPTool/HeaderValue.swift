/// The value of a header: a text, or a secret by its name.
public enum HeaderValue: Hashable, Sendable {
  /// A text that stands in the configuration.
  case text(String)

  /// The name of a secret.
  case secret(SecretName)
}

extension HeaderValue: Codable {
  /// Reads a text, or `{ secret: name }`.
  public init(from decoder: any Decoder) throws {
    if let text = try? decoder.singleValueContainer().decode(String.self) {
      self = .text(text)
    } else {
      self = .secret(try SecretName(from: decoder))
    }
  }

  /// Writes what ``init(from:)`` reads.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .text(let text):
      var container = encoder.singleValueContainer()
      try container.encode(text)
    case .secret(let name): try name.encode(to: encoder)
    }
  }
}

/// A secret by its name: `{ secret: name }`.
public struct SecretName: Codable, Hashable, Sendable {
  /// The name.
  public var secret: String

  /// Names a secret.
  public init(secret: String) {
    self.secret = secret
  }
}
