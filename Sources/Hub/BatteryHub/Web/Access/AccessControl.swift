public import BatteryJobs
public import Foundation

/// Who may come in: one-time links, browser sessions and API tokens.
///
/// Of each, only the SHA-256 is stored; the text is seen once, by whoever asked for it.
public struct AccessControl: Sendable {
  /// How long a link works when nobody uses it.
  public static let linkLifetime = TimeSpan.minutes(15)

  /// How long a browser stays signed in.
  public static let sessionLifetime = TimeSpan.days(30)

  private let store: any JobStore
  private let clock: any TimeSource

  /// Keeps credentials in a store.
  public init(store: any JobStore, clock: any TimeSource) {
    self.store = store
    self.clock = clock
  }

  /// Makes a link that signs one browser in, once.
  ///
  /// - Parameters:
  ///   - base: The hub's address, such as `http://127.0.0.1:8800`.
  ///   - name: Whom the session is for; history shows it as the cause of what it does.
  ///   - role: What the session may do.
  /// - Returns: The address to open within ``linkLifetime``.
  /// - Throws: The store's error when the link cannot be kept.
  public func makeLink(
    base: String,
    name: String = "browser",
    role: Role = .admin
  ) async throws
    -> String
  {
    let token = AccessToken.random()
    try await add(token, .link, name: name, role: role, lifetime: Self.linkLifetime)
    let root = base.hasSuffix("/") ? String(base.dropLast()) : base
    return root + LocalPath("/login").with("link", token).description
  }

  /// Makes a token for a program.
  ///
  /// - Parameters:
  ///   - name: The name to list and to revoke it by.
  ///   - role: What the program may do.
  ///   - expires: When the token stops working; `nil` for never.
  /// - Returns: The token, to be sent as `Authorization: Bearer …`.
  /// - Throws: ``HubError`` when there is a token of this name.
  public func makeToken(name: String, role: Role, expires: Date? = nil) async throws -> String {
    guard try await tokens().allSatisfy({ $0.name != name }) else {
      throw HubError(
        .conflict,
        "There is a token \"\(name)\" already. Remove it first, or choose another name."
      )
    }
    let token = AccessToken.prefix + AccessToken.random()
    try await store.add(
      Credential(
        hash: AccessToken.hash(token),
        purpose: .token,
        name: name,
        role: role,
        createdAt: clock.now,
        expiresAt: expires
      )
    )
    return token
  }

  /// Returns the tokens that were made, without their texts.
  public func tokens() async throws -> [Credential] { try await store.credentials(.token) }

  /// Makes a token stop working; returns whether there was one of this name.
  @discardableResult
  public func revokeToken(named name: String) async throws -> Bool {
    try await store.removeCredentials(.token, named: name) > 0
  }

  /// Signs every browser out and makes every link useless; returns how many there were.
  @discardableResult
  public func revokeSessions() async throws -> Int {
    try await store.removeCredentials(.link, named: nil)
      + store.removeCredentials(.session, named: nil)
  }

  /// Uses up a link; returns the text of the new session, or `nil` when the link is not valid.
  func openSession(link: String) async throws -> String? {
    guard link.utf8.count <= AccessToken.longest,
      let credential = try await store.consume(
        hash: AccessToken.hash(link),
        purpose: .link,
        now: clock.now
      )
    else { return nil }
    let token = AccessToken.random()
    try await add(
      token,
      .session,
      name: credential.name,
      role: credential.role,
      lifetime: Self.sessionLifetime
    )
    return token
  }

  /// Ends a session.
  func closeSession(_ token: String) async throws {
    _ = try await store.consume(
      hash: AccessToken.hash(token),
      purpose: .session,
      now: clock.now
    )
  }

  /// Returns who holds a session or a token.
  func visitor(_ purpose: Credential.Purpose, token: String) async throws -> Visitor? {
    guard token.utf8.count <= AccessToken.longest else { return nil }
    let credential = try await store.credential(
      hash: AccessToken.hash(token),
      purpose: purpose,
      now: clock.now
    )
    return credential.map { Visitor(name: $0.name, role: $0.role, purpose: purpose) }
  }

  private func add(
    _ token: String,
    _ purpose: Credential.Purpose,
    name: String,
    role: Role,
    lifetime: TimeSpan
  ) async throws {
    let now = clock.now
    try await store.add(
      Credential(
        hash: AccessToken.hash(token),
        purpose: purpose,
        name: name,
        role: role,
        createdAt: now,
        expiresAt: now.addingTimeInterval(lifetime.seconds)
      )
    )
  }
}

/// Somebody who has come in.
struct Visitor: Hashable, Sendable {
  /// The name of the session or the token.
  var name: String
  /// What they may do.
  var role: Role
  /// How they came in.
  var purpose: Credential.Purpose

  /// How history names them.
  var cause: String { purpose == .token ? "token \(name)" : name }
}
