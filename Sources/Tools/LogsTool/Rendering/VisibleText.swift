/// A value of a log, in pieces that can be shown without being obeyed.
///
/// Control characters, marks of direction, what has no width at all and heaps of combining marks are
/// told apart from text, so that a terminal or a page shows what is there.
struct VisibleText: Sequence {
  /// A piece.
  enum Piece: Hashable {
    /// A character that can be shown.
    case plain(Unicode.Scalar)
    /// What stands for a character that cannot: `␛` or `U+202E`.
    case mark(String)
  }

  private let text: String
  private let limit: Int

  /// Looks at a text.
  ///
  /// - Parameter limit: How many bytes of it are shown, at the most, as UTF-8.
  init(_ text: String, limit: Int = .max) {
    self.text = text
    self.limit = limit
  }

  /// Whether something is left out.
  var isCut: Bool { text.utf8.count > limit }

  func makeIterator() -> Iterator { Iterator(rest: text.unicodeScalars.makeIterator(), room: limit) }

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
      case .control where scalar.value < 0x20: return .mark(picture(0x2400 + scalar.value))
      case .control where scalar.value == 0x7F: return .mark(picture(0x2421))
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
        return .mark(codePoint(scalar))
      case .nonspacingMark, .enclosingMark:
        combining += 1
        return combining > VisibleText.combiningLimit ? .mark(codePoint(scalar)) : .plain(scalar)
      default:
        combining = 0
        return .plain(scalar)
      }
    }

    private func picture(_ value: UInt32) -> String {
      Unicode.Scalar(value).map { String(Character($0)) } ?? "\u{FFFD}"
    }

    private func codePoint(_ scalar: Unicode.Scalar) -> String {
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: Swift.max(0, 4 - digits.count)) + digits
    }
  }

  /// How many marks may stand on one character; Vietnamese has two, Hebrew and Thai three.
  private static let combiningLimit = 3

  /// The text with marks in angle brackets where they are names, and `…` where it is cut off.
  static func line(_ text: String, limit: Int) -> String {
    if text.utf8.count <= limit, text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) {
      return text
    }
    let visible = VisibleText(text, limit: limit)
    var result = ""
    for piece in visible {
      switch piece {
      case .plain(let scalar): result.unicodeScalars.append(scalar)
      case .mark(let mark) where mark.hasPrefix("U+"): result += "<\(mark)>"
      case .mark(let mark): result += mark
      }
    }
    return visible.isCut ? result + "…" : result
  }
}
