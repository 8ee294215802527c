import BatteryJobs
import BatteryTables

extension LogCondition {
  /// Reads a condition, or a number when `isCondition` is false, and checks its columns and types.
  ///
  /// - Throws: ``LogConditionProblem``, which leaves the name out.
  static func checked(
    _ text: String,
    name: String,
    isCondition: Bool = true
  ) throws(LogConditionProblem) -> TableExpression {
    do {
      let expression = try TableExpression(text, name: name, columns: Set(columns))
      if isCondition {
        _ = try expression.compiledCondition(for: LogColumns.schema)
        return expression
      }
      let type = try expression.compiled(for: LogColumns.schema).type
      if type == .integer || type == .double { return expression }
    } catch {
      var problem = LogConditionProblem(error, name)
      if let word = Self.time(in: text), let span = TimeSpan(word) {
        problem.remedy = "Write \(span.seconds) for \(word): seconds are a number."
      }
      throw problem
    }
    throw LogConditionProblem(
      problem: "\"\(text.trimmed)\" is no number",
      remedy: "A percentile is of a number, such as seconds or bytes."
    )
  }
}

extension LogCondition {
  /// The first length of time in a text about seconds, such as `300ms`, which is no number.
  private static func time(in text: String) -> String? {
    guard text.contains("seconds") else { return nil }
    let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "." }.map(String.init)
    return words.first { $0 != "0" && TimeSpan($0) != nil }
  }
}

/// Why an expression over the columns of a log cannot be used.
struct LogConditionProblem: Error, Hashable {
  /// What is wrong, without a full stop at its end.
  var problem: String
  /// What to do about it, as a sentence.
  var remedy: String

  init(problem: String, remedy: String) {
    self.problem = problem
    self.remedy = remedy
  }

  /// Splits the message of an expression: `where:1:8: There is… Did you…?`.
  init(_ error: TableError, _ name: String) {
    var message = error.message[...]
    if message.hasPrefix(name + ":") { message = message.dropFirst(name.count + 1) }
    let parts = message.split(separator: ":", maxSplits: 2)
    var place = ""
    if parts.count == 3, let line = Int(parts[0]), let column = Int(parts[1]) {
      place = line == 1 ? "at column \(column): " : "at line \(line), column \(column): "
      message = parts[2].drop { $0 == " " }
    }
    let sentences = message.firstRange(of: ". ")
    problem = place + String(sentences.map { message[..<$0.lowerBound] } ?? message).withoutStop
    remedy =
      sentences.map { String(message[$0.upperBound...]) }
      ?? "Documentation/Expressions.md says how conditions are written."
  }
}

extension String {
  /// The text without the full stop that whoever shows it adds.
  var withoutStop: String { hasSuffix(".") ? String(dropLast()) : self }

  /// The text without the blanks around it.
  var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
