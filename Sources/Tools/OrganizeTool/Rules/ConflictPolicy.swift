/// What happens to a file when something has the name already that it is to have.
public enum ConflictPolicy: String, Codable, Hashable, Sendable, CaseIterable {
  /// The file stays where it is, and the run says so as a failure.
  case fail
  /// The file stays where it is.
  case skip
  /// The file gets a number: `name_2`.
  case rename
  /// What is there goes to the trash if the file is newer; if not, the file stays where it is.
  case newer
  /// What is there goes to the trash.
  case overwrite

  /// Reads a policy; another word is an error that says what may have been meant.
  public init(from decoder: any Decoder) throws {
    self = try StrictKeys.word(decoder)
  }
}
