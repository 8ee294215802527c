import BatteryNumbers

/// Answers questions about decimal numbers, one a line, for the scripts that ask Python the same.
///
/// A question is an operation, a precision, a rounding, the smallest and the largest exponent,
/// `clamp` as 0 or 1, and the operands, with tabs between. The answer is the result and the flags.
public enum DecimalAnswers {
  /// Answers one question.
  public static func answer(_ line: String) -> String {
    let fields = line.split(omittingEmptySubsequences: false) { $0 == "\t" }.map(String.init)
    guard fields.count >= 7, let precision = Int(fields[1]),
      let rounding = DecimalRounding(rawValue: fields[2]), let smallest = Int(fields[3]),
      let largest = Int(fields[4])
    else { return "no question: \(line)" }
    let context = DecimalContext(
      precision: precision,
      rounding: rounding,
      minimumExponent: smallest,
      maximumExponent: largest,
      clamp: fields[5] == "1",
      traps: []
    )
    let text = DecimalContext.$current.withValue(context) {
      result(fields[0], Array(fields[6...]), context)
    }
    return "\(text)\t\(context.flags)"
  }

  private static func result(
    _ operation: String,
    _ operands: [String],
    _ context: DecimalContext
  ) -> String {
    switch operation {
    case "format":
      guard let value = Decimal(operands[0]) else { return "no number" }
      guard let format = try? DecimalFormat(operands[1]) else { return "ValueError" }
      return (try? value.format(format, in: context)) ?? "too long"
    case "double":
      return (Double(operands[0]).map { Decimal($0) } ?? .nan).description
    case "fromdouble":
      return Double(operands[0]).flatMap { try? context.createDecimal($0) }?.description ?? "thrown"
    case "todouble":
      return Decimal(operands[0]).map { Double($0).description } ?? "no number"
    case "int":
      return Decimal(operands[0]).flatMap { Int128(truncating: $0) }.map { "\($0)" } ?? "none"
    case "divmod":
      guard let a = Decimal(operands[0]), let b = Decimal(operands[1]),
        let (quotient, rest) = try? context.divmod(a, b)
      else { return "thrown" }
      return "\(quotient) \(rest)"
    default:
      return DecimalOperation(
        DecimalCase(operation: operation, operands: operands),
        context
      ).run() ?? "no operation"
    }
  }
}
