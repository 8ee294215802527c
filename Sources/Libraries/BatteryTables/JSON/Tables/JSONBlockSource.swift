import Foundation

/// Gives blocks of whole records, one after the other.
protocol JSONBlockSource: AnyObject {
  /// Returns the next block, or `nil` at the end.
  func next() throws -> JSONBlock?
  /// Takes back a block that is no longer needed.
  func recycle(_ block: JSONBlock)
}

/// Reads a source in blocks that end where a line does.
final class JSONLineBlocks: JSONBlockSource {
  private var source: any ByteSource
  private let size: Int
  private let lineLimit: Int
  private var carry: [UInt8] = []
  private var offset = 0
  private var isAtEnd = false
  private let pool = JSONBlockPool()

  init(_ source: any ByteSource, size: Int, lineLimit: Int) {
    self.source = source
    self.size = size
    self.lineLimit = lineLimit
  }

  func recycle(_ block: JSONBlock) {
    if block.capacity == size { pool.put(block) }
  }

  func next() throws -> JSONBlock? {
    let block = pool.take() ?? JSONBlock(capacity: size)
    if carry.count > block.capacity { block.grow(to: carry.count) }
    carry.withUnsafeBufferPointer { carry in
      if let start = carry.baseAddress { block.bytes.update(from: start, count: carry.count) }
    }
    var count = carry.count
    // What was carried over has no line end in it, unless a line that is too long came before it.
    var searched = 0
    carry.removeAll(keepingCapacity: true)
    block.offset = offset
    block.isOverlong = false
    while true {
      if !isAtEnd {
        let room = UnsafeMutableRawBufferPointer(
          start: block.bytes + count,
          count: block.capacity - count
        )
        let number = room.isEmpty ? 0 : try source.fill(room)
        isAtEnd = number < room.count
        count += number
      }
      if isAtEnd {
        offset += count
        block.count = count
        block.isLast = true
        block.close(with: 0x0A)
        return count == 0 ? nil : block
      }
      if let last = lastLineEnd(block.bytes, from: searched, to: count) {
        block.count = last + 1
        carry.append(
          contentsOf: UnsafeBufferPointer(start: block.bytes + last + 1, count: count - last - 1)
        )
        offset += block.count
        block.isLast = false
        block.close(with: 0x0A)
        return block
      }
      if count > lineLimit { return try skipLine(block, count) }
      searched = count
      block.grow(to: block.capacity * 2)
    }
  }

  private func lastLineEnd(
    _ bytes: UnsafeMutablePointer<UInt8>,
    from start: Int,
    to end: Int
  ) -> Int? {
    var place = end - 1
    while place >= start {
      if bytes[place] == 0x0A { return place }
      place -= 1
    }
    return nil
  }

  /// Reads on to the end of a line of which there are more bytes than may be.
  private func skipLine(_ block: JSONBlock, _ known: Int) throws -> JSONBlock {
    offset += known
    block.count = 0
    block.isOverlong = true
    block.isLast = false
    while !isAtEnd {
      let room = UnsafeMutableRawBufferPointer(start: block.bytes, count: block.capacity)
      let number = try source.fill(room)
      isAtEnd = number < room.count
      if let end = (0..<number).first(where: { block.bytes[$0] == 0x0A }) {
        offset += end + 1
        carry.append(
          contentsOf: UnsafeBufferPointer(
            start: block.bytes + end + 1,
            count: number - end - 1
          )
        )
        break
      }
      offset += number
    }
    block.close(with: 0x0A)
    return block
  }
}

/// Blocks that can be used again; several threads put and take.
final class JSONBlockPool: @unchecked Sendable {
  private let lock = NSLock()
  private var blocks: [JSONBlock] = []

  func take() -> JSONBlock? { lock.withLock { blocks.popLast() } }

  func put(_ block: JSONBlock) {
    lock.withLock { if blocks.count < 16 { blocks.append(block) } }
  }
}
