/// The end of what a worker writes on its standard error.
struct LastLines: Sendable {
  private static let limit = 4 << 10
  private static let lines = 5

  private var bytes: [UInt8] = []

  mutating func append(_ new: UnsafeRawBufferPointer) {
    bytes += new.suffix(Self.limit)
    if bytes.count > 2 * Self.limit { bytes.removeFirst(bytes.count - Self.limit) }
  }

  /// The last lines, without those that are empty.
  var text: [String] {
    bytes.suffix(Self.limit).split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).suffix(Self.lines)
      .map { String(decoding: $0, as: UTF8.self) }
  }
}
