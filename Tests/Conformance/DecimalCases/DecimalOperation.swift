import BatteryNumbers

/// Carries out the operation of a case in a context that traps nothing.
struct DecimalOperation {
  private let example: DecimalCase
  private let context: DecimalContext

  init(_ example: DecimalCase, _ context: DecimalContext) {
    self.example = example
    self.context = context
  }

  /// The result as text, or `nil` when there is no such operation.
  func run() -> String? {
    if example.operands.contains("#") {
      // A missing operand is no number.
      context.flags.formUnion(.invalidOperation)
      return "NaN"
    }
    if let bits = runOnBits() { return bits }
    switch example.operation {
    case "tosci", "toeng", "apply": return conversion()
    default: break
    }
    var values: [Decimal] = []
    for operand in example.operands {
      guard let value = read(operand) else {
        context.flags.formUnion(.invalidOperation)
        return "NaN"
      }
      values.append(value)
    }
    guard let first = values.first else { return nil }
    let second = values.count > 1 ? values[1] : .zero
    let result: Decimal?
    do {
      switch values.count {
      case 1: result = try unary(first)
      case 2: result = try binary(first, second)
      default: result = try ternary(first, second, values[2])
      }
    } catch {
      return "thrown: \(error)"
    }
    if let result { return write(result) }
    return predicate(first).map { $0 ? "1" : "0" }
      ?? (example.operation == "class" ? context.numberClass(first) : nil)
  }

  /// Reads an operand: a number, `#` and an encoding, or the bits of a format, `#` and a number.
  private func read(_ text: String) -> Decimal? {
    guard let mark = text.firstIndex(of: "#") else { return try? Decimal(parsing: text) }
    let rest = text[text.index(after: mark)...]
    if mark == text.startIndex { return DecimalEncoding(hexadecimal: rest)?.value }
    return Int(text[..<mark]).flatMap { DecimalContext.ieee(bits: $0) }
      .flatMap { try? $0.createDecimal(rest) }
  }

  /// Writes as the expected result is written.
  private func write(_ value: Decimal) -> String {
    guard let mark = example.result.firstIndex(of: "#") else { return value.description }
    let prefix = example.result[...mark]
    let rest = example.result[mark...].dropFirst()
    guard
      let bits = mark == example.result.startIndex ? 4 * rest.utf8.count : Int(prefix.dropLast()),
      let width = DecimalEncoding.Width(rawValue: bits),
      let format = DecimalContext.ieee(bits: bits)
    else { return value.description }
    // A large exponent is brought into the format with zeros, which counts as clamped.
    guard let fitted = try? format.createDecimal(value),
      let encoding = DecimalEncoding(fitted, width: width)
    else { return "does not fit: \(value)" }
    context.flags.formUnion(format.flags)
    if mark == example.result.startIndex { return "#\(encoding)" }
    let expected = try? format.createDecimal(rest)
    return expected.map { $0.isSameRepresentation(as: fitted) } == true
      ? example.result : "\(prefix)\(fitted)"
  }

  private func conversion() -> String {
    let text = example.operands[0]
    let value: Decimal
    if text.hasPrefix("#") {
      guard let encoding = DecimalEncoding(hexadecimal: text.dropFirst()) else { return "NaN" }
      value = encoding.value
      if example.operation == "apply", let applied = try? applied(value) { return write(applied) }
    } else if example.operation == "apply" {
      guard let exact = try? Decimal(parsing: text), let applied = try? applied(exact) else {
        return "thrown"
      }
      return write(applied)
    } else {
      guard let read = try? context.createDecimal(text) else { return "thrown" }
      value = read
    }
    return example.operation == "toeng"
      ? context.toEngString(value) : context.toSciString(value)
  }

  /// A number rounded to the context; a NaN and the sign of zero remain.
  private func applied(_ value: Decimal) throws -> Decimal {
    try context.createDecimal(value)
  }

  /// Operations that only move or test bits see encodings that are not canonical.
  private func runOnBits() -> String? {
    guard let first = example.operands.first, first.hasPrefix("#"),
      let bits = DecimalEncoding(hexadecimal: first.dropFirst())
    else { return nil }
    switch example.operation {
    case "copy": return "#\(bits)"
    case "copyabs": return "#\(bits.copyAbs)"
    case "copynegate": return "#\(bits.copyNegate)"
    case "copysign":
      guard let sign = read(example.operands[1]) else { return nil }
      return "#\(bits.withSign(sign.isSigned))"
    case "canonical": return "#\(bits.canonical)"
    case "iscanonical": return bits.isCanonical ? "1" : "0"
    default: return nil
    }
  }

  private func predicate(_ a: Decimal) -> Bool? {
    switch example.operation {
    case "iscanonical": a.isCanonical
    case "isfinite": a.isFinite
    case "isinfinite": a.isInfinite
    case "isnan": a.isNaN
    case "isnormal": context.isNormal(a)
    case "isqnan": a.isQuietNaN
    case "issigned": a.isSigned
    case "issnan": a.isSignalingNaN
    case "issubnormal": context.isSubnormal(a)
    case "iszero": a.isZero
    default: nil
    }
  }

  private func unary(_ a: Decimal) throws -> Decimal? {
    switch example.operation {
    case "abs": try context.abs(a)
    case "minus": try context.minus(a)
    case "plus": try context.plus(a)
    case "copy": a
    case "copyabs": a.copyAbs
    case "copynegate": a.copyNegate
    case "canonical": a.canonical
    case "exp": try context.exp(a)
    case "ln": try context.ln(a)
    case "log10": try context.log10(a)
    case "logb": try context.logb(a)
    case "invert": try context.logicalInvert(a)
    case "nextminus": try context.nextMinus(a)
    case "nextplus": try context.nextPlus(a)
    case "reduce": try context.reduce(a)
    case "squareroot": try context.squareRoot(a)
    case "tointegral": try context.toIntegralValue(a)
    case "tointegralx": try context.toIntegralExact(a)
    default: nil
    }
  }

  private func binary(_ a: Decimal, _ b: Decimal) throws -> Decimal? {
    switch example.operation {
    case "add": try context.add(a, b)
    case "and": try context.logicalAnd(a, b)
    case "compare": try context.compare(a, b)
    case "comparesig": try context.compareSignal(a, b)
    case "comparetotal": a.compareTotal(b)
    case "comparetotmag": a.compareTotalMag(b)
    case "copysign": a.copySign(b)
    case "divide": try context.divide(a, b)
    case "divideint": try context.divideInteger(a, b)
    case "max": try context.max(a, b)
    case "maxmag", "max_mag": try context.maxMag(a, b)
    case "min": try context.min(a, b)
    case "minmag", "min_mag": try context.minMag(a, b)
    case "multiply": try context.multiply(a, b)
    case "nexttoward": try context.nextToward(a, b)
    case "or": try context.logicalOr(a, b)
    case "power": try context.power(a, b)
    case "quantize": try context.quantize(a, b)
    case "remainder": try context.remainder(a, b)
    case "remaindernear": try context.remainderNear(a, b)
    case "rescale": try context.rescale(a, b)
    case "rotate": try context.rotate(a, b)
    case "samequantum": a.sameQuantum(b) ? 1 : 0
    case "scaleb": try context.scaleb(a, b)
    case "shift": try context.shift(a, b)
    case "subtract": try context.subtract(a, b)
    case "xor": try context.logicalXor(a, b)
    default: nil
    }
  }

  private func ternary(_ a: Decimal, _ b: Decimal, _ c: Decimal) throws -> Decimal? {
    switch example.operation {
    case "fma": try context.fma(a, b, c)
    case "power": try context.power(a, b, modulo: c)
    default: nil
    }
  }
}
