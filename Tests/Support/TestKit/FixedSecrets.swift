public import BatteryJobs

/// Secrets that a test knows.
public struct FixedSecrets: SecretSource {
  private let values: [String: String]

  /// Makes a source of these secrets.
  public init(values: [String: String]) {
    self.values = values
  }

  /// Returns a secret.
  public func secret(named name: String) async throws(JobError) -> Secret {
    guard let value = values[name] else { throw JobError(.denied, "There is no \"\(name)\".") }
    return Secret(Array(value.utf8))
  }
}
