import BatteryTables
import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What was read of a log.
struct LogScanResult: Sendable {
  /// A line that is no record.
  struct Reject: Hashable, Sendable {
    /// The number of the line, from 1.
    var line: Int
    /// How many bytes are before it.
    var offset: Int
    /// What is wrong with it.
    var reason: String
  }

  var table = LogTable()
  /// How many lines there are, without those that only say how others are written.
  var lines = 0
  /// How many lines there are in the file, whatever they are.
  var lineEnds = 0
  /// The lines that are no records, in their order.
  var rejects: [Reject] = []
  /// The columns that are in force after the last line, in a format whose directives name them.
  var layout: W3CLayout?
}

/// Reads a log on several threads.
enum LogScan {
  /// Reads all lines.
  ///
  /// - Parameters:
  ///   - source: The bytes.
  ///   - threads: How many threads parse.
  ///   - anonymizer: What takes from addresses before they are kept.
  ///   - parser: Makes a parser, for one thread each.
  /// - Returns: The records.
  /// - Throws: What the source throws.
  static func read(
    _ source: any ByteSource,
    threads: Int = Workers.number,
    anonymizer: Anonymizer? = nil,
    parser: @escaping @Sendable () -> any LogLineParser
  ) throws -> LogScanResult {
    let supply = LogSupply(source)
    let parts = LogParts()
    // A directive is for all lines after it, whichever thread would have read them.
    let isOrdered = parser().layout != nil
    Workers.run(isOrdered ? 1 : threads, "logs") { _ in
      let worker = LogWorker(parser(), anonymizer)
      while let block = supply.next() {
        worker.parse(block)
        supply.reuse(block)
      }
      parts.add(worker)
    }
    if let failure = supply.firstFailure { throw failure }
    return parts.joined()
  }
}

/// What the threads have made.
private final class LogParts: @unchecked Sendable {
  private let lock = NSLock()
  private var workers: [LogWorker] = []

  func add(_ worker: LogWorker) { lock.withLock { workers.append(worker) } }

  func joined() -> LogScanResult {
    var result = LogScanResult()
    // The largest part takes in the others.
    workers.sort { $0.table.count > $1.table.count }
    var lines: [Int: Int] = [:]
    var rejects: [(block: Int, reject: LogScanResult.Reject)] = []
    for worker in workers {
      worker.give(to: &result.table)
      result.lines += worker.lines
      lines.merge(worker.linesOfBlocks) { $1 }
      rejects += worker.rejects
      result.layout = worker.layout
    }
    var before = [0]
    for block in 0..<lines.count { before.append(before[block] + (lines[block] ?? 0)) }
    result.lineEnds = before[lines.count]
    result.rejects = rejects.map { block, reject in
      var reject = reject
      reject.line += before[block]
      return reject
    }
    result.rejects.sort { $0.offset < $1.offset }
    return result
  }
}

/// Reads blocks on one thread.
private final class LogWorker: @unchecked Sendable {
  private(set) var table = LogTable()
  private(set) var lines = 0
  private(set) var rejects: [(block: Int, reject: LogScanResult.Reject)] = []
  /// How many line feeds there are in each block.
  private(set) var linesOfBlocks: [Int: Int] = [:]
  var layout: W3CLayout? { parser.layout }
  private let parser: any LogLineParser
  private let anonymizer: Anonymizer?
  private let address = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Anonymizer.longest)

  init(_ parser: any LogLineParser, _ anonymizer: Anonymizer?) {
    self.parser = parser
    self.anonymizer = anonymizer
  }

  deinit { address.deallocate() }

  /// Gives up the records.
  func give(to other: inout LogTable) { other.take(&table) }

  func parse(_ block: LogBlock) {
    var record = LogRecord()
    var place = 0
    var number = 0
    if block.isTooLong {
      lines += 1
      number += 1
      rejects.append(
        (block.ordinal, .init(line: 1, offset: block.offset, reason: LogSupply.tooLong))
      )
    }
    while true {
      let begin = place
      place = LogSupply.zeros(block.bytes, begin, block.count)
      guard place < block.count else { break }
      let start = block.bytes + place
      let found = memchr(start, 10, block.count - place)
      let end =
        found.map { UnsafeRawPointer($0) - UnsafeRawPointer(block.bytes) } ?? block.count
      number += 1
      var length = end - place
      if length > 0, block.bytes[end - 1] == 13 { length -= 1 }
      let line = UnsafeBufferPointer(start: UnsafePointer(start), count: length)
      if let problem = parser.parse(line, into: &record) {
        if !parser.takeDirective(line) {
          lines += 1
          let reject = LogScanResult.Reject(
            line: number,
            offset: block.offset + begin,
            reason: length == 0 ? "the line is empty" : problem.reason
          )
          rejects.append((block.ordinal, reject))
        }
      } else {
        lines += 1
        if let anonymizer {
          let count = anonymizer.anonymize(record.host, into: address)
          record.host = UnsafeBufferPointer(rebasing: address[..<count])
        }
        table.append(record)
      }
      place = end + 1
    }
    linesOfBlocks[block.ordinal] = number
  }
}
