import BatteryNumbers
import Foundation

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

  /// Checks a question with its answer behind a field `=`; `nil` when the answer is ours too.
  public static func failure(_ line: String) -> String? {
    guard let mark = line.range(of: "\t=\t") else { return "is no question: \(line)" }
    let found = answer(String(line[..<mark.lowerBound]))
    let expected = String(line[mark.upperBound...])
    if normalized(found) == normalized(expected) { return nil }
    return "\(line[..<mark.lowerBound]): expected \(expected), found \(found)"
  }

  /// The answer with the flags in order, and a double as Swift writes it.
  private static func normalized(_ answer: String) -> String {
    let fields = answer.split(omittingEmptySubsequences: false) { $0 == "\t" }
    guard fields.count == 2 else { return answer }
    let flags = fields[1].split { !$0.isLetter }.sorted().joined(separator: " ")
    guard fields[0].hasPrefix("double "), let double = Double(fields[0].dropFirst(7)) else {
      return "\(fields[0]) \(flags)"
    }
    return "double \(double) \(flags)"
  }

  private static func result(
    _ operation: String,
    _ operands: [String],
    _ context: DecimalContext
  ) -> String {
    switch operation {
    case "format":
      guard let value = BatteryNumbers.Decimal(operands[0]) else { return "no number" }
      guard let format = try? DecimalFormat(operands[1]) else { return "ValueError" }
      return (try? value.formatted(format, in: context)) ?? "too long"
    case "double":
      return (Double(operands[0]).map { BatteryNumbers.Decimal($0) } ?? .nan).description
    case "fromdouble":
      return Double(operands[0]).flatMap { try? context.createDecimal($0) }?
        .description ?? "thrown"
    case "todouble":
      return BatteryNumbers.Decimal(operands[0]).map { "double \(Double($0))" } ?? "no number"
    case "int":
      guard let value = BatteryNumbers.Decimal(operands[0]),
        value.isZero || value.adjusted < 36
      else {
        return "none"
      }
      return Int128(truncating: value).map { "\($0)" } ?? "none"
    case "divmod":
      guard let a = BatteryNumbers.Decimal(operands[0]),
        let b = BatteryNumbers.Decimal(operands[1]),
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
