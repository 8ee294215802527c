extension Coefficient: Comparable {
  static func == (a: Coefficient, b: Coefficient) -> Bool { order(a, b) == 0 }

  static func < (a: Coefficient, b: Coefficient) -> Bool { order(a, b) < 0 }

  /// -1, 0 or 1.
  static func order(_ a: Coefficient, _ b: Coefficient) -> Int {
    a.withLimbs { x, xCount in
      b.withLimbs { y, yCount in Limbs.compare(x, xCount, y, yCount) }
    }
  }

  static func + (a: Coefficient, b: Coefficient) -> Coefficient {
    if a.count < b.count { return b + a }
    return a.withLimbs { x, xCount in
      b.withLimbs { y, yCount in
        Coefficient(count: xCount + 1) { target in
          target.update(from: x, count: xCount)
          target[xCount] = Limbs.add(target, xCount, y, yCount) ? 1 : 0
        }
      }
    }
  }

  /// The difference, for `a >= b`.
  static func - (a: Coefficient, b: Coefficient) -> Coefficient {
    a.withLimbs { x, xCount in
      b.withLimbs { y, yCount in
        Coefficient(count: xCount) { target in
          target.update(from: x, count: xCount)
          Limbs.subtract(target, xCount, y, yCount)
        }
      }
    }
  }

  /// `|a - b|` and whether `a` is less than `b`.
  static func difference(_ a: Coefficient, _ b: Coefficient) -> (Coefficient, isNegative: Bool) {
    a < b ? (b - a, true) : (a - b, false)
  }

  static func * (a: Coefficient, b: Coefficient) -> Coefficient {
    a.withLimbs { x, xCount in
      b.withLimbs { y, yCount in
        Coefficient(count: xCount + yCount) { Limbs.multiply($0, x, xCount, y, yCount) }
      }
    }
  }

  static func * (a: Coefficient, b: Limb) -> Coefficient {
    a.withLimbs { x, count in
      Coefficient(count: count + 1) { $0[count] = Limbs.multiply($0, x, count, by: b) }
    }
  }

  static func += (a: inout Coefficient, b: Coefficient) { a = a + b }

  static func -= (a: inout Coefficient, b: Coefficient) { a = a - b }

  /// The number times 10^`digits`.
  func shiftedLeft(_ digits: Int) -> Coefficient {
    if digits == 0 || isZero { return self }
    return withLimbs { limbs, count in
      let room = Limbs.shiftedCount(count, by: digits)
      return Coefficient(count: room) { target in
        let used = Limbs.shiftLeft(target, limbs, count, by: digits)
        (target + used).update(repeating: 0, count: room - used)
      }
    }
  }

  /// The number divided by 10^`digits`, rounded down.
  func shiftedRight(_ digits: Int) -> Coefficient {
    if digits == 0 { return self }
    return withLimbs { limbs, count in
      let room = max(0, count - digits / LimbMath.digits)
      return Coefficient(count: room) { target in
        let used = Limbs.shiftRight(target, limbs, count, by: digits)
        (target + used).update(repeating: 0, count: room - used)
      }
    }
  }

  /// The lowest `digits` digits.
  func lowDigits(_ digits: Int) -> Coefficient {
    if digits >= digitCount { return self }
    return withLimbs { limbs, count in
      let (whole, part) = digits.quotientAndRemainder(dividingBy: LimbMath.digits)
      return Coefficient(count: whole + (part > 0 ? 1 : 0)) { target in
        target.update(from: limbs, count: whole)
        if part > 0 { target[whole] = limbs[whole] % LimbMath.power(part) }
      }
    }
  }

  /// The highest `limbs` limbs after the lowest `limbs` are dropped.
  func droppingLimbs(_ limbs: Int) -> Coefficient {
    withLimbs { source, count in
      limbs >= count ? .zero : Coefficient(source + limbs, count - limbs)
    }
  }

  /// The lowest `limbs` limbs.
  func lowLimbs(_ limbs: Int) -> Coefficient {
    withLimbs { source, count in Coefficient(source, min(limbs, count)) }
  }

  /// The number times base^`limbs`.
  func raisedLimbs(_ limbs: Int) -> Coefficient { shiftedLeft(limbs * LimbMath.digits) }

  /// What the lowest `digits` digits are worth beside 10^`digits`.
  func tail(_ digits: Int) -> Tail { withLimbs { Limbs.tail($0, $1, digits: digits) } }

  /// 10^`exponent`.
  static func powerOfTen(_ exponent: Int) -> Coefficient { one.shiftedLeft(exponent) }

  /// The number to a power, without a limit.
  func power(_ exponent: Int) -> Coefficient {
    var (result, base, exponent) = (Coefficient.one, self, exponent)
    while exponent > 0 {
      if exponent & 1 == 1 { result = result * base }
      exponent >>= 1
      if exponent > 0 { base = base * base }
    }
    return result
  }
}
