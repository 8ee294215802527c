/// A format specification of Python for numbers with any precision.
struct NumberFormat {
  /// A number, cut where grouping and filling with zeros end.
  struct Parts {
    var isNegative: Bool
    var whole: String
    var rest: String
  }

  private var fill: Character = " "
  private var alignment: Character?
  private var sign: Character = "-"
  private(set) var hidesNegativeZero = false
  private(set) var isAlternate = false
  private var fillsWithZeros = false
  private var width = 0
  private var separator: Character?
  private(set) var precision: Int?
  /// `nil` for a number that is written as a fraction.
  private(set) var type: Character?

  init(_ specification: String) throws(NumberError) {
    let characters = Array(specification)
    var index = 0
    func at(_ place: Int) -> Character? { place < characters.count ? characters[place] : nil }
    func take(_ wanted: String) -> Character? {
      guard let next = at(index), wanted.contains(next) else { return nil }
      index += 1
      return next
    }
    func error(_ message: String, _ place: Int) -> NumberError {
      NumberError(
        .invalidArgument,
        "The format \"\(specification)\" \(message). Write it as in \">12,.2f\".",
        column: place + 1
      )
    }
    if let second = at(1), "<>=^".contains(second) {
      fill = characters[0]
      alignment = second
      index = 2
    } else {
      alignment = take("<>=^")
    }
    sign = take("+- ") ?? "-"
    hidesNegativeZero = take("z") != nil
    isAlternate = take("#") != nil
    if at(index) == "0", let next = at(index + 1), next.isASCII, next.isNumber {
      fillsWithZeros = true
      index += 1
    }
    let widthPlace = index
    let widthDigits = Self.digits(characters, &index)
    separator = take(",_")
    if at(index) == "." {
      index += 1
      let place = index
      let text = Self.digits(characters, &index)
      guard let value = Int(text), value <= 10_000_000, text == "0" || !text.hasPrefix("0") else {
        throw error("has no precision after the point", place)
      }
      precision = value
    }
    type = take("eEfFgG%")
    if let next = at(index) { throw error("has a \"\(next)\" that means nothing here", index) }
    if type == nil, hidesNegativeZero || fillsWithZeros || precision != nil {
      throw error("lacks a type: one of e, f, g and %", index)
    }
    if alignment != nil, fillsWithZeros {
      throw error("has an alignment and zeros that fill it too", widthPlace)
    }
    guard widthDigits.isEmpty || (Int(widthDigits).map { $0 <= 10_000_000 } ?? false),
      widthDigits == "0" || !widthDigits.hasPrefix("0")
    else { throw error("has no width that could be used", widthPlace) }
    width = Int(widthDigits) ?? 0
  }

  private static func digits(_ characters: [Character], _ index: inout Int) -> String {
    let start = index
    while index < characters.count, characters[index].isASCII, characters[index].isNumber {
      index += 1
    }
    return String(characters[start..<index])
  }

  /// The digits with the separator before every third from the end.
  func grouped(_ digits: String) -> String {
    guard let separator else { return digits }
    var result = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { result.append(separator) }
      result.append(digit)
    }
    return result
  }

  /// The number with its sign, filled up to the width.
  func laidOut(_ parts: Parts) -> String {
    let sign = parts.isNegative ? "-" : self.sign == "-" ? "" : String(self.sign)
    var whole = parts.whole
    if fillsWithZeros {
      // Separators go into the zeros too, and take the place of some.
      let room = width - sign.count - parts.rest.count
      let wanted = separator == nil ? room : Self.floored(3 * room, by: 4) + 1
      if whole.count < wanted {
        whole = String(repeating: "0", count: wanted - whole.count) + whole
      }
    }
    let body = grouped(whole) + parts.rest
    let missing = Swift.max(width - sign.count - body.count, 0)
    func padding(_ count: Int) -> String { String(repeating: fill, count: count) }
    switch alignment {
    case "<": return sign + body + padding(missing)
    case "^": return padding(missing / 2) + sign + body + padding(missing - missing / 2)
    case "=": return sign + padding(missing) + body
    default: return padding(missing) + sign + body
    }
  }

  private static func floored(_ dividend: Int, by divisor: Int) -> Int {
    dividend >= 0 ? dividend / divisor : -((divisor - 1 - dividend) / divisor)
  }
}
