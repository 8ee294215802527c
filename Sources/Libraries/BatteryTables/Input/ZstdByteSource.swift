/// The bytes that a zstd file holds, of all its frames one after the other.
public final class ZstdByteSource: ByteSource {
  /// What messages call it.
  public var name: String { source.name }

  private var source: any ByteSource
  private let library: ZstdLibrary
  private let context: OpaquePointer
  private let block: UnsafeMutableRawBufferPointer
  private var input: ZstdLibrary.Buffer
  private var isAtEnd = false
  /// Whether the last frame was read to its end and nothing is left inside the library.
  private var isBetweenFrames = true
  private var mayHoldMore = false

  private static let blockSize = 1 << 18
  /// `ZSTD_reset_session_only`.
  private static let sessionOnly: Int32 = 1

  /// Reads compressed bytes from a source.
  ///
  /// - Throws: ``TableError`` with the code `unavailable` when the system has no libzstd.
  public init(_ source: any ByteSource) throws(TableError) {
    self.source = source
    library = try ZstdLibrary.load(for: source.name)
    guard let context = library.createDecompressor() else { throw ZstdLibrary.noMemory }
    self.context = context
    block = .allocate(byteCount: Self.blockSize, alignment: 16)
    input = ZstdLibrary.Buffer(start: block.baseAddress, size: 0, place: 0)
  }

  deinit {
    _ = library.freeDecompressor(context)
    block.deallocate()
  }

  /// Reads the bytes that come next.
  ///
  /// - Throws: ``TableError`` when the file is damaged or cut off.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var output = ZstdLibrary.Buffer(start: buffer.baseAddress, size: buffer.count, place: 0)
    while output.place == 0 {
      if input.place == input.size, !mayHoldMore, try !refill() { break }
      let result = library.decompress(context, &output, &input)
      guard library.isError(result) == 0 else {
        throw TableError(
          .invalidData,
          "\(name): the zstd data is damaged: \(library.message(result)). Fetch the file again."
        )
      }
      isBetweenFrames = result == 0
      // A full buffer may have left something behind.
      mayHoldMore = output.place == output.size && !isBetweenFrames
    }
    return output.place
  }

  /// Goes back to the first byte, if the compressed bytes can.
  public func restart() throws -> Bool {
    guard try source.restart() else { return false }
    _ = library.resetDecompressor(context, Self.sessionOnly)
    input.place = 0
    input.size = 0
    isAtEnd = false
    isBetweenFrames = true
    mayHoldMore = false
    return true
  }

  private func refill() throws -> Bool {
    guard !isAtEnd else { return false }
    input.place = 0
    input.size = try source.read(into: block)
    guard input.size == 0 else { return true }
    isAtEnd = true
    guard isBetweenFrames else {
      throw TableError(
        .invalidData,
        "\(name): the zstd data is cut off. Fetch the file again."
      )
    }
    return false
  }
}
