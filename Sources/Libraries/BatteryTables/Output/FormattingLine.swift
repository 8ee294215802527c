import Foundation

/// Formats pieces of a table on several threads and gives the bytes back in their order.
///
/// The threads end when this is released.
final class FormattingLine<Format: RowFormat> {
  private let shared: Shared
  private let limit: Int
  private var submitted = 0
  private var taken = 0

  init(_ format: Format, threads: Int) {
    limit = threads + 1
    shared = Shared(format)
    let shared = shared
    Workers.start(threads, "format") { _ in shared.work() }
  }

  deinit { shared.stop() }

  /// Whether there is so much to do that the next bytes should be taken first.
  var isFull: Bool { submitted - taken >= limit }

  func submit(_ pieces: [RowPiece]) {
    shared.submit(pieces, submitted)
    submitted += 1
  }

  /// Waits for the next bytes; `nil` when all that was submitted has been taken.
  ///
  /// - Throws: Why they could not be formatted.
  func next() throws -> OutputBuffer? {
    guard taken < submitted else { return nil }
    taken += 1
    return try shared.wait(for: taken - 1)
  }

  /// Takes back a buffer that is not needed any more.
  func reuse(_ buffer: OutputBuffer) { shared.reuse(buffer) }

  /// What the threads have in common; all but the formatting happens under the lock.
  private final class Shared: @unchecked Sendable {
    private let format: Format
    private let condition = NSCondition()
    private var waiting: [(pieces: [RowPiece], number: Int)] = []
    private var done: [Int: Result<OutputBuffer, TableError>] = [:]
    private var spare: [OutputBuffer] = []
    private var isStopped = false

    init(_ format: Format) { self.format = format }

    func submit(_ pieces: [RowPiece], _ number: Int) {
      condition.withLock {
        waiting.append((pieces, number))
        condition.broadcast()
      }
    }

    func wait(for number: Int) throws -> OutputBuffer {
      condition.lock()
      defer { condition.unlock() }
      while true {
        if let result = done.removeValue(forKey: number) { return try result.get() }
        condition.wait()
      }
    }

    func reuse(_ buffer: OutputBuffer) {
      condition.withLock { spare.append(buffer) }
    }

    func stop() {
      condition.withLock {
        isStopped = true
        condition.broadcast()
      }
    }

    func work() {
      while let (pieces, number, buffer) = take() {
        let result = Result { () throws(TableError) in
          for piece in pieces {
            try format.append(piece.rows, of: piece.batch, before: piece.before, to: buffer)
          }
          return buffer
        }
        condition.withLock {
          done[number] = result
          condition.broadcast()
        }
      }
    }

    private func take() -> (pieces: [RowPiece], number: Int, buffer: OutputBuffer)? {
      condition.lock()
      defer { condition.unlock() }
      while waiting.isEmpty, !isStopped { condition.wait() }
      guard !isStopped else { return nil }
      let (pieces, number) = waiting.removeFirst()
      let buffer = spare.popLast() ?? OutputBuffer(capacity: 1 << 19)
      buffer.removeAll()
      return (pieces, number, buffer)
    }
  }
}
