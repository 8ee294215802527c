/// The name of a kind of job: lower-case letters, digits and dashes, such as `run` or `prune`.
public struct JobKind: RawRepresentable, Hashable, Codable, Sendable, CustomStringConvertible {
  /// The name as configuration files write it.
  public let rawValue: String

  /// Names a kind.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// The name as configuration files write it.
  public var description: String { rawValue }
}

extension JobKind: ExpressibleByStringLiteral {
  /// Names a kind by a literal.
  public init(stringLiteral value: String) {
    self.init(rawValue: value)
  }
}
