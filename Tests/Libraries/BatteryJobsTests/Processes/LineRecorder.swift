import BatteryJobs
import Synchronization

/// Takes what a program prints, and tells when a line has come.
final class LineRecorder: Sendable {
  private struct State {
    var lines: [LogLine] = []
    var batches = 0
    var waiters: [(text: String, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state = Mutex(State())

  var lines: [LogLine] { state.withLock { $0.lines } }
  var texts: [String] { lines.map(\.text) }
  var batches: Int { state.withLock { $0.batches } }

  func take(_ batch: [LogLine]) {
    let ready = state.withLock { state in
      state.lines += batch
      state.batches += 1
      let texts = Set(batch.map(\.text))
      let ready = state.waiters.filter { texts.contains($0.text) }.map(\.continuation)
      state.waiters.removeAll { texts.contains($0.text) }
      return ready
    }
    for waiter in ready { waiter.resume() }
  }

  /// Returns once this line was printed.
  func wait(for text: String) async {
    await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
      let isThere = state.withLock { state in
        if state.lines.contains(where: { $0.text == text }) { return true }
        state.waiters.append((text, continuation))
        return false
      }
      if isThere { continuation.resume() }
    }
  }
}
