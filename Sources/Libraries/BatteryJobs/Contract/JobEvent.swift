/// What a job tells whoever runs it, while it runs.
public enum JobEvent: Sendable {
  /// How far the job is; the latest replaces those before it.
  case progress(done: Int, of: Int?, label: String)

  /// Lines for the run's log: never dropped, and redacted before they are stored.
  case log([LogLine])

  /// A file that the run made and that history keeps.
  ///
  /// `path` is relative to the run's directory, or absolute.
  case artifact(name: String, path: String)

  /// A program was started; `group` is its process group.
  ///
  /// The hub finds the processes of a run by their mark and does without it; it is for programs
  /// that run a job themselves.
  case process(group: Int32)
}
