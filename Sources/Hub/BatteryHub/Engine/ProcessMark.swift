/// The text by which the processes of a run are found again, even when their hub has died.
enum ProcessMark {
  /// What the marks of all runs of a store begin with.
  static func prefix(store identity: String) -> String { "\(identity)/" }

  /// The mark of one run.
  static func of(run: Int64, store identity: String) -> String {
    prefix(store: identity) + "\(run)"
  }
}
