import Foundation

/// What becomes of the lines that are no records.
struct LogRejectUse: Sendable {
  /// How many of them are kept in memory, the first ones; all unless given.
  var limit: Int?
  /// Takes each of them, in their order, while the log is read.
  var take: (@Sendable (LogScanResult.Reject) throws -> Void)?
}

/// Puts the lines that are no records in their order, and numbers them, as threads come upon them.
///
/// Of a log with millions of them only those are in memory that are wanted, and those of blocks
/// before which another one is still being read.
final class LogRejectOrder: @unchecked Sendable {
  /// What a block has.
  struct Block {
    /// How many line feeds.
    var lines = 0
    /// The lines that are no records, numbered from the start of the block.
    var rejects: [LogScanResult.Reject] = []
  }

  private let lock = NSLock()
  private let use: LogRejectUse
  private var waiting: [Int: Block] = [:]
  private var next = 0
  /// How many lines there are in the blocks before ``next``.
  private var lines = 0
  private var count = 0
  private var kept: [LogScanResult.Reject] = []

  init(_ use: LogRejectUse) { self.use = use }

  /// Takes in what a block has.
  ///
  /// - Throws: What throws that takes the lines.
  func add(_ block: Block, ordinal: Int) throws {
    try lock.withLock {
      waiting[ordinal] = block
      while let block = waiting.removeValue(forKey: next) {
        for var reject in block.rejects {
          reject.line += lines
          try use.take?(reject)
          count += 1
          if count <= use.limit ?? .max { kept.append(reject) }
        }
        lines += block.lines
        next += 1
      }
    }
  }

  /// Says what it was, when all blocks are there.
  func finish(_ result: inout LogScanResult) {
    lock.withLock {
      result.lineEnds = lines
      result.rejected = count
      result.rejects = kept
    }
  }
}
