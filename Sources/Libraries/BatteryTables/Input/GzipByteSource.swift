import BatteryFiles

/// The bytes that a gzip file holds, of all its members one after the other.
public final class GzipByteSource: ByteSource {
  /// What messages call it.
  public var name: String { source.name }

  private var source: any ByteSource
  private let inflater: Inflater
  private let input: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  private var isInMember = false
  private var isAtEnd = false
  private var hadMember = false

  private static let blockSize = 1 << 18

  /// Reads compressed bytes from a source.
  ///
  /// - Throws: ``TableError`` when there is no memory for it.
  public init(_ source: any ByteSource) throws(TableError) {
    guard let inflater = Inflater(.gzip) else {
      throw TableError(.inputOutput, "\(source.name): zlib could not be started. Free some memory.")
    }
    self.source = source
    self.inflater = inflater
    input = .allocate(byteCount: Self.blockSize, alignment: 16)
  }

  deinit {
    input.deallocate()
  }

  /// Reads the bytes that come next.
  ///
  /// - Throws: ``TableError`` when the file is damaged or cut off.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while !isAtEnd {
      if start == end { try refill() }
      if isAtEnd { break }
      if !isInMember, try !beginMember() { break }
      let given = UnsafeRawBufferPointer(rebasing: input[start..<end])
      guard let step = inflater.step(given, into: buffer) else { throw damaged() }
      start += step.consumed
      if step.isAtEnd { isInMember = false }
      if step.produced > 0 { return step.produced }
    }
    return 0
  }

  /// Goes back to the first byte, if the compressed bytes can.
  public func restart() throws -> Bool {
    guard try source.restart() else { return false }
    inflater.reset()
    start = 0
    end = 0
    isInMember = false
    hadMember = false
    isAtEnd = false
    return true
  }

  private func refill() throws {
    start = 0
    end = try source.read(into: input)
    guard end == 0 else { return }
    guard !isInMember else {
      throw TableError(
        .invalidData,
        "\(name): the gzip data is cut off. Fetch the file again, or repair it with gzrecover."
      )
    }
    isAtEnd = true
  }

  /// Looks at what comes after a member: another one, zeros up to the end of a block, or an error.
  private func beginMember() throws -> Bool {
    if hadMember {
      while input[start] == 0 {
        start += 1
        if start == end { try refill() }
        if isAtEnd { return false }
      }
      inflater.reset()
    }
    hadMember = true
    isInMember = true
    return true
  }

  private func damaged() -> TableError {
    TableError(
      .invalidData,
      "\(name): the gzip data is damaged: \(inflater.problem). Fetch the file again."
    )
  }
}
