import Foundation

/// Parses blocks on several threads and gives the batches in the order of the file.
///
/// The threads are at most a few blocks ahead of who takes the batches, and end with this.
final class CSVAssembly {
  private let state: State
  private let rejects: CSVRejects

  init(_ layout: CSVLayout, _ blocks: CSVBlockReader, _ rejects: CSVRejects, threads: Int) {
    self.rejects = rejects
    state = State(layout, blocks, threads: threads)
  }

  deinit { state.stop() }

  /// The batches of the next block, or `nil` after the last one.
  func next() throws -> [Batch]? {
    guard let done = try state.next() else { return nil }
    try rejects.add(done.rejects, of: done.ordinal)
    return done.batches
  }

  /// What was made of a block.
  struct Done {
    var ordinal: Int
    var batches: [Batch]
    var rejects: [CSVReject]
  }

  /// What the threads share.
  private final class State: @unchecked Sendable {
    private let layout: CSVLayout
    private let supply: CSVSupply
    private let threads: Int
    private let condition = NSCondition()
    private var done: [Int: Done] = [:]
    private var wanted = 0
    private var asked = 0
    private var working = 0
    private var isStarted = false
    private var isStopped = false
    private lazy var parser = CSVBlockParser(layout)

    init(_ layout: CSVLayout, _ blocks: CSVBlockReader, threads: Int) {
      self.layout = layout
      self.threads = threads
      supply = CSVSupply(blocks)
    }

    func next() throws -> Done? {
      guard threads > 1 else { return try parseNext(parser) ?? end(of: wanted) }
      condition.lock()
      defer { condition.unlock() }
      if !isStarted {
        isStarted = true
        working = threads
        Workers.start(threads, "csv") { _ in self.work() }
      }
      while true {
        if let next = done.removeValue(forKey: wanted) {
          wanted += 1
          condition.broadcast()
          return next
        }
        if working == 0 { return try end(of: wanted) }
        condition.wait()
      }
    }

    func stop() {
      condition.lock()
      isStopped = true
      supply.stop()
      condition.broadcast()
      condition.unlock()
    }

    private func end(of wanted: Int) throws -> Done? {
      if let failure = supply.firstFailure {
        if failure.error is CSVMisfit {
          throw TableError(
            .inputOutput,
            "\(layout.source): the file changed while it was read. Read a copy of it."
          )
        }
        throw failure.error
      }
      return nil
    }

    private func work() {
      let parser = CSVBlockParser(layout)
      while true {
        condition.lock()
        while asked - wanted >= threads * 3, !isStopped { condition.wait() }
        asked += 1
        condition.unlock()
        guard let next = try? parseNext(parser) else { break }
        condition.lock()
        done[next.ordinal] = next
        condition.broadcast()
        condition.unlock()
      }
      condition.lock()
      // No block is left, or one has failed: whoever waits for room need not wait longer.
      isStopped = true
      working -= 1
      condition.broadcast()
      condition.unlock()
    }

    /// Parses a block; `nil` at the end or after a failure, which the supply keeps.
    private func parseNext(_ parser: CSVBlockParser) throws -> Done? {
      guard let block = supply.next() else { return nil }
      defer { supply.reuse(block) }
      do {
        var batches: [Batch] = []
        let rejects = try parser.parse(block) { batches.append($0) }
        return Done(ordinal: block.ordinal, batches: batches, rejects: rejects)
      } catch {
        supply.fail(error, in: block.ordinal)
        return nil
      }
    }
  }
}
