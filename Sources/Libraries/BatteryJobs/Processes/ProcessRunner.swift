/// Runs programs, each in a process group of its own, and sees that nothing of them is left.
public enum ProcessRunner {
  /// Runs a program to its end.
  ///
  /// Its output comes line by line, in batches: `onLines` is called once for what one look at the
  /// pipes found, never twice at the same time, and while it waits nothing more is read, so that a
  /// program cannot print faster than its log is stored.
  ///
  /// When the program has ended, what it left in its process group has the grace to end as well;
  /// then the rest is ended and the pipes are closed. When the task is cancelled, every process of
  /// the run gets SIGTERM, and SIGKILL after the grace, wherever it went (see
  /// ``ProcessTree/members(mark:group:)``), while its output is read on.
  ///
  /// - Parameters:
  ///   - request: What to run.
  ///   - clock: The clock that measures the grace.
  ///   - onStart: Is told the process group, once, before the first line.
  ///   - onLines: Takes the output.
  /// - Returns: How the program ended; a status other than 0 is no error here.
  /// - Throws: ``JobError`` when the program could not be started, `CancellationError` when the
  ///   task was cancelled, after everything has been ended.
  public static func run(
    _ request: ProcessRequest,
    clock: any TimeSource = SystemTimeSource(),
    onStart: @escaping @Sendable (_ group: Int32) async -> Void = { _ in },
    onLines: @escaping @Sendable ([LogLine]) async -> Void
  ) async throws -> ProcessOutcome {
    try Task.checkCancellation()
    let mailbox = ProcessMailbox()
    // In a task of its own, since ending a program well takes longer than being cancelled.
    let session = Task {
      let session = try ProcessSession(request, clock: clock, mailbox: mailbox)
      return try await session.run(onStart: onStart, onLines: onLines)
    }
    return try await withTaskCancellationHandler {
      try await session.value
    } onCancel: {
      mailbox.post(.cancelled)
    }
  }
}
