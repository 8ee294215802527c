/// Writes values as JSON Lines, one a line, however they are shaped.
///
/// ```swift
/// var lines = JSONLinesEncoder(file)
/// for event in events { try lines.write(event) }
/// try lines.finish()
/// ```
public struct JSONLinesEncoder<Sink: ByteSink> {
  /// Where the bytes go.
  public private(set) var sink: Sink
  private let style: JSONCodingStyle
  private let writer: JSONWriter
  private var buffer: [UInt8] = []
  private static var flushSize: Int { 1 << 16 }

  /// Writes to a sink; a style of the text that has several lines is not kept.
  public init(_ sink: Sink, _ encoder: JSONDocumentEncoder = JSONDocumentEncoder()) {
    self.sink = sink
    style = encoder.style
    var writer = encoder.writer
    writer.isPretty = false
    self.writer = writer
  }

  /// Writes a value.
  ///
  /// - Throws: What ``JSONDocumentEncoder`` and the sink throw; the line is not written then.
  public mutating func write(_ row: some Encodable) throws {
    writer.write(try JSONDocumentEncoder(style).value(row), to: &buffer)
    buffer.append(0x0A)
    if buffer.count >= Self.flushSize { try flush() }
  }

  /// Hands everything that was written to the sink.
  ///
  /// - Throws: What the sink throws.
  public mutating func finish() throws { try flush() }

  private mutating func flush() throws {
    guard !buffer.isEmpty else { return }
    try buffer.withUnsafeBytes { try sink.write($0) }
    buffer.removeAll(keepingCapacity: true)
  }
}
