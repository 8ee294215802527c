/// A sum of many fractions, reduced to lowest terms only when it is asked for.
///
/// Numerators over the same denominator are added as integers; different denominators are joined
/// two by two, so that no fraction is added to a much longer one, and with the least common multiple
/// below the line. Adding one after the other with `+` reduces the whole sum at every step.
///
/// Sums can be added to each other, and the order makes no difference to the result.
public struct FractionSum: Sendable {
  private struct Term: Sendable {
    var numerator: BigInteger
    var denominator: BigInteger
  }

  /// Denominators below this have a place of their own.
  private static let placed = 1_024
  /// How many other denominators are kept apart before they are joined.
  private static let maximumApart = 8_192

  private var places: [Int128] = []
  private var apart: [Int: Int128] = [:]
  /// The sums of 2^k groups at place k, as in a binary counter.
  private var joined: [Term?] = []

  /// Makes a sum of nothing, which is zero.
  public init() {}

  /// Makes the sum of fractions.
  public init(_ fractions: some Sequence<Fraction>) {
    for fraction in fractions { add(fraction) }
  }

  /// Adds a fraction.
  ///
  /// - Complexity: O(1) for parts that fit `Int`, when few denominators are met; otherwise that of a
  ///   greatest common divisor, amortised.
  public mutating func add(_ fraction: Fraction) {
    guard case .small(let numerator, let denominator) = fraction.storage else {
      push(Term(numerator: fraction.numerator, denominator: fraction.denominator))
      return
    }
    if denominator < Self.placed {
      if places.isEmpty { places = [Int128](repeating: 0, count: Self.placed) }
      let (sum, overflow) = places[denominator].addingReportingOverflow(Int128(numerator))
      places[denominator] = sum
      if !overflow { return }
      places[denominator] = sum &- Int128(numerator)
    } else {
      let (sum, overflow) = apart[denominator, default: 0].addingReportingOverflow(
        Int128(numerator)
      )
      if !overflow {
        apart[denominator] = sum
        if apart.count > Self.maximumApart { flush() }
        return
      }
    }
    flush()
    add(fraction)
  }

  /// Adds another sum.
  public mutating func add(_ other: FractionSum) {
    var other = other
    other.flush()
    for case let term? in other.joined { push(term) }
  }

  /// The sum so far, in lowest terms.
  public var value: Fraction {
    var copy = self
    copy.flush()
    let sum = Self.joined(copy.joined.compactMap { $0 })
    return Fraction(reducing: sum.numerator, sum.denominator)
  }

  private mutating func flush() {
    var terms: [Term] = []
    for (denominator, numerator) in places.enumerated() where numerator != 0 {
      terms.append(
        Term(numerator: BigInteger(numerator), denominator: BigInteger(denominator))
      )
      places[denominator] = 0
    }
    for (denominator, numerator) in apart.sorted(by: { $0.key < $1.key }) {
      terms.append(
        Term(numerator: BigInteger(numerator), denominator: BigInteger(denominator))
      )
    }
    apart.removeAll(keepingCapacity: true)
    if !terms.isEmpty { push(Self.joined(terms)) }
  }

  private mutating func push(_ term: Term) {
    var term = term
    for place in joined.indices {
      guard let other = joined[place] else {
        joined[place] = term
        return
      }
      joined[place] = nil
      term = Self.sum(other, term)
    }
    joined.append(term)
  }

  private static func joined(_ terms: [Term]) -> Term {
    var terms = terms
    while terms.count > 1 {
      terms = stride(from: 0, to: terms.count, by: 2).map { index in
        index + 1 < terms.count ? sum(terms[index], terms[index + 1]) : terms[index]
      }
    }
    return terms.first ?? Term(numerator: 0, denominator: 1)
  }

  private static func sum(_ a: Term, _ b: Term) -> Term {
    if a.denominator == b.denominator {
      return Term(numerator: a.numerator + b.numerator, denominator: a.denominator)
    }
    let divisor = BigInteger.greatestCommonDivisor(a.denominator, b.denominator)
    let left = divisor == 1 ? a.denominator : a.denominator / divisor
    let right = divisor == 1 ? b.denominator : b.denominator / divisor
    return Term(
      numerator: a.numerator * right + b.numerator * left,
      denominator: left * b.denominator
    )
  }
}

extension Sequence<Fraction> {
  /// The sum, exact and in lowest terms; much faster than adding one after the other.
  public func sum() -> Fraction { FractionSum(self).value }
}
