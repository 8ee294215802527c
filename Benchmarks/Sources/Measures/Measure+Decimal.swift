import BatteryNumbers

extension Measure {
  /// Decimal arithmetic with as many digits as told.
  ///
  /// The same operands as the peer's; the processor time of one operation, the best of five runs.
  @Sendable static func decimal(_ arguments: Arguments) async throws {
    let digits = try arguments.number(0)
    let a = try operand(digits, 1)
    let b = try operand(digits, 2)
    try DecimalContext(precision: digits, traps: []).run {
      let context = DecimalContext.current
      try measure("add", seconds: 0.1) { a + b }
      try measure("multiply", seconds: 0.1) { a * b }
      try measure("divide", seconds: 0.1) { a / b }
      try measure("squareRoot", seconds: 0.1) { try context.squareRoot(a) }
      try measure("exp", seconds: 0.1) { try context.exp(2) }
      try measure("expLong", seconds: 0.1) { try context.exp(a) }
      try measure("ln", seconds: 0.1) { try context.ln(2) }
    }
    Figure.print("peak", Machine.peakMebibytes, "MiB")
  }

  private static func operand(_ digits: Int, _ seed: UInt64) throws -> Decimal {
    var state = seed
    var text = ""
    for index in 0..<digits {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      if index == 1 { text += "." }
      text += String((state >> 33) % 9 + 1)
    }
    return try Decimal(parsing: text)
  }

  private static func measure(
    _ name: String,
    seconds: Double,
    _ run: () throws -> Decimal
  ) throws {
    var digits = 0
    var start = Machine.processorSeconds
    digits += try run().digitCount
    let once = Machine.processorSeconds - start
    var best = once
    // Short operations are repeated until the clock's step does not count.
    let count = max(1, Int(seconds / max(once, 1e-7)))
    if once < 0.5 {
      for _ in 0..<5 {
        start = Machine.processorSeconds
        for _ in 0..<count { digits &+= try run().digitCount }
        best = min(best, (Machine.processorSeconds - start) / Double(count))
      }
    }
    precondition(digits > 0, "every result has digits")
    Figure.print(name, best * 1e6, "us")
  }
}
