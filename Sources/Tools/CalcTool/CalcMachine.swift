import BatteryNumbers

/// Runs programs on a stack of values.
struct CalcMachine {
  let arithmetic: CalcArithmetic
  let names: CalcNames
  private var steps = 0

  init(_ arithmetic: CalcArithmetic, _ names: CalcNames) {
    self.arithmetic = arithmetic
    self.names = names
  }

  /// Runs a program with the arguments of the function that it is the body of.
  mutating func run(
    _ program: CalcProgram,
    _ arguments: [CalcValue] = [],
    depth: Int = 0
  ) throws(CalcError) -> CalcValue {
    var stack: [CalcValue] = []
    var place = 0
    while place < program.steps.count {
      let step = program.steps[place]
      let column = step.column
      place += 1
      try count(column)
      switch step.operation {
      case .number(let value): stack.append(.exact(value))
      case .name(let name): stack.append(try value(of: name, column))
      case .argument(let index): stack.append(arguments[index])
      case .prefix(let operation): stack.append(try prefix(operation, stack.removeLast(), column))
      case .infix(let operation):
        let right = stack.removeLast()
        stack.append(try infix(operation, stack.removeLast(), right, column))
      case .factorial: stack.append(try arithmetic.factorial(stack.removeLast(), column))
      case .percent:
        stack.append(try arithmetic.divide(stack.removeLast(), .exact(100), column))
      case .call(let name, let count):
        let values = Array(stack.suffix(count))
        stack.removeLast(count)
        stack.append(try call(name, values, depth, column))
      case .branch(let target): if try !truth(stack.removeLast(), column) { place = target }
      case .jump(let target): place = target
      case .shortcut(let truth, let target):
        guard let last = stack.last else { continue }
        if try self.truth(last, column) == truth { place = target } else { stack.removeLast() }
      case .truth: if let last = stack.last { _ = try truth(last, column) }
      }
    }
    return stack.last ?? .exact(0)
  }

  private mutating func count(_ column: Int) throws(CalcError) {
    steps += 1
    try arithmetic.questions.checkTime(column)
    guard steps > CalcSettings.stepLimit else { return }
    throw CalcError(
      .tooLarge,
      "The line takes more than \(CalcSettings.stepLimit.grouped) steps. Ask for less at once.",
      column: column
    )
  }

  // MARK: Names

  private func value(of name: String, _ column: Int) throws(CalcError) -> CalcValue {
    if let value = names.values[name] { return value }
    if let constant = CalcConstant(name: name) {
      return try arithmetic.make(.constant(constant), [], column)
    }
    if let truth = CalcNames.truths[name] { return .truth(truth) }
    if name == "ans" {
      throw CalcError(.name, "There is no last result yet. Compute one first.", column: column)
    }
    if CalcBuiltin.all[name] != nil || names.functions[name] != nil || name == "if" {
      throw CalcError(
        .name,
        "\(name) is a function. Write its arguments in parentheses.",
        column: column
      )
    }
    throw names.unknown(name, isFunction: false, column)
  }

  private mutating func call(
    _ name: String,
    _ values: [CalcValue],
    _ depth: Int,
    _ column: Int
  ) throws(CalcError) -> CalcValue {
    if let function = names.functions[name] {
      try check(values.count, function.parameters.count...function.parameters.count, column) {
        "\(name)(\(function.parameters.joined(separator: ", ")))"
      }
      guard depth < CalcSettings.callLimit else {
        throw CalcError(
          .tooLarge,
          "Functions call each other deeper than \(CalcSettings.callLimit) times. Ask for less.",
          column: column
        )
      }
      do throws(CalcError) {
        return try run(function.body, values, depth: depth + 1)
      } catch {
        // The columns of the body are those of another line.
        throw CalcError(
          error.code,
          depth == 0 ? "in \(name): \(error.message)" : error.message,
          column: column
        )
      }
    }
    guard let builtin = CalcBuiltin.all[name] else {
      throw names.unknown(name, isFunction: true, column)
    }
    try check(values.count, builtin.counts, column) { "\(name)(\(builtin.parameters))" }
    do {
      return try builtin.body(arithmetic, values, column)
    } catch let error as CalcError {
      throw error
    } catch {
      throw CalcError(.domain, "The function has no result here: \(error).", column: column)
    }
  }

  private func check(
    _ count: Int,
    _ range: ClosedRange<Int>,
    _ column: Int,
    _ usage: () -> String
  ) throws(CalcError) {
    guard !range.contains(count) else { return }
    let given = count == 1 ? "1 argument is given." : "\(count) arguments are given."
    throw CalcError(.name, "\(given) Write \(usage()).", column: column)
  }

  // MARK: Operators

  private func truth(_ value: CalcValue, _ column: Int) throws(CalcError) -> Bool {
    if case .truth(let truth) = value { return truth }
    throw CalcError(
      .name,
      "A number is where a comparison should be. Write one such as x > 0.",
      column: column
    )
  }

  private func prefix(
    _ operation: CalcProgram.Prefix,
    _ value: CalcValue,
    _ column: Int
  ) throws(CalcError) -> CalcValue {
    switch operation {
    case .negate: return try arithmetic.negate(value, column)
    case .plus:
      if case .truth = value { throw CalcArithmetic.noNumber(column) }
      return value
    case .not: return .truth(try !truth(value, column))
    }
  }

  private func infix(
    _ operation: CalcProgram.Infix,
    _ a: CalcValue,
    _ b: CalcValue,
    _ column: Int
  ) throws(CalcError) -> CalcValue {
    switch operation {
    case .add: return try arithmetic.add(a, b, column)
    case .subtract: return try arithmetic.subtract(a, b, column)
    case .multiply: return try arithmetic.multiply(a, b, column)
    case .divide: return try arithmetic.divide(a, b, column)
    case .floorDivide: return .exact(try arithmetic.floorDivide(a, b, column).quotient)
    case .modulo: return try arithmetic.floorDivide(a, b, column).rest
    case .power: return try arithmetic.power(a, b, column)
    case .equal, .unequal:
      let isEqual: Bool
      if case .truth(let x) = a, case .truth(let y) = b {
        isEqual = x == y
      } else {
        isEqual = try arithmetic.compare(a, b, column) == 0
      }
      return .truth(isEqual == (operation == .equal))
    case .less: return .truth(try arithmetic.compare(a, b, column) < 0)
    case .lessOrEqual: return .truth(try arithmetic.compare(a, b, column) <= 0)
    case .greater: return .truth(try arithmetic.compare(a, b, column) > 0)
    case .greaterOrEqual: return .truth(try arithmetic.compare(a, b, column) >= 0)
    }
  }
}
