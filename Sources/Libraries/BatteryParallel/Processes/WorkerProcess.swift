/// The side of a worker: what a program calls that a ``WorkerPool`` starts.
public enum WorkerProcess {
  /// Does items until the pool has no more.
  ///
  /// It takes the standard input and output for itself: what the work prints goes to the standard
  /// error instead, and its input is empty. The program ends at once when the pool's program is gone,
  /// also in the middle of an item.
  ///
  /// - Parameter work: Makes something of an item. What it throws is handed to the pool as a text, and
  ///   the next item is done.
  /// - Throws: ``WorkerProcessError`` when the input does not come from a pool.
  public static func run<Input: Decodable & Sendable, Output: Encodable & Sendable>(
    _ work: @Sendable (Input) async throws -> Output
  ) async throws {
    let ends = try WorkerEnds()
    NamedThread.start("worker input") { ends.read() }
    while let item = try await ends.inbox.next() {
      try ends.answer(await answer(to: item, work))
    }
  }

  private static func answer<Input: Decodable & Sendable, Output: Encodable & Sendable>(
    to item: WorkerFrame,
    _ work: @Sendable (Input) async throws -> Output
  ) async -> WorkerFrame {
    do {
      let input: Input
      do {
        input = try WorkerCoding.decode(Input.self, from: item.body)
      } catch {
        return failure(item, "the item is no \(Input.self): \(WorkerCoding.explain(error))")
      }
      let output = try await work(input)
      let body = try WorkerCoding.encode(output)
      return WorkerFrame(kind: .output, number: item.number, body: body)
    } catch {
      return failure(item, "\(error)")
    }
  }

  private static func failure(_ item: WorkerFrame, _ text: String) -> WorkerFrame {
    WorkerFrame(kind: .failure, number: item.number, body: Array(text.utf8))
  }
}

/// What is thrown by a worker that was not started by a pool.
public struct WorkerProcessError: Error, Hashable, CustomStringConvertible {
  /// A line that says what happened and what to do.
  public let description: String
}
