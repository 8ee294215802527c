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

  /// A process was started; `group` is its process group, to be ended if the hub dies.
  case process(group: Int32)
}
