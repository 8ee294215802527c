import BatteryNumbers
import Testing

@Suite("Decimal context") struct DecimalContextTests {
  @Test("throws for a trapped signal, and raises the flag for any")
  func traps() throws {
    let context = DecimalContext(precision: 3)
    let error = #expect(throws: DecimalError.self) { try context.divide(1, 0) }
    #expect(error?.condition == .divisionByZero)
    #expect(error?.signal == .divisionByZero)
    #expect(error?.result == .infinity)
    #expect(
      error?.description == "divide: division by zero; check the divisor before dividing"
    )
    #expect(try context.divide(1, 3).description == "0.333")
    #expect(context.flags == [.divisionByZero, .inexact, .rounded])
    context.clearFlags()
    #expect(context.flags == [])
  }

  @Test("names the gravest of several trapped signals")
  func precedence() {
    let context = DecimalContext(precision: 3, maximumExponent: 9, traps: .all)
    let error = #expect(throws: DecimalError.self) {
      try context.multiply("9.99E+9", "9.99E+9")
    }
    #expect(error?.condition == .overflow)
  }

  @Test("is what operators use inside its scope, and throws at the end of it")
  func scope() throws {
    let sum = try DecimalContext(precision: 5).run { Decimal(1) / Decimal(7) }
    #expect(sum.description == "0.14286")
    var reached = false
    let error = #expect(throws: DecimalError.self) {
      try DecimalContext().run {
        let quotient = Decimal(1) / Decimal(0)
        #expect(quotient == .infinity)
        reached = true
      }
    }
    #expect(reached)
    #expect(error?.condition == .divisionByZero)
    #expect(error?.operation == "/")
  }

  @Test("outside of a scope throws nothing, but tells once what an operator trapped")
  func trapped() async throws {
    // A context of this test alone, used as the default one is: no scope throws at its end.
    let context = DecimalContext()
    DecimalContext.$current.withValue(context) {
      #expect(Decimal(1) / Decimal(0) == .infinity)
      _ = Decimal(0) / Decimal(0)
    }
    #expect(context.flags.contains(.divisionByZero))
    #expect(context.takeTrapped()?.condition == .divisionByZero)
    #expect(context.takeTrapped() == nil)
    DecimalContext.$current.withValue(context) { _ = Decimal(0) / Decimal(0) }
    context.clearFlags()
    #expect(context.takeTrapped() == nil)
    #expect(context.flags == [])
    // What was taken in a scope is settled there.
    try DecimalContext().run {
      _ = Decimal(1) / Decimal(0)
      #expect(DecimalContext.current.takeTrapped()?.operation == "/")
    }
  }

  @Test("reaches child tasks, and a scope inside keeps its flags apart")
  func tasks() async throws {
    let text = try await DecimalContext(precision: 4).run {
      async let third = Decimal(2) / Decimal(3)
      let inner = try DecimalContext(precision: 2).run { Decimal(2) / Decimal(3) }
      #expect(inner.description == "0.67")
      return await third.description
    }
    #expect(text == "0.6667")
    #expect(DecimalContext.current.precision == 28)
  }

  @Test("is used by the functions of numbers")
  func functions() throws {
    try DecimalContext.$current.withValue(DecimalContext(precision: 6)) { () throws in
      #expect(try ("2" as Decimal).squareRoot().description == "1.41421")
      #expect(try ("1" as Decimal).exp().ln().description == "0.999999")
      #expect(try ("1000" as Decimal).log10() == 3)
      #expect(try ("2.675" as Decimal).quantize("0.01", rounding: .down).description == "2.67")
      #expect(try ("2.5" as Decimal).toIntegralValue(rounding: .up) == 3)
      #expect(try ("3" as Decimal).power(4, modulo: 5) == 1)
      #expect(throws: DecimalError.self) { try (-1 as Decimal).ln() }
    }
  }

  @Test("shares its flags with its copies unless they are to be apart")
  func copies() throws {
    let context = DecimalContext(traps: [])
    var copy = context
    copy.precision = 2
    let apart = context.withOwnFlags()
    _ = try copy.plus("1.23")
    #expect(context.flags == [.inexact, .rounded])
    #expect(apart.flags == [])
  }

  @Test(
    "outside the limits makes each operation invalid before it takes memory",
    arguments: [
      DecimalContext(precision: 0), DecimalContext(precision: 1_000_000_000),
      DecimalContext(minimumExponent: 1), DecimalContext(maximumExponent: 1_000_000_000),
      DecimalContext(minimumExponent: -1_000_000_000), DecimalContext(maximumExponent: -1),
    ]
  )
  func limits(_ context: DecimalContext) {
    #expect(!context.isValid)
    let error = #expect(throws: DecimalError.self) { try context.divide(1, 3) }
    #expect(error?.condition == .invalidContext)
  }

  @Test("of the specification and of IEEE 754 are there")
  func known() throws {
    #expect(DecimalContext.basic.rounding == .halfUp)
    #expect(DecimalContext.extended.traps == [])
    let format = try #require(DecimalContext.ieee(bits: 64))
    #expect(format.precision == 16)
    #expect(format.maximumExponent == 384)
    #expect(format.minimumExponent == -383)
    #expect(DecimalContext.ieee(bits: 65) == nil)
  }

  @Test("refuses in time what needs more digits than its limit")
  func digitLimit() throws {
    var context = DecimalContext(precision: 999_999_999, traps: .invalidOperation)
    context.maximumExponent = 999_999_999
    context.minimumExponent = -999_999_999
    let clock = ContinuousClock()
    let time = clock.measure {
      let attempts: [() throws -> Decimal] = [
        { try context.power(9, 387_420_489) },
        { try context.divide(1, 3) },
        { try context.add("1E+999999998", 1) },
        { try context.exp(1) },
        { try context.ln(2) },
        { try context.squareRoot(2) },
        { try context.quantize(1, "1E-999999998") },
        { try context.logicalInvert(0) },
        { try context.nextPlus(1) },
        { try context.fma("1E+999999998", 1, 1) },
        { try context.remainder("1E+999999998", 7) },
      ]
      for attempt in attempts {
        let error = #expect(throws: DecimalError.self) { try attempt() }
        #expect(error?.condition == .insufficientStorage)
      }
      #expect(throws: DecimalFormatError.self) { try ("1E+999999999" as Decimal).formatted("f") }
    }
    #expect(time < .seconds(5))
    // With 28 digits the same power is too large for the exponent, which is soon known.
    let overflow = #expect(throws: DecimalError.self) {
      try DecimalContext().power(9, 387_420_489)
    }
    #expect(overflow?.condition == .overflow)
  }
}
