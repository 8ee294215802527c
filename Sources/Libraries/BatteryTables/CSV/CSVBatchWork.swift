import Foundation

/// Parses blocks on several threads and gives the batches in the order of the file.
final class CSVBatchWork {
  private let work: OrderedWork<CSVBlock, Done>
  private let rejects: CSVRejects

  init(_ layout: CSVLayout, _ blocks: CSVBlockReader, _ rejects: CSVRejects, threads: Int) {
    self.rejects = rejects
    let spare = Spare()
    var blocks = blocks
    work = OrderedWork(
      threads: threads,
      take: { try blocks.next(reusing: spare.take()) },
      worker: {
        let parser = CSVBlockParser(layout)
        return { block in
          defer { spare.add(block) }
          return try Self.parse(block, parser, layout)
        }
      }
    )
  }

  /// The batches of the next block, or `nil` after the last one.
  func next() throws -> [Batch]? {
    guard let done = try work.next() else { return nil }
    try rejects.add(done.rejects, of: done.ordinal)
    return done.batches
  }

  private static func parse(
    _ block: CSVBlock,
    _ parser: CSVBlockParser,
    _ layout: CSVLayout
  ) throws -> Done {
    var batches: [Batch] = []
    do {
      let rejects = try parser.parse(block) { batches.append($0) }
      return Done(ordinal: block.ordinal, batches: batches, rejects: rejects)
    } catch is CSVMisfit {
      throw TableError(
        .inputOutput,
        "\(layout.source): the file changed while it was read. Read a copy of it."
      )
    }
  }

  /// What was made of a block.
  private struct Done {
    var ordinal: Int
    var batches: [Batch]
    var rejects: [RejectedRow]
  }

  /// Blocks that are not needed any more.
  private final class Spare: @unchecked Sendable {
    private let lock = NSLock()
    private var blocks: [CSVBlock] = []

    func take() -> CSVBlock? { lock.withLock { blocks.popLast() } }

    func add(_ block: CSVBlock) { lock.withLock { blocks.append(block) } }
  }
}
