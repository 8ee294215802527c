/// Reads a JSON text from a source part by part, without ever having it whole in memory.
public struct JSONEventReader<Source: ByteSource> {
  private var source: Source
  private var parser: JSONPieceParser
  private var piece: [UInt8]
  private var isAtEnd = false

  /// Reads from a source.
  public init(_ source: Source, _ options: JSONOptions = JSONOptions()) {
    self.source = source
    parser = JSONPieceParser(options)
    piece = [UInt8](repeating: 0, count: 64 << 10)
  }

  /// Returns the next part, or `nil` after the last one.
  ///
  /// - Throws: ``TableError`` with the source's name and the place, or what the source throws.
  public mutating func next() throws -> JSONEvent? {
    while true {
      do throws(JSONSyntaxError) {
        if let event = try parser.next() { return event }
      } catch {
        throw TableError(.invalidData, "\(source.name):\(error)")
      }
      if isAtEnd { return nil }
      let count = try piece.withUnsafeMutableBytes { try source.read(into: $0) }
      if count == 0 {
        isAtEnd = true
        parser.finish()
      } else {
        piece.withUnsafeBytes { parser.append(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      }
    }
  }
}
