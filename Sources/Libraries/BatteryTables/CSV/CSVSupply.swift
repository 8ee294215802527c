import Foundation

/// Hands out the blocks of a file to threads, and keeps in mind the first of their failures.
///
/// While one block takes long, only so many after it are handed out: what is made of these has to
/// wait in memory for its turn.
final class CSVSupply: @unchecked Sendable {
  private let condition = NSCondition()
  private let ahead: Int
  private var blocks: CSVBlockReader
  /// The numbers of the blocks that are worked on.
  private var open: Set<Int> = []
  private var spare: [CSVBlock] = []
  private var failure: (ordinal: Int, error: any Error)?
  private var taken = 0
  private var isStopped = false

  init(_ blocks: CSVBlockReader, ahead: Int) {
    self.blocks = blocks
    self.ahead = max(1, ahead)
  }

  /// Returns the next block, or `nil` when there is none or something has failed.
  func next() -> CSVBlock? {
    condition.withLock {
      while failure == nil, !isStopped, let oldest = open.min(), taken - oldest >= ahead {
        condition.wait()
      }
      guard failure == nil, !isStopped else { return nil }
      do {
        guard let block = try blocks.next(reusing: spare.popLast()) else { return nil }
        taken = block.ordinal + 1
        open.insert(block.ordinal)
        return block
      } catch {
        failure = (taken, error)
        return nil
      }
    }
  }

  /// Takes back a block that is not needed any more.
  func reuse(_ block: CSVBlock) {
    condition.withLock {
      open.remove(block.ordinal)
      spare.append(block)
      condition.broadcast()
    }
  }

  /// Ends the work because of a failure in a block; of several the first in the file counts.
  func fail(_ error: any Error, in ordinal: Int) {
    condition.withLock {
      condition.broadcast()
      if let failure, failure.ordinal <= ordinal { return }
      failure = (ordinal, error)
    }
  }

  /// Ends the work.
  func stop() {
    condition.withLock {
      isStopped = true
      condition.broadcast()
    }
  }

  /// The first failure in the file, and the number of its block.
  var firstFailure: (ordinal: Int, error: any Error)? { condition.withLock { failure } }
}
