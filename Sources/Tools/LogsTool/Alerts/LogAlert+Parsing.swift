import BatteryJobs
import BatteryTables

extension LogAlert {
  private static let forms =
    "Write it as rate(status >= 500, 5m) > 2%, count(status = 401, 1m) > 100 or p95(seconds, 5m) > 1.5"
  private static let functions = ["rate", "count", "p50", "p95", "p99"]

  /// Reads an alert.
  ///
  /// - Throws: ``LogAlertError`` with the column of what is not understood.
  public init(_ text: String) throws(LogAlertError) {
    let call = try AlertCall(text)
    guard Self.functions.contains(call.function) else {
      let known = NearestWord.find(call.function, in: Self.functions)
      throw LogAlertError(
        "\"\(text)\" has no function that is known, but \"\(call.function)\"",
        known.map { "Did you mean \($0)?" } ?? "\(Self.forms)."
      )
    }
    var arguments = call.arguments
    let window = try Self.window(&arguments)
    let (comparison, rest) = try Self.comparison(call.rest, text)
    let (limitText, least) = try Self.least(rest)
    let isCount = call.function == "count"
    guard arguments.count == 1 || arguments.count == 2 && !isCount else {
      throw LogAlertError("\"\(text)\" has \(arguments.count) conditions", "\(Self.forms).")
    }
    let among = try arguments.count > 1 ? Self.expression(arguments[1], isCondition: true) : nil
    let first = try Self.expression(arguments[0], isCondition: call.function.first != "p")
    let measure: Measure
    switch call.function {
    case "rate": measure = .rate(first, among: among)
    case "count": measure = .count(first)
    default: measure = .percentile(Int(call.function.dropFirst()) ?? 95, first, among: among)
    }
    let column = text.trimmed.count - rest.count + 1 + (text.count - text.drop { $0 == " " }.count)
    let limit = try Self.limit(limitText, measure, column: column)
    guard least == nil || !isCount else {
      throw LogAlertError("\"\(text)\" has atLeast, which a count does not need", "Leave it out.")
    }
    self.init(text, measure, window: window, comparison, limit, least: least ?? Self.usualLeast)
  }

  /// Takes the length of the windows from the arguments.
  private static func window(
    _ arguments: inout [AlertCall.Argument]
  ) throws(LogAlertError) -> Int? {
    guard let last = arguments.last, let span = TimeSpan(last.text) else { return nil }
    guard span.milliseconds >= 1000, span.milliseconds.isMultiple(of: 1000) else {
      throw LogAlertError(
        "the window \(last.text) is not of whole seconds",
        "Write a length such as 30s, 5m or 1h."
      )
    }
    arguments.removeLast()
    return Int(span.milliseconds / 1000)
  }

  private static func comparison(
    _ rest: String,
    _ text: String
  ) throws(LogAlertError) -> (Comparison, String) {
    guard let found = Comparison.allCases.first(where: { rest.hasPrefix($0.rawValue) }) else {
      throw LogAlertError(
        "\"\(text)\" compares with nothing",
        "Write >, >=, < or <= and a number after the parenthesis."
      )
    }
    return (found, String(rest.dropFirst(found.rawValue.count)).trimmed)
  }

  /// Splits `2% atLeast 50`.
  private static func least(_ text: String) throws(LogAlertError) -> (limit: String, least: Int?) {
    let words = text.split(separator: " ").map(String.init)
    guard words.count > 1 else { return (text, nil) }
    guard words.count == 3, words[1].lowercased() == "atleast", let least = Int(words[2]), least > 0
    else {
      throw LogAlertError(
        "\"\(text)\" is more than a number",
        "After it, only atLeast and a number of requests may stand."
      )
    }
    return (words[0], least)
  }

  private static func expression(
    _ argument: AlertCall.Argument,
    isCondition: Bool
  ) throws(LogAlertError) -> TableExpression {
    do {
      // Blanks before it, so that columns are those of the whole text.
      let blanks = String(repeating: " ", count: argument.column)
      let text = blanks + argument.text
      return try LogCondition.checked(text, name: "alert", isCondition: isCondition)
    } catch {
      throw LogAlertError(error.problem, error.remedy)
    }
  }

  private static func limit(
    _ text: String,
    _ measure: Measure,
    column: Int
  ) throws(LogAlertError) -> AlertLimit {
    switch measure {
    case .rate:
      guard text.hasSuffix("%"), let limit = AlertLimit(text.dropLast()) else {
        throw LogAlertError("the rate is compared with \"\(text)\"", "Write a share such as 2%.")
      }
      guard limit.digits <= 100 * limit.scale else {
        throw LogAlertError(
          "at column \(column): the rate is compared with \(text), and none is above 100%",
          "Write a share such as 2%."
        )
      }
      return AlertLimit(digits: limit.digits, scale: limit.scale * 100)
    case .count:
      guard let limit = AlertLimit(text), limit.scale == 1 else {
        throw LogAlertError("the count is compared with \"\(text)\"", "Write a whole number.")
      }
      return limit
    case .percentile(_, let value, _):
      if let limit = AlertLimit(text) { return limit }
      let isTime = value.text.trimmed == "seconds"
      if isTime, let span = TimeSpan(text) {
        return AlertLimit(digits: Int(span.milliseconds), scale: 1000)
      }
      throw LogAlertError(
        "the percentile is compared with \"\(text)\"",
        "Write a number\(isTime ? " of seconds, or a time such as 300ms" : "")."
      )
    }
  }
}

/// A function with its arguments, and what stands after it.
struct AlertCall {
  /// A part between commas, and how many characters are before it.
  struct Argument {
    var text: String
    var column: Int
  }

  let function: String
  let arguments: [Argument]
  let rest: String

  /// Cuts a text at the parentheses and commas that stand in no quotes.
  init(_ text: String) throws(LogAlertError) {
    guard let open = text.firstIndex(of: "(") else {
      throw LogAlertError(
        "\"\(text)\" is no alert",
        "Write a function, such as rate(status >= 500, 5m) > 2%."
      )
    }
    function = String(text[..<open]).trimmed.lowercased()
    var arguments: [Argument] = []
    var start = text.index(after: open)
    var (depth, quote) = (1, Character?.none)
    var place = start
    while place < text.endIndex, depth > 0 {
      let character = text[place]
      if let open = quote {
        if character == open { quote = nil }
      } else if ["'", "\"", "`"].contains(character) {
        quote = character
      } else if character == "(" {
        depth += 1
      } else if character == ")" {
        depth -= 1
      }
      if depth == 0 || depth == 1 && quote == nil && character == "," {
        arguments.append(Self.argument(text, start..<place))
        start = text.index(after: place)
      }
      place = text.index(after: place)
    }
    guard depth == 0 else {
      throw LogAlertError(
        "\"\(text)\" does not end",
        quote.map { "Close the quote \($0)." } ?? "Add the closing parenthesis."
      )
    }
    self.arguments = arguments
    rest = String(text[place...]).trimmed
  }

  private static func argument(_ text: String, _ range: Range<String.Index>) -> Argument {
    let part = text[range].drop { $0 == " " }
    return Argument(
      text: String(part).trimmed,
      column: text.unicodeScalars.distance(from: text.startIndex, to: part.startIndex)
    )
  }
}
