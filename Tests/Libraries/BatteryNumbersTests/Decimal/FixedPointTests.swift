import Testing

@testable import BatteryNumbers

/// What the rounding relies on: errors that stay within the units that are stated.
@Suite("Fixed point", .timeLimit(.minutes(5))) struct FixedPointTests {
  /// How far a value is from the one that more limbs give, in units of its last place.
  private func error(_ limbs: Int, _ value: (Int) -> Coefficient) -> Coefficient {
    Coefficient.difference(value(limbs), value(limbs + 3).droppingLimbs(3)).0
  }

  /// A number below 0.78 with digits that look random, the same for any count of limbs.
  private func argument(_ index: Int, _ limbs: Int) -> Coefficient {
    let root = Coefficient(UInt64(index * index + 1)).raisedLimbs(2 * limbs).squareRoot().root
    return (root.lowLimbs(limbs) * 78).shiftedRight(2)
  }

  @Test(
    "has errors of at most two units in functions, of short and of long numbers",
    arguments: [1, 2, 3, 4, 7, 12, 30, 80, 109, 110, 130, 300]
  )
  func functions(_ limbs: Int) {
    for index in 1...(limbs < 20 ? 60 : 4) {
      // The argument is the same number for more limbs.
      let short = argument(index, limbs)
      let x = { (more: Int) in short.raisedLimbs(more - limbs) }
      let two = Coefficient(2)
      #expect(error(limbs) { FixedPoint.sineAndCosine(x($0), $0).sine } <= two)
      #expect(error(limbs) { FixedPoint.sineAndCosine(x($0), $0).cosine } <= two)
      #expect(error(limbs) { FixedPoint.arcTangent(x($0), $0) } <= two)
      let number = Decimal(Coefficient(UInt64(index)) * 7, power: -1)
      for degree in [3, 5, 16] where number.adjusted >= 0 && number.adjusted < degree {
        #expect(error(limbs) { FixedPoint.root(number, degree, $0) } <= .one)
      }
    }
  }

  @Test("has errors of at most two units in constants", arguments: [1, 2, 3, 50, 700])
  func constants(_ limbs: Int) {
    let constants = [
      FixedPoint.pi, FixedPoint.halfPi, FixedPoint.e, FixedPoint.logarithmOfTwo,
      FixedPoint.logarithmOfTen,
    ]
    for constant in constants { #expect(error(limbs, constant) <= Coefficient(2)) }
  }

  @Test("takes right angles out of an angle, from either side")
  func reduction() throws {
    for (text, quadrant, isBelow) in [
      ("0.7", 0, false), ("0.79", 1, true), ("1.6", 1, false), ("3.1", 2, true), ("4.8", 3, false),
      ("6.2", 0, true), ("6.3", 0, false), ("1E+30", 2, false),
    ] {
      let angle = FixedPoint.reduced(try Decimal(parsing: text), 3)
      #expect(angle.quadrant == quadrant, "\(text)")
      #expect(angle.isBelow == isBelow, "\(text)")
    }
  }
}
