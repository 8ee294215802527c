/// Computes lines of expressions, exactly or to any number of digits.
///
/// A line holds statements with semicolons between them; its result is that of the last one. Names
/// and `ans`, the last result, are kept from line to line. The language is in Documentation/Calc.md.
///
/// ```swift
/// let calculator = Calculator()
/// try calculator.evaluate("0.1 + 0.2")?.value       // "0.3"
/// try calculator.evaluate("x = sqrt(2); x^2 > 1")?.value   // "true"
/// ```
public final class Calculator {
  private let settings: CalcSettings
  private var names = CalcNames()

  /// Makes a calculator that knows no names yet.
  public init(_ settings: CalcSettings = CalcSettings()) { self.settings = settings }

  /// Computes a line.
  ///
  /// - Parameter line: The line. What stands behind a `#` is not read.
  /// - Returns: The result of the last statement; `nil` when the line is empty or ends with the
  ///   definition of a function.
  /// - Throws: ``CalcError`` with the column. What the line defined before it stays defined.
  public func evaluate(_ line: String) throws(CalcError) -> CalcResult? {
    // Some editors begin a text with a mark of its encoding.
    let line = line.first == "\u{FEFF}" ? String(line.dropFirst()) : line
    var lexer = CalcLexer(line)
    var parser = CalcParser(try lexer.tokens())
    let statements = try parser.statements()
    let questions = CalcQuestions(
      settings: settings,
      deadline: .now + settings.timeLimit
    )
    let arithmetic = CalcArithmetic(questions: questions)
    var last: CalcValue?
    for statement in statements {
      var machine = CalcMachine(arithmetic, names)
      switch statement {
      case .definition(let name, let function):
        names.values[name] = nil
        names.functions[name] = function
        last = nil
      case .expression(let program):
        let value = try machine.run(program)
        names.values["ans"] = value
        last = value
      case .assignment(let name, let program):
        let value = try machine.run(program)
        names.functions[name] = nil
        names.values[name] = value
        names.values["ans"] = value
        last = value
      }
      try checkNames()
    }
    guard let last else { return nil }
    let expression = line.trimmingSpace
    return try CalcPrinter(questions).result(last, of: expression)
  }

  /// Whether a line gave a value to the name.
  public func hasValue(_ name: String) -> Bool { names.values[name] != nil }

  private func checkNames() throws(CalcError) {
    guard names.values.count + names.functions.count > CalcNames.limit else { return }
    throw CalcError(
      .tooLarge,
      "There are more than \(CalcNames.limit.grouped) names. Use some of them again.",
      column: 1
    )
  }
}

extension String {
  fileprivate var trimmingSpace: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
