import BatteryTables
import Foundation

/// Whole lines of a log, in memory, with room after them that may be read.
final class LogBlock: @unchecked Sendable {
  private(set) var bytes: UnsafeMutablePointer<UInt8>
  private(set) var capacity: Int
  var count = 0
  /// Its number, from 0.
  var ordinal = 0
  /// How many bytes of the log are before it.
  var offset = 0
  /// Whether it stands for a line that is too long to be kept, and has no bytes.
  var isTooLong = false

  init(capacity: Int) {
    self.capacity = capacity
    bytes = .allocate(capacity: capacity + 64)
    bytes.initialize(repeating: 0, count: capacity + 64)
  }

  deinit { bytes.deallocate() }

  /// Makes room; keeps the first `used` bytes.
  func grow(to capacity: Int, keeping used: Int) {
    guard capacity > self.capacity else { return }
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + 64)
    larger.update(from: bytes, count: used)
    (larger + used).initialize(repeating: 0, count: capacity + 64 - used)
    bytes.deallocate()
    bytes = larger
    self.capacity = capacity
  }
}

/// Cuts a log into blocks of whole lines and hands them out to threads.
final class LogSupply: @unchecked Sendable {
  private static let blockSize = 1 << 20
  /// A longer line is none of a log, and not kept.
  private let lineLimit: Int
  static let tooLong = "the line is too long"

  private let lock = NSLock()
  private var source: any ByteSource
  private var carry: [UInt8] = []
  private var spare: [LogBlock] = []
  private var ordinal = 0
  private var offset = 0
  private var isAtEnd = false
  private var failure: (any Error)?
  private var zeroCount = 0

  init(_ source: any ByteSource, lineLimit: Int = 64 << 20) {
    self.source = source
    self.lineLimit = lineLimit
  }

  /// The place after the zero bytes from a place on.
  ///
  /// A log that was cut off under a program that writes on where it was begins with them.
  static func zeros(_ bytes: UnsafeMutablePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    var place = start
    while place < end, bytes[place] == 0 { place += 1 }
    return place
  }

  /// How many zero bytes were skipped at the start.
  var zerosAtStart: Int { lock.withLock { zeroCount } }

  /// What ended the reading.
  var firstFailure: (any Error)? { lock.withLock { failure } }

  /// Ends the work.
  func fail(_ error: any Error) { lock.withLock { failure = failure ?? error } }

  /// Takes back a block that is not needed any more.
  func reuse(_ block: LogBlock) { lock.withLock { spare.append(block) } }

  /// Returns the next block, or `nil` when there is none or something has failed.
  func next() -> LogBlock? {
    lock.withLock {
      guard failure == nil else { return nil }
      do {
        return try read()
      } catch {
        failure = error
        return nil
      }
    }
  }

  private func read() throws -> LogBlock? {
    guard !isAtEnd || !carry.isEmpty else { return nil }
    let block = spare.popLast() ?? LogBlock(capacity: Self.blockSize)
    var count = carry.count
    var size = max(Self.blockSize, count * 2)
    block.grow(to: size, keeping: 0)
    carry.withUnsafeBufferPointer { bytes in
      if let start = bytes.baseAddress { block.bytes.update(from: start, count: count) }
    }
    while true {
      if !isAtEnd {
        let room = UnsafeMutableRawBufferPointer(start: block.bytes + count, count: size - count)
        let number = try source.fill(room)
        isAtEnd = number < room.count
        count += number
      }
      let zeros = Self.zeros(block.bytes, 0, count)
      if zeros > 0 {
        block.bytes.update(from: block.bytes + zeros, count: count - zeros)
        count -= zeros
        if ordinal == 0 { zeroCount += zeros }
        offset += zeros
        if !isAtEnd { continue }
      }
      guard count > 0 else {
        carry = []
        return nil
      }
      var end = count
      while end > 0, block.bytes[end - 1] != 10 { end -= 1 }
      if isAtEnd { end = count }
      if end > 0 {
        finish(block, end, count)
        return block
      }
      guard count < lineLimit else {
        try skipLine(block, count)
        return block
      }
      size = count * 2
      block.grow(to: size, keeping: count)
    }
  }

  /// Goes on after the end of a line, of which `count` bytes were read.
  private func skipLine(_ block: LogBlock, _ count: Int) throws {
    let start = offset
    var rest: [UInt8] = []
    var length = count
    while !isAtEnd {
      let room = UnsafeMutableRawBufferPointer(start: block.bytes, count: Self.blockSize)
      let number = try source.fill(room)
      isAtEnd = number < room.count
      guard let feed = room[..<number].firstIndex(of: 10) else {
        length += number
        continue
      }
      length += feed + 1
      rest = Array(room[(feed + 1)..<number])
      break
    }
    finish(block, 0, 0)
    block.isTooLong = true
    block.offset = start
    offset = start + length
    carry = rest
  }

  private func finish(_ block: LogBlock, _ end: Int, _ count: Int) {
    carry = Array(UnsafeBufferPointer(start: block.bytes + end, count: count - end))
    block.count = end
    block.isTooLong = false
    block.ordinal = ordinal
    block.offset = offset
    ordinal += 1
    offset += end
  }
}
