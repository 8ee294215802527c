public import Foundation

/// What a visitor may do.
public enum Role: String, Codable, Hashable, Sendable, CaseIterable, Comparable {
  /// Read everything but secrets.
  case viewer
  /// Also start, stop, pause and resume.
  case `operator`
  /// Also make tokens and reload the configuration.
  case admin

  /// Orders the roles by what they may do.
  public static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .viewer: 0
    case .operator: 1
    case .admin: 2
    }
  }
}

/// A session or an API token: only the hash of its text is stored.
public struct Credential: Hashable, Sendable {
  /// What it is for.
  public enum Purpose: String, Codable, Hashable, Sendable {
    /// A link that opens one session.
    case link
    /// A browser's session.
    case session
    /// A program's token.
    case token
  }

  /// The SHA-256 of the text, in hexadecimal.
  public var hash: String
  /// What it is for.
  public var purpose: Purpose
  /// The name that a person gave it.
  public var name: String
  /// What its holder may do.
  public var role: Role
  /// When it was made.
  public var createdAt: Date
  /// When it stops working.
  public var expiresAt: Date?

  /// Describes a credential.
  public init(
    hash: String,
    purpose: Purpose,
    name: String,
    role: Role,
    createdAt: Date,
    expiresAt: Date?
  ) {
    self.hash = hash
    self.purpose = purpose
    self.name = name
    self.role = role
    self.createdAt = createdAt
    self.expiresAt = expiresAt
  }
}
