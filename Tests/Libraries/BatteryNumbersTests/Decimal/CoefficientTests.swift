import Testing

@testable import BatteryNumbers

@Suite("Coefficient") struct CoefficientTests {
  /// Numbers of a count of limbs with much zero and much nine in them, always the same.
  private func number(_ limbs: Int, _ seed: UInt64) -> Coefficient {
    var state = seed &* 2_862_933_555_777_941_757 &+ 3_037_000_493
    return Coefficient(count: limbs) { target in
      for index in 0..<limbs {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let style = state >> 61
        target[index] =
          style == 0 ? 0 : (style == 1 ? LimbMath.base - 1 : (state >> 1) % LimbMath.base)
      }
      if target[limbs - 1] == 0 { target[limbs - 1] = 1 }
    }
  }

  @Test(
    "multiplies alike by columns, by Karatsuba's method and by transforms",
    arguments: [
      (3, 3), (47, 48), (48, 48), (49, 97), (100, 61), (193, 192), (301, 1000), (1250, 1201),
    ]
  )
  func methods(_ first: Int, _ second: Int) {
    for seed: UInt64 in 0..<4 {
      let (a, b) = (number(first, seed), number(second, seed + 100))
      let product = a * b
      // The school's method, a limb of the second factor at a time.
      var expected = Coefficient.zero
      if min(first, second) < 200 {
        b.withLimbs { limbs, count in
          for index in (0..<count).reversed() {
            expected = expected.raisedLimbs(1) + a * limbs[index]
          }
        }
        #expect(product == expected)
      }
      let transformed = a.withLimbs { x, xCount in
        b.withLimbs { y, yCount in
          Coefficient(count: xCount + yCount) {
            Limbs.multiplyByTransform($0, x, xCount, y, yCount)
          }
        }
      }
      #expect(product == transformed)
    }
  }

  @Test(
    "divides so that quotient, divisor and remainder make the dividend",
    arguments: [
      (4, 3), (10, 1), (200, 40), (330, 165), (400, 170), (900, 300), (1000, 161), (5, 5),
    ]
  )
  func division(_ first: Int, _ second: Int) {
    for seed: UInt64 in 0..<6 {
      let divisor = number(second, seed + 7)
      let dividend = seed == 5 ? divisor * number(first - second + 1, 3) : number(first, seed)
      let (quotient, remainder) = dividend.divided(by: divisor)
      #expect(remainder < divisor)
      #expect(quotient * divisor + remainder == dividend)
    }
  }

  /// In an optimized build, memory of long numbers that turn out short could be read too late.
  @Test("subtracts and divides long numbers that leave a short one", arguments: [3, 40, 211, 632])
  func shortRemainders(_ limbs: Int) {
    let digits = limbs * LimbMath.digits - 9
    let divisor = Coefficient.powerOfTen(digits) + Coefficient.powerOfTen(digits) - .one
    let dividend = Coefficient.powerOfTen(2 * digits) - .one
    let (quotient, remainder) = dividend.divided(by: divisor)
    #expect(remainder < divisor)
    #expect(quotient * divisor + remainder == dividend)
    for rest: UInt64 in [0, 1, 7, 1 << 63] {
      let product = quotient * divisor
      #expect((product + Coefficient(rest) - product).small == rest)
      #expect((product + Coefficient(rest)).divided(by: divisor).remainder == Coefficient(rest))
    }
    let (root, isExact) = dividend.squareRoot()
    #expect(root == Coefficient.powerOfTen(digits) - .one)
    #expect(!isExact)
  }

  @Test(
    "finds roots whose squares are not above, nor the next ones",
    arguments: [1, 2, 3, 7, 40, 333]
  )
  func roots(_ limbs: Int) {
    for seed: UInt64 in 0..<6 {
      let value = seed == 0 ? number(limbs, 1) * number(limbs, 1) : number(limbs, seed)
      let (root, isExact) = value.squareRoot()
      #expect(root * root <= value)
      #expect((root + .one) * (root + .one) > value)
      #expect(isExact == (root * root == value))
      #expect(seed != 0 || isExact)
    }
  }

  @Test("shifts by digits, and knows what the digits that go are worth")
  func shifts() {
    let value = Coefficient(digits: Array("12345678901234567890123456789050000".utf8))
    for places in [1, 18, 19, 20, 38, 57] {
      #expect(value.shiftedLeft(places).shiftedRight(places) == value)
      #expect(value.shiftedLeft(places).trailingZeros == places + 4)
    }
    let tails: [(Int, Tail)] = [
      (0, .zero), (4, .zero), (5, .half), (6, .belowHalf), (7, .aboveHalf), (35, .belowHalf),
      (36, .belowHalf), (90, .belowHalf),
    ]
    for (digits, tail) in tails { #expect(value.tail(digits) == tail, "\(digits) digits") }
  }

  @Test("is read from words, and written to them")
  func words() {
    for limbs in [1, 2, 3, 10] {
      let value = number(limbs, 9)
      #expect(Coefficient(words: value.words) == value)
    }
    #expect(Coefficient(words: [0, 1]).digits == Array("18446744073709551616".utf8))
    #expect(Coefficient.zero.words == [])
  }
}
