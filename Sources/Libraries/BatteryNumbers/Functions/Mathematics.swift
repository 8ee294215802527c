/// The functions of Python's `math` that Swift's libraries lack.
///
/// What the C library has, `sqrt`, `expm1`, `lgamma` and the rest, is in `Foundation`.
public enum Mathematics {
  /// The greatest number that divides all; 0 for zeros and for none.
  public static func gcd(_ values: BigInteger...) -> BigInteger {
    values.reduce(0, BigInteger.greatestCommonDivisor)
  }

  /// The smallest positive number that all divide; 1 for none.
  public static func lcm(_ values: BigInteger...) -> BigInteger {
    values.reduce(1, BigInteger.leastCommonMultiple)
  }

  /// The largest integer whose square is not more than a number.
  ///
  /// - Precondition: `value` is not negative.
  public static func isqrt(_ value: BigInteger) -> BigInteger { value.squareRoot() }

  /// The product of the numbers from 1 up to `n`.
  ///
  /// - Precondition: `n` is not negative.
  public static func factorial(_ n: Int) -> BigInteger {
    precondition(n >= 0, "A negative number has no factorial")
    return n < 2 ? 1 : product(from: 2, through: n)
  }

  /// In how many ways `k` of `n` things can be put in a row.
  ///
  /// - Precondition: Neither is negative.
  public static func perm(_ n: Int, _ k: Int? = nil) -> BigInteger {
    let k = k ?? n
    precondition(n >= 0 && k >= 0, "There are no negative numbers of things")
    if k > n { return 0 }
    return k == 0 ? 1 : product(from: n - k + 1, through: n)
  }

  /// In how many ways `k` of `n` things can be chosen, whatever their order.
  ///
  /// - Precondition: Neither is negative.
  public static func comb(_ n: Int, _ k: Int) -> BigInteger {
    precondition(n >= 0 && k >= 0, "There are no negative numbers of things")
    if k > n { return 0 }
    let fewer = min(k, n - k)
    return perm(n, fewer) / factorial(fewer)
  }

  /// The product of numbers; 1 for none.
  ///
  /// Numbers are multiplied two by two, so that long ones meet long ones.
  public static func prod(_ values: some Sequence<BigInteger>) -> BigInteger {
    var values = Array(values)
    while values.count > 1 {
      values = stride(from: 0, to: values.count, by: 2).map { place in
        place + 1 < values.count ? values[place] * values[place + 1] : values[place]
      }
    }
    return values.first ?? 1
  }

  private static func product(from first: Int, through last: Int) -> BigInteger {
    if last - first < 16 {
      return (first...last).reduce(BigInteger(1)) { $0 * BigInteger($1) }
    }
    let middle = first + (last - first) / 2
    return product(from: first, through: middle) * product(from: middle + 1, through: last)
  }
}
