import BatteryTables

/// Bytes on their way to a sink, handed on in pieces of some size.
struct PieceBuffer: Sendable {
  private(set) var bytes: [UInt8] = []

  private static let pieceSize = 1 << 16

  init() { bytes.reserveCapacity(Self.pieceSize * 2) }

  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Adds a text of this program.
  mutating func append(literal: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount)
    )
  }

  mutating func append(_ scalar: Unicode.Scalar) {
    bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  /// Hands the bytes to a sink if there are enough of them to be worth it.
  mutating func drain(to sink: inout some ByteSink) throws {
    if bytes.count >= Self.pieceSize { try finish(to: &sink) }
  }

  /// Hands all bytes to a sink.
  mutating func finish(to sink: inout some ByteSink) throws {
    try bytes.withUnsafeBytes { try sink.write($0) }
    bytes.removeAll(keepingCapacity: true)
  }
}
