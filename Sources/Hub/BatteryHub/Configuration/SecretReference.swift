public import SystemPackage

/// Where a secret is; its value is never in the configuration.
public enum SecretReference: Hashable, Sendable {
  /// In a file of its own that only its owner may read.
  case file(FilePath)
  /// In a variable of the hub's environment.
  case environment(String)
}
