import Foundation

/// Hands on rejected rows in the order of the file, whatever the order in which blocks are done.
final class CSVRejects: @unchecked Sendable {
  private let lock = NSLock()
  private let handler: (@Sendable (RejectedRow) -> Void)?
  private let limit: Int
  private var waiting: [Int: [RejectedRow]] = [:]
  private var nextOrdinal = 0
  private var count = 0
  /// How many were handed on before the file was read again from its start.
  private var delivered = 0

  init(_ options: CSVOptions) {
    handler = options.onReject
    limit = options.maxRejects ?? .max
  }

  /// Is to be called when the file is read again from its start.
  func restart() {
    lock.withLock {
      waiting = [:]
      nextOrdinal = 0
      delivered = max(delivered, count)
      count = 0
    }
  }

  /// Takes in what was rejected of a block; to be called for each block.
  ///
  /// - Throws: ``TableError`` when there are more than may be.
  func add(_ rejects: [RejectedRow], of ordinal: Int) throws {
    try lock.withLock {
      waiting[ordinal] = rejects
      while let next = waiting.removeValue(forKey: nextOrdinal) {
        nextOrdinal += 1
        for reject in next {
          count += 1
          if count > delivered { handler?(reject) }
          if count > limit {
            throw TableError(
              .invalidData,
              "\(reject.description) More than \(limit) rows are rejected; correct the file, or"
                + " allow more with --max-rejects."
            )
          }
        }
      }
    }
  }
}
