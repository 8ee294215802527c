/// What can be wrong with a JSON text.
enum JSONProblem: Hashable, Sendable {
  case noValue
  case unexpectedEnd(within: String)
  case notAValue(UInt8)
  case wordLikeValue(String)
  case trailingComma
  case missingComma(UInt8)
  case missingKey(UInt8)
  case missingColon(UInt8)
  case wrongBracket(UInt8)
  case leadingZero
  case missingDigit
  case controlCharacter(UInt8)
  case invalidEscape
  case loneSurrogate
  case invalidUTF8
  case utf16
  case trailingText
  case tooDeep(Int)
  case duplicateKey(String)
  case tooLong(Int)

  /// What is wrong and what to do, in one line.
  var message: String {
    switch self {
    case .noValue: "there is no value. Write one, such as {} or null."
    case .unexpectedEnd(let place):
      "the text ends within \(place). Check whether it was cut off, and close what is open."
    case .notAValue(let byte):
      "\(Self.show(byte)) begins no value. Write an object, an array, a number, true, false, null or"
        + " a text in double quotes."
    case .wordLikeValue(let word):
      "\(word) is no JSON value. Write null, or a text in double quotes."
    case .trailingComma: "nothing follows a comma. Remove the comma, or add what is missing."
    case .missingComma(let byte):
      "\(Self.show(byte)) stands where a comma or a closing bracket should. Add it, or remove"
        + " what is too much."
    case .missingKey(let byte):
      "\(Self.show(byte)) stands where a key should. Write the key in double quotes."
    case .missingColon(let byte):
      "\(Self.show(byte)) stands where the colon behind a key should. Add the colon."
    case .wrongBracket(let byte):
      "\(Self.show(byte)) closes what it did not open. Write the other bracket."
    case .leadingZero:
      "a number begins with a zero too many. Remove it, or put the digits in double quotes."
    case .missingDigit:
      "a number lacks a digit. Write one before and behind the point, and behind the exponent's e."
    case .controlCharacter(let byte):
      "the control character \(Self.show(byte)) stands in a text. Write it as"
        + " \\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))."
    case .invalidEscape:
      "a backslash is followed by something else than one of \"\\/bfnrt or u and four hexadecimal"
        + " digits. Write \\\\ for the backslash itself."
    case .loneSurrogate:
      "half of a surrogate pair stands alone. Write both halves, or the character itself."
    case .invalidUTF8: "the bytes are not UTF-8. Convert the text to UTF-8."
    case .utf16: "the text looks like UTF-16 or UTF-32. Convert it to UTF-8."
    case .trailingText:
      "more text follows the value. Remove it, or read the texts one by one."
    case .tooDeep(let limit):
      "arrays and objects are more than \(limit) deep in each other. Raise the limit if that is"
        + " meant."
    case .duplicateKey(let key):
      "the key \"\(key)\" stands twice in one object. Remove one, or allow duplicate keys."
    case .tooLong(let limit):
      "a text or number has more than \(limit) bytes. Raise the limit if that is meant."
    }
  }

  /// What sort of problem it is.
  var code: JSONSyntaxError.Code {
    switch self {
    case .noValue, .unexpectedEnd: .unexpectedEnd
    case .leadingZero, .missingDigit: .invalidNumber
    case .controlCharacter, .invalidEscape, .loneSurrogate: .invalidText
    case .invalidUTF8, .utf16: .invalidEncoding
    case .trailingText: .trailingText
    case .tooDeep: .tooDeep
    case .duplicateKey: .duplicateKey
    case .tooLong: .tooLong
    default: .unexpectedCharacter
    }
  }

  private static func show(_ byte: UInt8) -> String {
    switch byte {
    case 0x21..<0x7F: return "\"\(Character(UnicodeScalar(byte)))\""
    case 0x0A: return "the end of the line"
    default:
      let digits = String(byte, radix: 16, uppercase: true)
      let code = (byte < 16 ? "0" : "") + digits
      return byte < 0x80 ? "U+00\(code)" : "the byte 0x\(code)"
    }
  }
}

/// A problem and the place of its byte.
struct JSONFailure: Error {
  var problem: JSONProblem
  /// Counted from the start of the bytes that were looked at.
  var offset: Int

  init(_ problem: JSONProblem, at offset: Int) {
    self.problem = problem
    self.offset = offset
  }
}
