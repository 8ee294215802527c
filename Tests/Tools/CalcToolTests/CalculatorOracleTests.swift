import BatteryNumbers
import CalcTool
import Testing

/// What Python's fractions and mpmath answer.
@Suite("Calculator beside Python", .timeLimit(.minutes(5))) struct CalculatorOracleTests {
  @Test("computes fractions as Python does: recorded answers")
  func fractions() throws {
    let cases = try OracleCase.recorded("expressions.tsv")
    #expect(cases.count > 590)
    #expect(cases.compactMap(differenceOfFractions) == [])
  }

  @Test(
    "computes fractions as a live Python does",
    .enabled("no Python of 3.11 or newer") {
      await OracleCase.interpreter(with: "fractions") != nil
    },
    arguments: [Int.random(in: 1...1_000_000)]
  )
  func liveFractions(seed: Int) async {
    let cases = await OracleCase.live(
      "expressions.py",
      seed: seed,
      count: 2_000,
      import: "fractions"
    )
    #expect(cases.count > 1_900)
    #expect(cases.compactMap(differenceOfFractions) == [])
  }

  @Test("prints the digits of functions that mpmath prints: recorded answers")
  func reals() throws {
    let cases = try OracleCase.recorded("reals.tsv")
    #expect(cases.count == 500)
    #expect(cases.compactMap(differenceOfReals) == [])
  }

  @Test(
    "prints the digits of functions that a live mpmath prints",
    .enabled("no Python of 3.11 or newer with mpmath") {
      await OracleCase.interpreter(with: "mpmath") != nil
    },
    arguments: [Int.random(in: 1...1_000_000)]
  )
  func liveReals(seed: Int) async {
    let cases = await OracleCase.live("reals.py", seed: seed, count: 500, import: "mpmath")
    #expect(cases.count == 500)
    #expect(cases.compactMap(differenceOfReals) == [])
  }

  private func differenceOfFractions(_ item: OracleCase) -> String? {
    var answer = "error"
    do {
      guard let fraction = try Calculator().evaluate(item.expression)?.fraction else {
        return "\(item.expression): too long"
      }
      answer = fraction.contains("/") ? fraction : "\(fraction)/1"
    } catch {
      if error.code != .domain { answer = error.description }
    }
    return answer == item.expected ? nil : "\(item.expression): \(answer), not \(item.expected)"
  }

  private func differenceOfReals(_ item: OracleCase) -> String? {
    do {
      let value = try Calculator().evaluate(item.expression)?.value ?? ""
      if let value = Decimal(value), let expected = Decimal(item.expected) {
        var context = DecimalContext()
        context.precision = 28
        // Exact results are printed with all their digits.
        if try context.plus(value) == expected { return nil }
      }
      return "\(item.expression): \(value), not \(item.expected)"
    } catch let error as CalcError where error.code == .undecided || error.code == .tooLarge {
      // mpmath takes pi/pi for 1, and has no limit for exponents.
      return nil
    } catch {
      return "\(item.expression): \(error)"
    }
  }
}
