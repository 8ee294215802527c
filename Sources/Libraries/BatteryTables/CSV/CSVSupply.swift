import Foundation

/// Hands out the blocks of a file to threads, and keeps in mind the first of their failures.
final class CSVSupply: @unchecked Sendable {
  private let lock = NSLock()
  private var blocks: CSVBlockReader
  private var spare: [CSVBlock] = []
  private var failure: (ordinal: Int, error: any Error)?
  private var taken = 0
  private var isStopped = false

  init(_ blocks: CSVBlockReader) { self.blocks = blocks }

  /// Returns the next block, or `nil` when there is none or something has failed.
  func next() -> CSVBlock? {
    lock.withLock {
      guard failure == nil, !isStopped else { return nil }
      do {
        guard let block = try blocks.next(reusing: spare.popLast()) else { return nil }
        taken = block.ordinal + 1
        return block
      } catch {
        failure = (taken, error)
        return nil
      }
    }
  }

  /// Takes back a block that is not needed any more.
  func reuse(_ block: CSVBlock) {
    lock.withLock { spare.append(block) }
  }

  /// Ends the work because of a failure in a block; of several the first in the file counts.
  func fail(_ error: any Error, in ordinal: Int) {
    lock.withLock {
      if let failure, failure.ordinal <= ordinal { return }
      failure = (ordinal, error)
    }
  }

  /// Ends the work.
  func stop() {
    lock.withLock { isStopped = true }
  }

  /// The first failure in the file, and the number of its block.
  var firstFailure: (ordinal: Int, error: any Error)? { lock.withLock { failure } }
}
