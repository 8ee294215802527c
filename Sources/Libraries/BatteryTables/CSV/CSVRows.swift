/// Reads rows as arrays of text: for headers, samples and small files.
///
/// This is the plain way, byte by byte; ``CSVReader`` is for tables.
public struct CSVRows: Sequence, IteratorProtocol {
  /// A field and whether it was quoted.
  public struct Field: Hashable, Sendable {
    /// The text, without quotes and escapes.
    public var text: String
    /// Whether it was quoted.
    public var isQuoted: Bool
  }

  private let bytes: [UInt8]
  private var machine: CSVMachine
  /// Where the next row begins.
  public private(set) var place = 0
  /// Whether something was in the last row that strict reading refuses.
  public private(set) var isFlawed = false
  /// Whether the bytes ended within a quoted field.
  public private(set) var isOpen = false

  /// Reads the rows of a text.
  public init(_ bytes: [UInt8], dialect: CSVDialect) {
    self.bytes = bytes
    machine = CSVMachine(dialect)
  }

  /// Returns the fields of the next row; none for an empty line.
  public mutating func next() -> [Field]? {
    guard place < bytes.count else { return nil }
    let start = place
    var fields: [Field] = []
    var text: [UInt8] = []
    isFlawed = false
    while true {
      // The end of the bytes ends the row, also after an escape or in quotes.
      let byte = place < bytes.count ? bytes[place] : 10
      if place >= bytes.count { isOpen = machine.isOpen }
      let wasQuoted = machine.isQuoted
      let wasAtStart = machine.state == .rowStart
      let event = place < bytes.count ? machine.step(byte) : .rowEnd
      switch event {
      case .nothing: break
      case .value: text.append(byte)
      case .misplaced:
        text.append(byte)
        isFlawed = true
      case .fieldEnd:
        fields.append(
          Field(text: String(decoding: text, as: UTF8.self), isQuoted: wasQuoted && !wasAtStart)
        )
        text.removeAll(keepingCapacity: true)
      case .rowEnd:
        if byte == 13, place + 1 < bytes.count, bytes[place + 1] == 10 { place += 1 }
        let isEmptyLine = fields.isEmpty && text.isEmpty && wasAtStart
        place = Swift.min(place + 1, bytes.count)
        if isEmptyLine, place >= bytes.count, start == place { return nil }
        if !isEmptyLine {
          fields.append(Field(text: String(decoding: text, as: UTF8.self), isQuoted: wasQuoted))
        }
        return fields
      }
      place += 1
    }
  }
}
