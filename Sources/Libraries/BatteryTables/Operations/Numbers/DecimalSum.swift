/// The exact sum of decimal numbers of any length.
struct DecimalSum: Sendable {
  private var small = DecimalNumber(0)
  /// What did not fit: whole numbers times ten to a power.
  private var large: (sum: WideInteger, exponent: Int)?

  /// Powers of ten further apart than this are refused: their sum would fill the memory with zeros.
  private static let widest = 20_000

  /// Adds a number as often as `count` says; `false` when its power of ten is absurd.
  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, times count: Int = 1) -> Bool {
    if let number = DecimalNumber(bytes) {
      let (product, overflow) = number.mantissa.multipliedReportingOverflow(by: Int128(count))
      if !overflow, abs(number.exponent) < Self.widest {
        add(DecimalNumber(product, exponent: number.exponent))
        return true
      }
    }
    let number = CanonicalDecimal(bytes)
    let exponent = number.power - number.digits.count
    guard abs(exponent) < Self.widest, number.digits.count < Self.widest else { return false }
    var value = WideInteger(digits: number.digits, isNegative: number.isNegative)
    value.multiply(by: UInt32(clamping: count))
    addLarge(value, exponent)
    return true
  }

  private mutating func add(_ number: DecimalNumber) {
    if let sum = DecimalNumber.adding(small, number) {
      small = sum
    } else {
      addLarge(WideInteger(small.mantissa), small.exponent)
      small = number
    }
  }

  private mutating func addLarge(_ number: WideInteger, _ exponent: Int) {
    guard var sum = large else {
      large = (number, exponent)
      return
    }
    var number = number
    if exponent > sum.exponent {
      number.multiply(byTenToThe: exponent - sum.exponent)
    } else {
      sum.sum.multiply(byTenToThe: sum.exponent - exponent)
      sum.exponent = exponent
    }
    large = (sum.sum + number, sum.exponent)
  }

  mutating func merge(_ other: DecimalSum) {
    add(other.small)
    if let number = other.large { addLarge(number.sum, number.exponent) }
  }

  /// The sum as digits.
  var text: String {
    guard large != nil else { return small.text }
    var copy = self
    copy.addLarge(WideInteger(small.mantissa), small.exponent)
    guard let (sum, exponent) = copy.large else { return small.text }
    guard exponent < 0 else {
      return sum.isZero ? "0" : sum.text + String(repeating: "0", count: exponent)
    }
    var digits = sum.text
    let isNegative = digits.first == "-"
    if isNegative { digits.removeFirst() }
    if digits.utf8.count <= -exponent {
      digits = String(repeating: "0", count: -exponent - digits.utf8.count + 1) + digits
    }
    return (isNegative ? "-" : "") + digits.dropLast(-exponent) + "." + digits.suffix(-exponent)
  }

  /// The double nearest to the sum.
  var double: Double { Double(text) ?? .nan }
}
