import Synchronization

/// Hands blocks out to threads.
final class BlockSupply: Sendable {
  private struct State {
    var store = 0
    var block = 0
    var failure: (any Error)?
  }

  private let stores: [NumberStore]
  private let state = Mutex(State())

  init(_ stores: [NumberStore]) { self.stores = stores }

  var failure: (any Error)? { state.withLock { $0.failure } }

  func fail(_ error: any Error) { state.withLock { $0.failure = $0.failure ?? error } }

  func next() -> (NumberStore, NumberStore.Block)? {
    state.withLock { state in
      guard state.failure == nil else { return nil }
      while state.store < stores.count {
        if state.block < stores[state.store].blocks.count {
          state.block += 1
          return (stores[state.store], stores[state.store].blocks[state.block - 1])
        }
        state.store += 1
        state.block = 0
      }
      return nil
    }
  }
}
