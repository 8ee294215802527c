/// The text of a file by line and column, with YAML 1.1's idea of a line's end.
struct SourceText {
  private(set) var scalars: [Unicode.Scalar]
  private let lineStarts: [Int]

  init(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    var starts = [0]
    for (index, scalar) in scalars.enumerated() where Self.endsLine(scalar) {
      if scalar == "\r", index + 1 < scalars.count, scalars[index + 1] == "\n" { continue }
      starts.append(index + 1)
    }
    self.scalars = scalars
    lineStarts = starts
  }

  static func endsLine(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  var string: String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  func index(of position: SourcePosition) -> Int? {
    guard position.line >= 1, position.line <= lineStarts.count, position.column >= 1 else {
      return nil
    }
    let index = lineStarts[position.line - 1] + position.column - 1
    return index < scalars.count ? index : nil
  }

  func position(of index: Int) -> SourcePosition {
    let line = lineStarts.lastIndex { $0 <= index } ?? 0
    return SourcePosition(line: line + 1, column: index - lineStarts[line] + 1)
  }

  /// The scalar at a place.
  subscript(_ position: SourcePosition) -> Unicode.Scalar? {
    index(of: position).map { scalars[$0] }
  }

  /// The text from a place to the end of its line, without the end.
  func rest(from position: SourcePosition) -> String {
    guard let start = index(of: position) else { return "" }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[start...].prefix { !Self.endsLine($0) })
    return String(text)
  }

  /// The text of a line before a place.
  func before(_ position: SourcePosition) -> String {
    rest(from: SourcePosition(line: position.line, column: 1))
      .unicodeScalars.prefix(max(0, position.column - 1)).reduce(into: "") {
        $0.unicodeScalars.append($1)
      }
  }

  /// A place that is in the text: what the library says of its end is right behind the last word.
  func clamped(_ position: SourcePosition) -> SourcePosition {
    guard index(of: position) == nil, let last = scalars.lastIndex(where: { !Self.isBlank($0) })
    else { return position }
    var end = self.position(of: last)
    end.column += 1
    return min(end, position)
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || endsLine(scalar)
  }

  mutating func replace(at index: Int, with scalar: Unicode.Scalar) {
    scalars[index] = scalar
  }
}
