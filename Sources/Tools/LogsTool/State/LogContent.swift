internal import BatteryTables
internal import Foundation
internal import SystemPackage

/// A file that was opened to look whether it is a known log: its content unpacked, as it was then.
///
/// It is read with `pread`, so that a file that becomes shorter is noticed instead of ending the
/// program.
final class LogContent {
  /// The file became shorter, or got another content, while it was read.
  struct Changed: Error {}

  /// What a content is to a log that was read before.
  enum Relation {
    /// The log, and maybe more of it.
    case same
    /// A beginning of it, shorter than what was read.
    case beginning
    case other
  }

  let path: FilePath
  let file: OpenLog
  let mark: FileMark
  /// When it was last changed in any way, in nanoseconds since 1970.
  let changed: Int64?
  let isCompressed: Bool
  /// The first bytes.
  let head: [UInt8]
  let ladder: [String]
  /// Where a compressed content was unpacked to already, and what is before it there.
  private var tails: [Int: [UInt8]?] = [:]

  /// Opens a file.
  ///
  /// - Returns: `nil` when there is none, or it is no regular file.
  /// - Throws: ``TableError`` when it may not be read, or is compressed and damaged or cut off.
  convenience init?(_ path: FilePath, _ pool: OpenLogs? = nil) throws {
    guard let file = try OpenLog(path, pool) else { return nil }
    try self.init(file, path)
  }

  /// Looks at a file that is open already, whatever its name is now.
  init?(_ file: OpenLog, _ path: FilePath) throws {
    let descriptor = try file.descriptor
    guard let mark = FileMark(descriptor) else { return nil }
    self.path = path
    self.file = file
    changed = FileMark.changed(descriptor)
    self.mark = mark
    if mark.size == 0 { try Self.checkEmpty(descriptor, path) }
    let start = try file.bytes(0..<min(mark.size, ContentHash.headReach))
    isCompressed = Compression(magic: start) != .none
    head = isCompressed ? try Self.unpacked(path, limit: ContentHash.headReach) : start
    ladder = ContentHash.ladder(head)
  }

  /// The path that a link leads to, where this is one.
  var realPath: FilePath {
    guard let link = try? FileManager.default.destinationOfSymbolicLink(atPath: path.string) else {
      return path
    }
    return path.removingLastComponent().pushing(FilePath(link)).lexicallyNormalized()
  }

  /// How many bytes there are; `nil` when nobody has unpacked them to the end.
  var length: Int? {
    if !isCompressed { return mark.size }
    return head.count < ContentHash.headReach ? head.count : nil
  }

  /// What it is to a log.
  ///
  /// - Throws: ``TableError`` when it is compressed and damaged or cut off.
  func relation(to source: LogSource) throws -> Relation {
    let rung = ContentHash.rungCount(min(head.count, source.offset))
    if rung > 0, ladder[rung - 1] != source.ladder[rung - 1] { return .other }
    let shorter = rung > 0 ? Relation.beginning : .other
    if let length, length < source.offset { return shorter }
    guard let tail = try tail(before: source.offset) else { return shorter }
    return ContentHash.hash(tail) == source.tail ? .same : .other
  }

  /// The bytes before a place, at most ``ContentHash/tailReach``; `nil` when it ends before.
  func tail(before offset: Int) throws -> [UInt8]? {
    let start = max(0, offset - ContentHash.tailReach)
    if offset <= head.count { return Array(head[start..<offset]) }
    if !isCompressed {
      let bytes = try file.bytes(start..<offset)
      return bytes.count == offset - start ? bytes : nil
    }
    if let known = tails[offset] { return known }
    var source = try TableFile(path).source
    var bytes = [UInt8](repeating: 0, count: offset - start)
    var count = 0
    if try source.skip(start) == start {
      count = try bytes.withUnsafeMutableBytes { try source.fill($0) }
    }
    tails[offset] = .some(count == bytes.count ? bytes : nil)
    return count == bytes.count ? bytes : nil
  }

  /// Up to so many of the first bytes.
  func start(_ limit: Int) throws -> [UInt8] {
    if head.first != 0, let length, length <= head.count { return head }
    if head.first == 0 {
      var bytes = try source(0, to: mark.size)
      return try bytes.head(limit)
    }
    return isCompressed
      ? try Self.unpacked(path, limit: limit) : try file.bytes(0..<min(limit, mark.size))
  }

  /// The place after the last line feed, from a place on.
  func endOfLines(from offset: Int) throws -> Int {
    let step = ContentHash.headReach
    var end = mark.size
    while end > offset {
      let start = max(offset, end - step)
      let bytes = try file.bytes(start..<end)
      guard bytes.count == end - start else { throw Changed() }
      if let place = bytes.lastIndex(of: 10) { return start + place + 1 }
      end = start
    }
    return offset
  }

  /// The bytes from a place to another, or to the end of what is compressed.
  func source(_ from: Int, to end: Int) throws -> any ByteSource {
    guard isCompressed else { return RangeByteSource(file, path.string, from, end) }
    var source = try TableFile(path).source
    guard try source.skip(from) == from else { throw Changed() }
    return source
  }

  /// Looks whether the file still has the content that was looked at, and as much of it.
  ///
  /// Logs only grow: when the first bytes are the same before and after, what was read in between
  /// belongs to them.
  ///
  /// - Throws: ``Changed``.
  func check(upTo end: Int) throws {
    if isCompressed {
      guard FileMark(try file.descriptor) == mark, FileMark(path) == mark else { throw Changed() }
    } else {
      let now = try file.bytes(0..<head.count)
      guard let size = FileMark(try file.descriptor)?.size, size >= end, now == head else {
        throw Changed()
      }
    }
  }

  /// Whether it is the same as the first bytes of another content.
  func isBeginning(of other: LogContent) throws -> Bool {
    guard head == Array(other.head.prefix(head.count)) else { return false }
    if let length, length == head.count { return true }
    if let length, let theirs = other.length, length > theirs { return false }
    var mine = try source(0, to: mark.size)
    var theirs = try other.source(0, to: other.mark.size)
    var bytes = [UInt8](repeating: 0, count: 1 << 18)
    var others = bytes
    while true {
      let count = try bytes.withUnsafeMutableBytes { try mine.fill($0) }
      let theirCount = try others.withUnsafeMutableBytes {
        try theirs.fill(UnsafeMutableRawBufferPointer(rebasing: $0[..<count]))
      }
      guard theirCount == count, bytes[..<count] == others[..<count] else { return false }
      if count < bytes.count { return true }
    }
  }

  private static func unpacked(_ path: FilePath, limit: Int) throws -> [UInt8] {
    var source = try TableFile(path).source
    var bytes = [UInt8](repeating: 0, count: limit)
    let count = try bytes.withUnsafeMutableBytes { try source.fill($0) }
    bytes.removeLast(limit - count)
    return bytes
  }
}

extension ByteSource {
  /// Reads on without keeping anything.
  ///
  /// - Returns: How many bytes that were; fewer than wanted at the end.
  fileprivate mutating func skip(_ wanted: Int) throws -> Int {
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { block.deallocate() }
    var count = 0
    while count < wanted {
      let room = UnsafeMutableRawBufferPointer(rebasing: block[..<min(block.count, wanted - count)])
      let number = try read(into: room)
      if number == 0 { break }
      count += number
    }
    return count
  }
}
