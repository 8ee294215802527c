import BatteryNumbers
import Testing

@testable import StatsTool

@Suite("NumberColumn") struct NumberColumnTests {
  @Test("keeps a tenth a tenth where it was a text")
  func exact() throws {
    let tenth = try BatteryNumbers.Decimal(parsing: "0.1")
    let column = NumberColumn(name: "x", doubles: [0.1], decimals: [tenth])
    #expect(column.fractions == [try Fraction(parsing: "1/10")])
    #expect(NumberColumn(name: "x", doubles: [0.1]).fractions != column.fractions)
  }
}
