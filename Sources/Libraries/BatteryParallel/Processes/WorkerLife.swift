import Foundation
import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What passes between this program and one worker, on a thread that waits for all of it at once.
final class WorkerLife: Sendable {
  private typealias Waiter = CheckedContinuation<[WorkerFrame], any Error>

  private struct State: Sendable {
    var isOver = false
    var end = WorkerConnection.Break.ended
    /// Whether nothing is left to be done but to kill it.
    var isCondemned = false
    /// When it is killed, after its input was closed.
    var deadline: ContinuousClock.Instant?
    /// Whether it takes nothing more.
    var isBroken = false
    /// The numbers of the items that are not answered, in the order in which they were sent.
    var line: [UInt32] = []
    var answers: [WorkerFrame] = []
    /// Whoever waits for answers, and with how many items left it is woken.
    var waiter: (continuation: Waiter, left: Int)?
    var began: (@Sendable () -> Void)?
    var hasRecalled = false
    /// Whether items are wanted back as soon as some are sent ahead.
    var wantsRecall = false
    var lastLines = LastLines()
  }

  let pipes: WorkerPipes

  private let frameLimit: Int
  private let state = Mutex(State())
  private let outgoing: WorkerOutgoing
  private let over = AsyncEvent()

  init(_ pipes: WorkerPipes, frameLimit: Int) {
    self.pipes = pipes
    outgoing = WorkerOutgoing(pipes.input)
    self.frameLimit = frameLimit
  }

  deinit { pipes.close() }

  var isUsable: Bool { state.withLock { !$0.isOver && !$0.isCondemned && $0.deadline == nil } }

  var lastLines: [String] { state.withLock { $0.lastLines.text } }

  /// Starts the thread.
  ///
  /// - Parameter exitDescriptor: What can be read once the process is gone, where there is such a thing.
  func begin(exitDescriptor: Int32?) {
    NamedThread.start("worker pool") { self.run(exitDescriptor) }
  }

  /// Ends what has never begun.
  func abandon() { finishLife(.ended) }

  /// Waits until nothing more passes, also when the task is cancelled.
  func untilOver() async {
    let over = over
    await Task { () -> Void in try? await over.wait() }.value
  }

  func condemn(_ end: WorkerConnection.Break? = nil) {
    let waiter = state.withLock { state in
      state.isCondemned = true
      if let end { state.end = end }
      return state.waiter.take()
    }
    waiter?.continuation.resume(throwing: end ?? CancellationError())
    wake()
  }

  func finish(grace: Duration) {
    state.withLock { $0.deadline = .now + grace }
    shutdown(pipes.input.rawValue, Int32(SHUT_WR))
    wake()
  }

  func watch(_ began: (@Sendable () -> Void)?) { state.withLock { $0.began = began } }

  func recall() {
    let isDue = state.withLock { state in
      guard !state.hasRecalled else { return false }
      state.wantsRecall = state.line.count <= 1
      state.hasRecalled = !state.wantsRecall
      return state.hasRecalled
    }
    if isDue { send([Self.recallFrame]) }
  }

  private static var recallFrame: WorkerFrame { WorkerFrame(kind: .recall, number: 0, body: []) }

  func answers(
    whenLeft left: Int,
    sending items: [WorkerFrame]
  ) async throws -> [WorkerFrame] {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        var isRecalled = false
        let result: Result<[WorkerFrame], any Error>? = state.withLock { state in
          if Task.isCancelled {
            state.isCondemned = true
            return .failure(CancellationError())
          }
          if state.isOver || state.isCondemned { return .failure(state.end) }
          if !items.isEmpty { isRecalled = Self.lineUp(items, &state) }
          if let answers = Self.takeAnswers(of: &state, whenLeft: left) { return .success(answers) }
          state.waiter = (continuation, left)
          return nil
        }
        if case .failure? = result {
          wake()
        } else if !items.isEmpty {
          send(isRecalled ? items + [Self.recallFrame] : items)
        }
        if let result { continuation.resume(with: result) }
      }
    } onCancel: {
      condemn()
    }
  }

  /// Returns whether some of the items are to be asked back at once.
  private static func lineUp(_ items: [WorkerFrame], _ state: inout State) -> Bool {
    for item in items { state.line.append(item.number) }
    let isRecalled = state.wantsRecall && state.line.count > 1
    if isRecalled { state.wantsRecall = false }
    state.hasRecalled = isRecalled
    return isRecalled
  }

  func takeAnswers() -> [WorkerFrame] {
    state.withLock { state in
      defer { state.answers = [] }
      return state.answers
    }
  }

  /// Takes the answers if somebody who waits for so many should have them now.
  private static func takeAnswers(of state: inout State, whenLeft left: Int) -> [WorkerFrame]? {
    let isDue = state.line.count <= left || state.answers.contains { $0.kind != .output }
    guard isDue, !state.answers.isEmpty else { return nil }
    defer { state.answers = [] }
    return state.answers
  }

  // MARK: - The thread

  private func run(_ exitDescriptor: Int32?) {
    var reader = WorkerFrameReader(limit: frameLimit)
    var isErrorOpen = true
    var end: WorkerConnection.Break?
    while end == nil {
      let (isCondemned, isBroken, deadline) = state.withLock {
        ($0.isCondemned, $0.isBroken, $0.deadline)
      }
      let isSending = !outgoing.isEmpty
      if isCondemned { break }
      if isBroken {
        // What it has answered before is answered.
        end = readOutput(&reader) ?? .ended
        break
      }
      let rest = deadline.map { ContinuousClock.now.duration(to: $0) }
      if let rest, rest <= .zero { break }
      var list = [
        pollfd(fd: pipes.wakeRead.rawValue, events: Int16(POLLIN), revents: 0),
        pollfd(fd: pipes.output.rawValue, events: Int16(POLLIN), revents: 0),
        // Numbers below zero are passed over.
        pollfd(fd: isErrorOpen ? pipes.error.rawValue : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: isSending ? pipes.input.rawValue : -1, events: Int16(POLLOUT), revents: 0),
        pollfd(fd: exitDescriptor ?? -1, events: Int16(POLLIN), revents: 0),
      ]
      let wait = rest.map { Int32(clamping: $0.components.seconds * 1000 + 1000) } ?? -1
      guard poll(&list, nfds_t(list.count), wait) >= 0 || errno == EINTR else { break }
      if list[0].revents != 0 { drainWake() }
      if list[2].revents != 0 { isErrorOpen = readError() }
      if list[3].revents != 0, outgoing.send([]) == .isBroken { handle(.isBroken) }
      if list[1].revents != 0 { end = readOutput(&reader) }
      if list[4].revents != 0, end == nil {
        // The answer may have been written before.
        end = readOutput(&reader) ?? .ended
      }
    }
    if isErrorOpen { _ = readError() }
    finishLife(end ?? .ended)
  }

  private func finishLife(_ end: WorkerConnection.Break) {
    let (waiter, end) = state.withLock { state in
      state.isOver = true
      // It was said before why it is killed.
      if case .timedOut = state.end {} else { state.end = end }
      return (state.waiter.take(), state.end)
    }
    waiter?.continuation.resume(throwing: end)
    over.set()
  }

  /// Reads answers; returns how it ended, if it did.
  private func readOutput(_ reader: inout WorkerFrameReader) -> WorkerConnection.Break? {
    while true {
      let outcome = pipes.output.readWhatIsThere { reader.append($0) }
      switch outcome {
      case .empty: return nil
      case .ended: return reader.isEmpty ? .ended : garbled(reader)
      case .bytes, .lastBytes: break
      }
      var frames: [WorkerFrame] = []
      var end: WorkerConnection.Break?
      reading: while !reader.isEmpty {
        switch reader.next() {
        case .needsMore: break reading
        case .frame(let frame): frames.append(frame)
        case .garbage:
          end = garbled(reader)
          break reading
        }
      }
      end = take(frames) ?? end
      if let end { return end }
      if outcome == .lastBytes { return nil }
    }
  }

  /// Takes answers in, and wakes whoever waits for them.
  private func take(_ frames: [WorkerFrame]) -> WorkerConnection.Break? {
    guard !frames.isEmpty else { return nil }
    let (waiter, answers, isForged) = state.withLock { state in
      var isForged = false
      let head = state.line.first
      for frame in frames {
        let place =
          switch frame.kind {
          case .output, .failure: state.line.first == frame.number ? 0 : nil
          case .returned: state.line.firstIndex(of: frame.number)
          case .item, .recall: Int?.none
          }
        guard let place else {
          isForged = true
          break
        }
        state.line.remove(at: place)
        state.answers.append(frame)
      }
      if let next = state.line.first, next != head { state.began?() }
      guard let waiter = state.waiter,
        let answers = Self.takeAnswers(of: &state, whenLeft: waiter.left)
      else { return (Waiter?.none, [WorkerFrame](), isForged) }
      state.waiter = nil
      return (waiter.continuation, answers, isForged)
    }
    waiter?.resume(returning: answers)
    // An answer that nobody waits for is no answer.
    return isForged ? .garbled("an answer to no item") : nil
  }

  private func garbled(_ reader: WorkerFrameReader) -> WorkerConnection.Break {
    .garbled(String(decoding: reader.start, as: UTF8.self))
  }

  /// Reads what is there; returns whether there may be more later.
  private func readError() -> Bool {
    while true {
      switch pipes.error.readWhatIsThere({ bytes in state.withLock { $0.lastLines.append(bytes) } })
      {
      case .bytes: continue
      case .lastBytes, .empty: return true
      case .ended: return false
      }
    }
  }

  private func send(_ frames: [WorkerFrame]) { handle(outgoing.send(frames)) }

  private func handle(_ outcome: WorkerOutgoing.Outcome) {
    switch outcome {
    case .sent: return
    case .isLeft: break
    case .isBroken: state.withLock { $0.isBroken = true }
    }
    wake()
  }

  private func wake() {
    withUnsafeBytes(of: UInt8(1)) { byte in
      // A full pipe wakes as well.
      _ = try? pipes.wakeWrite.write(byte)
    }
  }

  private func drainWake() {
    while pipes.wakeRead.readWhatIsThere({ _ in }) == .bytes {}
  }
}
