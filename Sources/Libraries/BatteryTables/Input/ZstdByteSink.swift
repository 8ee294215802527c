/// Compresses bytes as zstd does and passes them on.
public final class ZstdByteSink: ByteSink {
  private var sink: any ByteSink
  private let library: ZstdLibrary
  private let context: OpaquePointer
  private let block: UnsafeMutableRawBufferPointer
  private var isFinished = false

  private static let blockSize = 1 << 18

  /// `ZSTD_EndDirective`.
  private enum Directive {
    static let goOn: Int32 = 0
    static let end: Int32 = 2
  }

  /// Compresses for a sink; `name` is what messages call the file.
  ///
  /// - Throws: ``TableError`` with the code `unavailable` when the system has no libzstd.
  public init(_ sink: any ByteSink, name: String) throws(TableError) {
    self.sink = sink
    library = try ZstdLibrary.load(for: name)
    guard let context = library.createCompressor() else { throw ZstdLibrary.noMemory }
    self.context = context
    block = .allocate(byteCount: Self.blockSize, alignment: 16)
  }

  deinit {
    _ = library.freeCompressor(context)
    block.deallocate()
  }

  /// Compresses bytes.
  ///
  /// - Throws: What the sink throws.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    try compress(bytes, Directive.goOn)
  }

  /// Writes the end of the file, after which nothing can be written.
  ///
  /// - Throws: What the sink throws.
  public func finish() throws {
    guard !isFinished else { return }
    isFinished = true
    try compress(UnsafeRawBufferPointer(start: nil, count: 0), Directive.end)
  }

  private func compress(_ bytes: UnsafeRawBufferPointer, _ directive: Int32) throws {
    var input = ZstdLibrary.Buffer(
      start: UnsafeMutableRawPointer(mutating: bytes.baseAddress),
      size: bytes.count,
      place: 0
    )
    var isDone = false
    while !isDone {
      var output = ZstdLibrary.Buffer(start: block.baseAddress, size: block.count, place: 0)
      let result = library.compress(context, &output, &input, directive)
      guard library.isError(result) == 0 else {
        throw TableError(
          .inputOutput,
          "zstd could not compress: \(library.message(result)). Free some memory."
        )
      }
      if output.place > 0 {
        try sink.write(UnsafeRawBufferPointer(rebasing: block[..<output.place]))
      }
      isDone = directive == Directive.end ? result == 0 : input.place == input.size
    }
  }
}
