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
  /// How many of the lines are no records.
  var rejected = 0
  /// The first of these, in their order.
  var rejects: [Reject] = []
  /// How many zero bytes were skipped at the start.
  var zeros = 0
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
  ///   - rejects: What becomes of lines that are no records.
  ///   - parser: Makes a parser, for one thread each.
  /// - Returns: The records.
  /// - Throws: What the source throws, or what takes rejected lines.
  static func read(
    _ source: any ByteSource,
    threads: Int = Workers.number,
    anonymizer: Anonymizer? = nil,
    rejects: LogRejectUse = LogRejectUse(),
    parser: @escaping @Sendable () -> any LogLineParser
  ) throws -> LogScanResult {
    let supply = LogSupply(source)
    let parts = LogParts()
    let order = LogRejectOrder(rejects)
    // A directive is for all lines after it, whichever thread would have read them.
    let isOrdered = parser().layout != nil
    Workers.run(isOrdered ? 1 : threads, "logs") { _ in
      let worker = LogWorker(parser(), anonymizer)
      while let block = supply.next() {
        let found = worker.parse(block)
        do {
          try order.add(found, ordinal: block.ordinal)
        } catch {
          supply.fail(error)
        }
        supply.reuse(block)
      }
      parts.add(worker)
    }
    if let failure = supply.firstFailure { throw failure }
    var result = parts.joined()
    order.finish(&result)
    result.zeros = supply.zerosAtStart
    return result
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
    for worker in workers {
      worker.give(to: &result.table)
      result.lines += worker.lines
      result.layout = worker.layout
    }
    return result
  }
}

/// Reads blocks on one thread.
private final class LogWorker: @unchecked Sendable {
  private(set) var table = LogTable()
  private(set) var lines = 0
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

  /// Reads a block.
  ///
  /// - Returns: How many lines it has, and which of them are no records.
  func parse(_ block: LogBlock) -> LogRejectOrder.Block {
    var found = LogRejectOrder.Block()
    var record = LogRecord()
    var place = 0
    var number = 0
    if block.isTooLong {
      lines += 1
      number += 1
      found.rejects.append(.init(line: 1, offset: block.offset, reason: LogSupply.tooLong))
    }
    while true {
      let begin = place
      place = LogSupply.zeros(block.bytes, begin, block.count)
      guard place < block.count else { break }
      let start = block.bytes + place
      let feed = memchr(start, 10, block.count - place)
      let end =
        feed.map { UnsafeRawPointer($0) - UnsafeRawPointer(block.bytes) } ?? block.count
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
          found.rejects.append(reject)
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
    found.lines = number
    return found
  }
}
