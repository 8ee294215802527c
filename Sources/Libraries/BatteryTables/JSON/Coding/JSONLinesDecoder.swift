/// Reads JSON Lines as values of a type, one a line, however the lines are shaped.
///
/// For flat records, ``JSONLinesReader`` with ``RowReader`` is the faster way; this one takes nested
/// values too. Empty lines are skipped.
///
/// ```swift
/// var events = JSONLinesDecoder(source, as: Event.self)
/// while let event = try events.next() { … }
/// ```
public struct JSONLinesDecoder<Row: Decodable> {
  private let name: String
  private let decoder: JSONDocumentDecoder
  private let keyCase = JSONKeyCase()
  private let blocks: JSONLineBlocks
  private let lineLimit: Int
  private var bytes: ArraySlice<UInt8> = []
  private var capacity = 0
  /// The number of the line that was read last, from 1.
  public private(set) var line = 0

  /// Reads a source.
  ///
  /// - Parameters:
  ///   - source: The lines.
  ///   - type: What each becomes.
  ///   - decoder: How it does.
  ///   - lineLimit: The most bytes that a line may have.
  public init(
    _ source: some ByteSource,
    as type: Row.Type = Row.self,
    _ decoder: JSONDocumentDecoder = JSONDocumentDecoder(),
    lineLimit: Int = 16 << 20
  ) {
    name = source.name
    self.decoder = decoder
    self.lineLimit = lineLimit
    blocks = JSONLineBlocks(source, size: 1 << 18, lineLimit: lineLimit)
  }

  /// Returns the next value, or `nil` after the last one.
  ///
  /// A line that does not fit is left behind: reading may go on with the next one.
  ///
  /// - Throws: ``TableError`` with the line and what is wrong with it; what the source throws.
  public mutating func next() throws -> Row? {
    while true {
      while bytes.isEmpty {
        guard let block = try blocks.next() else { return nil }
        if block.isOverlong {
          line += 1
          throw TableError(
            .invalidData,
            "\(name):\(line): the line has more than \(lineLimit) bytes. Raise the limit if that is"
              + " meant."
          )
        }
        bytes = Array(UnsafeBufferPointer(start: block.bytes, count: block.count))[...]
        blocks.recycle(block)
      }
      line += 1
      let end = bytes.firstIndex(of: 0x0A) ?? bytes.endIndex
      var text = bytes[bytes.startIndex..<end]
      bytes = bytes[min(end + 1, bytes.endIndex)...]
      // A byte order mark may stand before the first line only.
      if line == 1, text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
      if text.allSatisfy(JSONMachine.isBlank) { continue }
      return try decode(Array(text))
    }
  }

  private mutating func decode(_ text: [UInt8]) throws -> Row {
    do {
      let tape = try JSONTape(
        text,
        decoder.style,
        decoder.options,
        keyCase: keyCase,
        capacity: capacity
      )
      capacity = tape.nodes.count
      return try decoder.decode(Row.self, tape)
    } catch let error as JSONSyntaxError {
      throw TableError(.invalidData, "\(name):\(line):\(error.column): \(error.reason)")
    } catch let error as JSONCodingError {
      throw TableError(.typeMismatch, "\(name):\(line): \(error)")
    }
  }
}
