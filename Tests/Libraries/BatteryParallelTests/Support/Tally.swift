import Synchronization

/// Counts what goes on at the same time.
final class Tally: Sendable {
  private let state = Mutex((now: 0, most: 0, all: 0))

  /// How many are within now.
  var now: Int { state.withLock { $0.now } }
  /// How many were within at the same time.
  var most: Int { state.withLock { $0.most } }
  /// How many have ever come.
  var all: Int { state.withLock { $0.all } }

  func enter() {
    state.withLock { state in
      state.now += 1
      state.all += 1
      state.most = max(state.most, state.now)
    }
  }

  func leave() { state.withLock { $0.now -= 1 } }

  /// Counts some work, during which others get their turns.
  func during<Value>(_ body: () async throws -> Value) async rethrows -> Value {
    enter()
    defer { leave() }
    await Task.yield()
    return try await body()
  }
}

/// Something that tasks share.
final class Shared<Value: Sendable>: Sendable {
  private let mutex: Mutex<Value>

  init(_ value: Value) { mutex = Mutex(value) }

  var value: Value { mutex.withLock { $0 } }

  func change<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
    mutex.withLock { value in body(&value) }
  }
}

/// Gives others their turns until something is so.
func until(_ condition: () throws -> Bool) async rethrows {
  while try !condition() { await Task.yield() }
}

struct Mishap: Error, Equatable {
  var number = 0
}

/// A source of chance that is the same on each run.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
