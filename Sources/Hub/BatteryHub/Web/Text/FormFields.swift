/// The fields of a query or of a form, as `application/x-www-form-urlencoded` has them.
struct FormFields: Hashable, Sendable {
  private var fields: [(name: String, value: String)] = []

  /// Reads fields; of a name that comes several times, all are kept.
  init(_ text: String) {
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.count > 1 ? parts[1] : ""
      fields.append((Self.decoded(parts[0]), Self.decoded(value)))
    }
  }

  /// The first value of a name.
  subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

  /// All values of a name.
  func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

  /// The names that occur.
  var names: [String] { fields.map(\.name) }

  /// Decodes percent signs and, for fields, plus signs.
  static func decoded(_ text: some StringProtocol, isPath: Bool = false) -> String {
    var bytes: [UInt8] = []
    var iterator = Array(text.utf8)[...]
    while let byte = iterator.popFirst() {
      if byte == UInt8(ascii: "+"), !isPath {
        bytes.append(0x20)
      } else if byte == UInt8(ascii: "%"), iterator.count >= 2,
        let high = Self.hex(iterator[iterator.startIndex]),
        let low = Self.hex(iterator[iterator.startIndex + 1])
      {
        bytes.append(high << 4 | low)
        iterator = iterator.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  static func == (left: FormFields, right: FormFields) -> Bool {
    left.fields.elementsEqual(right.fields) { $0 == $1 }
  }

  func hash(into hasher: inout Hasher) {
    for field in fields {
      hasher.combine(field.name)
      hasher.combine(field.value)
    }
  }
}
