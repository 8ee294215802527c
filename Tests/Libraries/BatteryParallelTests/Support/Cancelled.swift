import Testing

/// Starts some work, cancels it once it is in its middle, and expects it to say so.
func expectCancellation(
  of name: Comment,
  when isInMiddle: () -> Bool,
  _ work: @escaping @Sendable () async throws -> Void
) async {
  let task = Task { try await work() }
  await until(isInMiddle)
  task.cancel()
  await #expect(throws: CancellationError.self, name) { try await task.value }
}
