/// The characters of a formula, and how a place among them is told.
struct FormulaText {
  private let characters: [Character]

  /// More characters than these are not shown beside a mistake.
  private static let shown = 60

  init(_ text: String) {
    // A formula of several lines is told in one.
    characters = text.map { $0.isNewline ? " " : $0 }
  }

  /// The character at a place; `nil` beyond the end.
  subscript(place: Int) -> Character? {
    characters.indices.contains(place) ? characters[place] : nil
  }

  func slice(_ range: Range<Int>) -> String {
    String(characters[range.clamped(to: characters.indices)])
  }

  /// The last character before a place that is no space.
  func characterBefore(_ place: Int) -> Character? {
    characters.prefix(place).last { !$0.isWhitespace }
  }

  /// A name or a number that begins at a place, or the character there.
  func word(at place: Int) -> String {
    let word = characters.dropFirst(place).prefix {
      $0.isLetter || $0.isNumber || "_.".contains($0)
    }
    return word.isEmpty ? slice(place..<place + 1) : String(word.prefix(Self.shown))
  }

  static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

  /// Where, what, and what to do.
  func failure(at place: Int, _ problem: String, _ remedy: String) -> StatisticsError {
    let end = characters.lastIndex { !$0.isWhitespace }.map { $0 + 1 } ?? 0
    let column = place >= end ? "at its end" : "column \(place + 1)"
    return StatisticsError(
      .formula,
      "“\(excerpt(around: place))”, \(column): \(problem). \(remedy)"
    )
  }

  func tooLong(_ limit: String) -> StatisticsError {
    StatisticsError(
      .formula,
      "“\(excerpt(around: 0))”: a formula has at most \(limit). Compute columns from it beforehand."
    )
  }

  private func excerpt(around place: Int) -> String {
    guard characters.count > Self.shown else { return slice(0..<characters.count) }
    let start = max(0, min(place - Self.shown / 2, characters.count - Self.shown))
    let end = start + Self.shown
    return (start > 0 ? "…" : "") + slice(start..<end) + (end < characters.count ? "…" : "")
  }
}
