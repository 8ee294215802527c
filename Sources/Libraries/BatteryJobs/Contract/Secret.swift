/// A value that must not be printed, logged or stored.
///
/// It prints as `<redacted>` however it is printed; its bytes are reachable only inside
/// ``withBytes(_:)``.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  private let bytes: [UInt8]

  /// Wraps the bytes of a secret.
  public init(_ bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes)
  }

  /// Calls a closure with the secret's bytes.
  public func withBytes<R, E: Error>(_ body: ([UInt8]) throws(E) -> R) throws(E) -> R {
    try body(bytes)
  }

  /// Always `<redacted>`.
  public var description: String { "<redacted>" }

  /// Always `<redacted>`.
  public var debugDescription: String { "<redacted>" }

  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Finds secrets by their names.
public protocol SecretSource: Sendable {
  /// Returns a secret.
  ///
  /// - Throws: ``JobError`` with the code `denied` when there is no such secret or it is not safe.
  func secret(named name: String) async throws(JobError) -> Secret
}

/// A source without secrets.
public struct NoSecrets: SecretSource {
  /// Makes an empty source.
  public init() {}

  /// Always throws.
  public func secret(named name: String) async throws(JobError) -> Secret {
    throw JobError(.denied, "There is no secret \"\(name)\". Name it under hub.secrets.")
  }
}
