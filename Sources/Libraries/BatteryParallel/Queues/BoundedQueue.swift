/// A queue between tasks with room for so many elements: Python's `asyncio.Queue(maxsize)`.
///
/// Any number of tasks may send and receive; each element reaches one receiver. A sender waits while
/// the queue is full, which is what holds a fast producer back; waiting senders and receivers are
/// served in the order in which they came. Iterating a queue receives from it until it is finished.
///
/// No element is lost to a cancellation: a sender that is cancelled while it waits throws, and its
/// element is not in the queue; a receiver that is cancelled while it waits has taken none.
public final class BoundedQueue<Element: Sendable>: AsyncSequence, Sendable {
  @usableFromInline struct State: Sendable {
    @usableFromInline var buffer = FIFO<Element>()
    @usableFromInline var senders = WaitList<Element, Void>()
    @usableFromInline var receivers = WaitList<Void, Element?>()
    @usableFromInline var isFinished = false
    @usableFromInline var failure: (any Error)?

    @inlinable init() {}

    @inlinable static var senderLine: WaitLine<State, Element, Void> {
      WaitLine(add: { $0.senders.append($1, id: $2) }, remove: { $0.senders.remove($1) })
    }

    @inlinable static var receiverLine: WaitLine<State, Void, Element?> {
      WaitLine(add: { $0.receivers.append($1, id: $2) }, remove: { $0.receivers.remove($1) })
    }
  }

  /// How many elements there is room for.
  public let capacity: Int

  @usableFromInline let monitor = Monitor(State())

  /// Makes an empty queue with room for a number of elements.
  @inlinable public init(capacity: Int) {
    precondition(capacity > 0, "A queue needs room for one element at the least.")
    self.capacity = capacity
  }

  /// How many elements are in the queue now.
  @inlinable public var count: Int { monitor.update { state, _ in state.buffer.count } }

  /// Whether it takes nothing more.
  @inlinable public var isFinished: Bool { monitor.update { state, _ in state.isFinished } }

  /// How many tasks wait now for room, and how many for an element.
  @inlinable public var waiting: (senders: Int, receivers: Int) {
    monitor.update { state, _ in (state.senders.count, state.receivers.count) }
  }

  /// Adds an element at the end, and waits until there is room.
  ///
  /// - Throws: ``ClosedError`` when the queue is finished, `CancellationError` when the task is
  ///   cancelled. In both cases the element is not in the queue.
  @inlinable public func send(_ element: Element) async throws {
    try await monitor.wait(in: State.senderLine, with: element) { state, wakes in
      try self.offer(element, to: &state, &wakes) ? () : nil
    }
  }

  /// Adds an element if there is room.
  ///
  /// - Returns: Whether it was added; `false` also when the queue is finished.
  @inlinable public func trySend(_ element: Element) -> Bool {
    monitor.update { state, wakes in (try? offer(element, to: &state, &wakes)) ?? false }
  }

  /// Takes the first element, and waits until there is one.
  ///
  /// - Returns: `nil` when the queue is finished and empty.
  /// - Throws: `CancellationError` when the task is cancelled, or what the queue was finished with.
  @inlinable public func receive() async throws -> Element? {
    try await monitor.wait(in: State.receiverLine, with: ()) { state, wakes in
      if let element = Self.take(from: &state, &wakes) { return .some(element) }
      guard state.isFinished else { return nil }
      if let failure = state.failure { throw failure }
      return .some(nil)
    }
  }

  /// Takes the first element if there is one.
  @inlinable public func tryReceive() -> Element? {
    monitor.update { state, wakes in Self.take(from: &state, &wakes) }
  }

  /// Ends the queue: what is in it can still be received, nothing more be sent.
  ///
  /// Senders that wait throw ``ClosedError``.
  ///
  /// - Parameter error: What receivers throw once the queue is empty; without one they get `nil`.
  @inlinable public func finish(throwing error: (any Error)? = nil) {
    monitor.update { state, wakes in
      guard !state.isFinished else { return }
      state.isFinished = true
      state.failure = error
      for sender in state.senders.popAll() {
        wakes.add { sender.continuation.resume(throwing: Self.closed) }
      }
      for receiver in state.receivers.popAll() {
        wakes.add {
          if let error {
            receiver.continuation.resume(throwing: error)
          } else {
            receiver.continuation.resume(returning: nil)
          }
        }
      }
    }
  }

  /// Receives elements until the queue is finished.
  public struct AsyncIterator: AsyncIteratorProtocol {
    @usableFromInline let queue: BoundedQueue

    @inlinable init(queue: BoundedQueue) { self.queue = queue }

    /// Takes the first element, and waits until there is one.
    @inlinable public func next() async throws -> Element? { try await queue.receive() }
  }

  /// Makes what receives the elements.
  @inlinable public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(queue: self) }

  // MARK: - Under the lock

  @inlinable static var closed: ClosedError { ClosedError("The queue") }

  @inlinable func offer(
    _ element: Element,
    to state: inout State,
    _ wakes: inout Wakes
  ) throws -> Bool {
    if state.isFinished { throw Self.closed }
    if let receiver = state.receivers.popFirst() {
      wakes.add { receiver.continuation.resume(returning: element) }
      return true
    }
    guard state.buffer.count < capacity else { return false }
    state.buffer.append(element)
    return true
  }

  @inlinable static func take(from state: inout State, _ wakes: inout Wakes) -> Element? {
    guard let element = state.buffer.popFirst() else { return nil }
    if let sender = state.senders.popFirst() {
      state.buffer.append(sender.payload)
      wakes.add { sender.continuation.resume() }
    }
    return element
  }
}
