import Synchronization

/// What came of the items of one call.
final class WorkerResults<Output: Decodable & Sendable>: Sendable {
  private let keepsErrors: Bool
  private let results = Mutex([Result<Output, any Error>?]())

  /// - Parameter keepsErrors: Whether an error is a result, and else thrown.
  init(keepsErrors: Bool) { self.keepsErrors = keepsErrors }

  /// All that there are, in their order.
  var all: [Result<Output, any Error>] { results.withLock { $0.compactMap(\.self) } }

  /// The only one.
  func only() throws -> Output {
    guard let result = results.withLock({ $0.first ?? nil }) else { throw CancellationError() }
    return try result.get()
  }

  /// Reads an answer and keeps it.
  func settle(_ item: WorkerItem, _ outcome: WorkerOutcome, at index: Int) throws {
    switch outcome {
    case .failure(let error): try fail(error, at: index)
    case .answer(let body, let processID):
      do {
        put(.success(try WorkerCoding.decode(Output.self, from: body)), at: index)
      } catch {
        try fail(.notRead(error, as: Output.self, item, processID), at: index)
      }
    }
  }

  /// Keeps or throws an error.
  func fail(_ error: WorkerError, at index: Int) throws {
    guard keepsErrors else { throw error }
    put(.failure(error), at: index)
  }

  private func put(_ result: Result<Output, any Error>, at index: Int) {
    results.withLock { results in
      while results.count <= index { results.append(nil) }
      results[index] = result
    }
  }
}
