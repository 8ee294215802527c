/// A value of a log, in pieces that can be shown without being obeyed.
///
/// Control characters, marks of direction, what has no width at all and heaps of combining marks are
/// told apart from text, so that a terminal or a page shows what is there.
struct VisibleText: Sequence {
  /// A piece.
  enum Piece: Hashable {
    /// A character that can be shown.
    case plain(Unicode.Scalar)
    /// A character that cannot.
    case hidden(Unicode.Scalar)
  }

  private let text: String
  private let limit: Int

  /// Looks at a text, of which `limit` bytes of UTF-8 are shown at the most.
  init(_ text: String, limit: Int = .max) {
    self.text = text
    self.limit = limit
  }

  /// Whether something is left out.
  var isCut: Bool { text.utf8.count > limit }

  func makeIterator() -> Iterator {
    Iterator(rest: text.unicodeScalars.makeIterator(), room: limit)
  }

  struct Iterator: IteratorProtocol {
    fileprivate var rest: String.UnicodeScalarView.Iterator
    fileprivate var room: Int
    private var combining = 0

    fileprivate init(rest: String.UnicodeScalarView.Iterator, room: Int) {
      self.rest = rest
      self.room = room
    }

    mutating func next() -> Piece? {
      guard let scalar = rest.next() else { return nil }
      room -= UTF8.width(scalar)
      guard room >= 0 else { return nil }
      if (0x20..<0x7F).contains(scalar.value) {
        combining = 0
        return .plain(scalar)
      }
      return piece(scalar)
    }

    private mutating func piece(_ scalar: Unicode.Scalar) -> Piece {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
        return .hidden(scalar)
      case .nonspacingMark, .enclosingMark:
        combining += 1
        return combining > VisibleText.combiningLimit ? .hidden(scalar) : .plain(scalar)
      default:
        combining = 0
        return .plain(scalar)
      }
    }
  }

  /// How many marks may stand on one character; Vietnamese has two, Hebrew and Thai three.
  private static let combiningLimit = 3

  /// The text on one line: control characters as their pictures (`␛`), others by name (`<U+202E>`),
  /// and `…` where it is cut off.
  static func line(_ text: String, limit: Int) -> String {
    if text.utf8.count <= limit, text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) {
      return text
    }
    let visible = VisibleText(text, limit: limit)
    var result = ""
    for piece in visible {
      switch piece {
      case .plain(let scalar): result.unicodeScalars.append(scalar)
      case .hidden(let scalar): result += picture(of: scalar)
      }
    }
    return visible.isCut ? result + "…" : result
  }

  /// What stands for a character among others: `␛` or `<U+202E>`.
  static func picture(of scalar: Unicode.Scalar) -> String {
    let picture: Unicode.Scalar? =
      switch scalar.value {
      case 0x00..<0x20: Unicode.Scalar(0x2400 + scalar.value)
      case 0x7F: "\u{2421}"
      default: nil
      }
    return picture.map { String(Character($0)) } ?? "<\(name(of: scalar))>"
  }

  /// The name of a character that cannot be shown: `ESC` or `U+202E`.
  static func name(of scalar: Unicode.Scalar) -> String {
    if controlNames.indices.contains(Int(scalar.value)) { return controlNames[Int(scalar.value)] }
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: Swift.max(0, 4 - digits.count)) + digits
  }

  private static let controlNames = [
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "TAB", "LF", "VT", "FF", "CR",
    "SO", "SI", "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC",
    "FS", "GS", "RS", "US",
  ]
}
