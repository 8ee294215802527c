import Foundation

/// How records of JSON become a table.
public struct JSONTableOptions: Sendable {
  /// How strictly and how deeply JSON is read.
  ///
  /// Duplicate keys refuse a record only where they are
  /// columns, not within nested values; where they are kept, the last one counts.
  public var json: JSONOptions
  /// The types of some columns; a value that does not fit rejects its record.
  ///
  /// Texts become numbers,
  /// truth values, days and times only when they are asked for here.
  public var given: [String: ColumnType]
  /// The columns that are wanted, in this order; the others are not kept.
  ///
  /// With `nil` these are all, in the order in which they are first seen.
  public var columns: [String]?
  /// Whether a wanted column that no record has is an error; otherwise it is there without values.
  public var requiresColumns: Bool
  /// The most columns that may be found.
  public var columnLimit: Int
  /// The most bytes that a record may have; at most ``largestRecordLimit``.
  public var recordLimit: Int
  /// The most bytes that are kept in memory of a source that cannot be read twice, when the columns
  /// have to be found first.
  public var bufferLimit: Int
  /// Is called, in the order of the file, for each record that cannot be read, which is left out
  /// then; without it the first one is thrown.
  public var onReject: (@Sendable (RejectedRow) -> Void)?
  /// How many records may be rejected before reading ends with an error; `nil` for any number.
  public var maxRejects: Int?
  /// How many threads parse; `nil` for one for each core.
  public var threads: Int?
  /// How many bytes a thread works on at a time.
  public var blockSize: Int
  /// The most rows in a batch.
  public var batchRows: Int

  /// Reads all columns with the narrowest types that fit.
  public init(
    given: [String: ColumnType] = [:],
    columns: [String]? = nil,
    onReject: (@Sendable (RejectedRow) -> Void)? = nil
  ) {
    self.given = given
    self.columns = columns
    self.onReject = onReject
    requiresColumns = true
    json = JSONOptions()
    columnLimit = 10_000
    recordLimit = 16 << 20
    bufferLimit = 256 << 20
    blockSize = 1 << 20
    batchRows = 16_384
  }

  /// The largest ``recordLimit``: what the length of a value has room for.
  public static let largestRecordLimit = 256 << 20

  /// Checks the limit of records.
  ///
  /// - Throws: ``TableError`` with the code `invalid-expression`.
  func validate() throws(TableError) {
    guard (1...Self.largestRecordLimit).contains(recordLimit) else {
      throw TableError(
        .invalidExpression,
        "The limit of a record must be from 1 to \(Self.largestRecordLimit) bytes, not \(recordLimit)."
      )
    }
  }

  /// The number of threads that is worth starting for a source.
  func threads(for size: Int?) -> Int {
    if let size, size <= blockSize { return 1 }
    return max(1, threads ?? ProcessInfo.processInfo.activeProcessorCount)
  }
}
