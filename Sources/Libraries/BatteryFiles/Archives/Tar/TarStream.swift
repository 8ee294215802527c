/// The bytes of a tar archive through a buffer, from which headers are read where they stand.
struct TarStream {
  private let input: any ArchiveInput
  private let buffer: Storage
  private var start = 0
  private var end = 0
  private var last: Int?
  private(set) var isEmpty = true

  private final class Storage {
    let bytes: UnsafeMutableRawBufferPointer

    init(_ count: Int) { bytes = .allocate(byteCount: count, alignment: 16) }

    deinit { bytes.deallocate() }
  }

  init(_ input: any ArchiveInput) {
    self.input = input
    buffer = Storage(1 << 17)
  }

  var name: String { input.name }
  var consumed: Int64 { input.consumed }

  /// The block that was read last, as long as nothing else was read.
  var lastBlock: UnsafeRawBufferPointer? {
    last.map { UnsafeRawBufferPointer(rebasing: buffer.bytes[$0..<$0 + TarHeader.blockSize]) }
  }

  /// Reads a block, which is valid up to the next call; `nil` at the end.
  mutating func block() throws -> UnsafeRawBufferPointer? {
    last = nil
    guard try fill(TarHeader.blockSize) else {
      guard start == end else {
        throw ArchiveError(
          .damaged,
          archive: name,
          "a header is cut off. Fetch the archive again."
        )
      }
      return nil
    }
    isEmpty = false
    last = start
    start += TarHeader.blockSize
    return lastBlock
  }

  /// Reads some of the bytes that come next; 0 at the end.
  mutating func read(_ target: UnsafeMutableRawBufferPointer) throws -> Int {
    last = nil
    guard start < end else { return try input.read(into: target) }
    let count = min(target.count, end - start)
    target.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer.bytes[start..<start + count]))
    start += count
    return count
  }

  /// Reads exactly so many bytes; `nil` when there are fewer.
  mutating func bytes(_ count: Int) throws -> [UInt8]? {
    var bytes: [UInt8] = []
    last = nil
    while bytes.count < count {
      if start == end, try !fill(1) { return nil }
      let number = min(count - bytes.count, end - start)
      bytes.append(contentsOf: buffer.bytes[start..<start + number])
      start += number
    }
    return bytes
  }

  /// Passes over what fills the last block of some content; `false` at the end.
  mutating func skipPadding(_ size: Int64) throws -> Bool {
    let count = (512 - size % 512) % 512
    return try skip(count) == count
  }

  /// Passes over bytes; returns how many there were.
  mutating func skip(_ count: Int64) throws -> Int64 {
    last = nil
    let held = min(count, Int64(end - start))
    start += Int(held)
    guard held < count else { return held }
    return held + (try input.skip(count - held))
  }

  /// Sees to it that so many bytes are in the buffer; `false` when there are fewer.
  private mutating func fill(_ count: Int) throws -> Bool {
    if end - start >= count { return true }
    if start > 0 {
      let rest = UnsafeRawBufferPointer(rebasing: buffer.bytes[start..<end])
      buffer.bytes.copyMemory(from: rest)
      end -= start
      start = 0
    }
    while end < count {
      let number = try input.read(
        into: UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[end...])
      )
      if number == 0 { return false }
      end += number
    }
    return true
  }
}
