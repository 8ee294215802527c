/// Reads a source that is one array in blocks that end behind a comma between its items.
final class JSONItemBlocks: JSONBlockSource {
  private var source: any ByteSource
  private let size: Int
  private let itemLimit: Int
  private let pool = JSONBlockPool()
  private var carry: [UInt8] = []
  private var offset = 0
  private var hasBegun = false
  private var isAtEnd = false
  private var isDone = false
  private var isFirst = true
  private var lead = JSONPlace()
  // Where in the grammar the bytes that were looked at end.
  private var depth = 0
  private var isInText = false
  private var isBehindBackslash = false

  init(_ source: any ByteSource, size: Int, itemLimit: Int) {
    self.source = source
    self.size = max(size, 16)
    self.itemLimit = itemLimit
  }

  func recycle(_ block: JSONBlock) {
    if block.capacity == size { pool.put(block) }
  }

  func next() throws -> JSONBlock? {
    guard !isDone else { return nil }
    let block = pool.take() ?? JSONBlock(capacity: size)
    block.fault = nil
    if carry.count >= block.capacity { block.grow(to: carry.count * 2) }
    carry.withUnsafeBufferPointer { carry in
      if let start = carry.baseAddress { block.bytes.update(from: start, count: carry.count) }
    }
    var count = carry.count
    // What was carried over was looked at already.
    var searched = count
    carry.removeAll(keepingCapacity: true)
    while true {
      let room = UnsafeMutableRawBufferPointer(
        start: block.bytes + count,
        count: block.capacity - count
      )
      let number = try source.fill(room)
      isAtEnd = number < room.count
      count += number
      var start = 0
      if !hasBegun {
        start = try begin(block.bytes, count)
        searched = start
      }
      let (comma, end) = split(block.bytes, from: searched, to: count)
      if let end {
        try finish(block, end, count)
        return close(block, from: start, to: end, isLast: true)
      }
      if let comma {
        carry.append(
          contentsOf: UnsafeBufferPointer(
            start: block.bytes + comma + 1,
            count: count - comma - 1
          )
        )
        return close(block, from: start, to: comma + 1, isLast: false)
      }
      if isAtEnd { return close(block, from: start, to: count, isLast: true, isCut: true) }
      if count - start > itemLimit { throw tooLong() }
      searched = count
      // The bracket goes, so that the block begins with the first item.
      if start > 0 {
        block.bytes.update(from: block.bytes + start, count: count - start)
        count -= start
        searched -= start
        offset += start
      }
      if count > block.capacity / 2 { block.grow(to: block.capacity * 2) }
    }
  }

  private func close(
    _ block: JSONBlock,
    from start: Int,
    to end: Int,
    isLast: Bool,
    isCut: Bool = false
  ) -> JSONBlock {
    if start > 0 { block.bytes.update(from: block.bytes + start, count: end - start) }
    block.offset = offset + start
    block.count = end - start
    block.isFirst = isFirst
    isFirst = false
    block.lead = lead
    lead = JSONPlace()
    block.isLast = isLast
    block.isCut = isCut
    offset += end
    isDone = isLast
    block.close(with: 0)
    return block
  }

  /// Finds the bracket that opens the array.
  private func begin(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int) throws -> Int {
    hasBegun = true
    let buffer = UnsafeBufferPointer(start: bytes, count: count)
    var place = buffer.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while place < count, JSONMachine.isBlank(bytes[place]) { place += 1 }
    guard place < count else {
      throw TableError(.empty, "\(source.name): there is nothing in it. Write at least [].")
    }
    guard bytes[place] == UInt8(ascii: "[") else {
      let what = "the text does not begin with [. Read it as JSON Lines, or write an array."
      throw TableError(.invalidData, "\(source.name):1: \(what)")
    }
    lead.advance(over: UnsafeBufferPointer(rebasing: buffer[...place]))
    return place + 1
  }

  /// Looks at bytes that were not looked at.
  ///
  /// - Returns: The last comma between items, and the bracket that closes the array.
  private func split(
    _ bytes: UnsafeMutablePointer<UInt8>,
    from start: Int,
    to end: Int
  ) -> (comma: Int?, end: Int?) {
    var comma: Int?
    var place = start
    while place < end {
      if isBehindBackslash {
        isBehindBackslash = false
        place += 1
        continue
      }
      if isInText {
        place = JSONScan.plainEnd(bytes + place, bytes + end) - UnsafePointer(bytes)
        guard place < end else { break }
        if bytes[place] == JSONScan.backslash { isBehindBackslash = true }
        if bytes[place] == JSONScan.quote { isInText = false }
        place += 1
        continue
      }
      switch bytes[place] {
      case JSONScan.quote: isInText = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return (comma, place) }
        depth -= 1
      case UInt8(ascii: ",") where depth == 0: comma = place
      default: break
      }
      place += 1
    }
    return (comma, nil)
  }

  /// Sees to it that the array is closed by its bracket and that nothing comes behind it.
  private func finish(_ block: JSONBlock, _ end: Int, _ count: Int) throws {
    var distance = JSONPlace()
    var fault: JSONProblem?
    if block.bytes[end] == UInt8(ascii: "]") {
      let known = UnsafeBufferPointer(start: block.bytes + end + 1, count: count - end - 1)
      distance.advance(over: UnsafeBufferPointer(start: block.bytes + end, count: 1))
      fault = Self.moveOverBlanks(&distance, known)
    } else {
      fault = .wrongBracket(block.bytes[end])
    }
    var rest = [UInt8](repeating: 0, count: isAtEnd || fault != nil ? 0 : 64 << 10)
    while fault == nil, !isAtEnd {
      let number = try rest.withUnsafeMutableBytes { try source.read(into: $0) }
      isAtEnd = number == 0
      fault = rest[..<number].withUnsafeBufferPointer { Self.moveOverBlanks(&distance, $0) }
    }
    block.faultDistance = distance
    block.fault = fault
  }

  /// Moves behind white space; what comes behind it is too much.
  private static func moveOverBlanks(
    _ place: inout JSONPlace,
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> JSONProblem? {
    let other = bytes.firstIndex { !JSONMachine.isBlank($0) }
    place.advance(over: UnsafeBufferPointer(rebasing: bytes[..<(other ?? bytes.count)]))
    return other == nil ? nil : .trailingText
  }

  private func tooLong() -> TableError {
    TableError(
      .invalidData,
      "\(source.name): the item that begins at byte \(offset) has more than \(itemLimit) bytes."
        + " Raise the limit if that is meant."
    )
  }
}
