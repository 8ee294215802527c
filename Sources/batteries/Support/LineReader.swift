import SystemPackage

/// Reads lines as they come, without waiting for more than one line.
struct LineReader {
  private let descriptor: FileDescriptor
  private var bytes: [UInt8] = []
  /// Where the next line begins.
  private var start = 0
  /// Up to where there is no line ending.
  private var searched = 0
  private var isAtEnd = false

  /// The most bytes that a line may have.
  private static let limit = 1 << 20
  private static let chunk = 1 << 16

  init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

  /// Whether a whole line was read already.
  var hasLine: Bool {
    mutating get {
      while searched < bytes.count, bytes[searched] != UInt8(ascii: "\n") { searched += 1 }
      return searched < bytes.count
    }
  }

  /// The next line without its ending; `nil` at the end, and a `nil` inside for a line that is too
  /// long.
  mutating func next() throws -> String?? {
    var isTooLong = false
    while !hasLine {
      if searched - start > Self.limit {
        isTooLong = true
        start = searched
      }
      if isAtEnd {
        guard start < bytes.count || isTooLong else { return nil }
        return .some(take(isTooLong))
      }
      try read()
    }
    defer { searched = start }
    let line = take(isTooLong || searched - start > Self.limit)
    start += 1
    return .some(line)
  }

  private mutating func take(_ isTooLong: Bool) -> String? {
    defer { start = searched }
    return isTooLong ? nil : String(decoding: bytes[start..<searched], as: UTF8.self)
  }

  private mutating func read() throws {
    bytes.removeFirst(start)
    searched -= start
    start = 0
    var chunk = [UInt8](repeating: 0, count: Self.chunk)
    let count = try chunk.withUnsafeMutableBytes { try descriptor.read(into: $0) }
    isAtEnd = count == 0
    bytes += chunk[..<count]
  }
}
