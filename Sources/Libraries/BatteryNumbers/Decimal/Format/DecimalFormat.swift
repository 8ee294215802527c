/// How a number is written, as Python's `format` has it: `[[fill]align][sign][z][#][0][width][,][.precision][type]`.
///
/// `DecimalFormat("*>+12,.2f")` writes 1234.5 as `**+1,234.50`. The types are `e`, `f` and `g`, also
/// as capitals, `n` as `g`, and `%`; `_` groups digits as `,` does.
public struct DecimalFormat: Hashable, Sendable {
  /// On which side of the width the text stands.
  enum Alignment: Character {
    case left = "<"
    case right = ">"
    case center = "^"
    case afterSign = "="
  }

  var fill: Character = " "
  var alignment = Alignment.right
  var sign: Character = "-"
  var dropsNegativeZero = false
  var alwaysHasPoint = false
  var padsWithZeros = false
  var width = 0
  var separator: Character?
  var precision: Int?
  var type: Character?
  /// Whether nothing at all was specified.
  let isEmpty: Bool

  /// Reads a specification.
  ///
  /// - Throws: A ``DecimalFormatError`` with the column at which it goes wrong.
  public init(_ specification: String) throws(DecimalFormatError) {
    let text = Array(specification)
    isEmpty = text.isEmpty
    var index = 0
    let next = { (index: Int) -> Character? in index < text.count ? text[index] : nil }
    var hasAlignment = false
    if text.count > 1, let alignment = Alignment(rawValue: text[1]) {
      (fill, self.alignment, index, hasAlignment) = (text[0], alignment, 2, true)
    } else if let first = next(0), let alignment = Alignment(rawValue: first) {
      (self.alignment, index, hasAlignment) = (alignment, 1, true)
    }
    if let sign = next(index), "+- ".contains(sign) {
      self.sign = sign
      index += 1
    }
    if next(index) == "z" {
      dropsNegativeZero = true
      index += 1
    }
    if next(index) == "#" {
      alwaysHasPoint = true
      index += 1
    }
    if next(index) == "0" {
      guard !hasAlignment else {
        throw DecimalFormatError(
          specification,
          index,
          "zeros before the width cannot go with an alignment; drop one"
        )
      }
      (fill, alignment, padsWithZeros) = ("0", .afterSign, true)
      index += 1
    }
    width = try Self.number(text, &index, specification) ?? 0
    if let separator = next(index), ",_".contains(separator) {
      self.separator = separator
      index += 1
    }
    if next(index) == "." {
      index += 1
      guard let precision = try Self.number(text, &index, specification) else {
        throw DecimalFormatError(specification, index, "a precision must follow the point")
      }
      self.precision = precision
    }
    if let type = next(index), "eEfFgGn%".contains(type) {
      self.type = type == "n" ? "g" : type
      index += 1
      if type == "n", separator != nil {
        throw DecimalFormatError(specification, index - 1, "the type n cannot group; use f or g")
      }
    }
    guard index == text.count else {
      throw DecimalFormatError(
        specification,
        index,
        "is unknown there; use [[fill]align][sign][0][width][,][.digits][type]"
      )
    }
    let isGeneral = type == nil || type == "g" || type == "G"
    if precision == 0, isGeneral { precision = 1 }
  }

  private static func number(
    _ text: [Character],
    _ index: inout Int,
    _ specification: String
  ) throws(DecimalFormatError) -> Int? {
    var value: Int?
    let start = index
    while index < text.count, text[index].isASCII, let digit = text[index].wholeNumberValue {
      value = (value ?? 0) * 10 + digit
      index += 1
      if let value, value > DecimalContext.defaultDigitLimit {
        throw DecimalFormatError(
          specification,
          start,
          "more than \(DecimalContext.defaultDigitLimit) are not written"
        )
      }
    }
    return value
  }
}
