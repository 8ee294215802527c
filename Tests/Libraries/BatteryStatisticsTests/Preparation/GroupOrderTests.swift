import BatteryStatistics
import Testing

@Suite("The order of groups", .timeLimit(.minutes(5)))
struct GroupOrderTests {
  static let ordered = [
    "-2", "0", "1", "1.0", "9", "10", "1e3", "", "1e999", "1x", "inf", "nan", "north", "south",
  ]

  @Test("is that of the numbers, then of the other texts", arguments: 0..<20)
  func order(rotation: Int) {
    let place = rotation % Self.ordered.count
    let turned = Array(Self.ordered[place...] + Self.ordered[..<place])
    #expect(turned.sorted(by: GroupOrder.isBefore) == Self.ordered)
    #expect(turned.reversed().sorted(by: GroupOrder.isBefore) == Self.ordered)
  }

  @Test("is total")
  func total() {
    for (place, first) in Self.ordered.enumerated() {
      for (other, second) in Self.ordered.enumerated() {
        #expect(GroupOrder.isBefore(first, second) == (place < other))
      }
    }
  }

  @Test("names the reference group of a formula")
  func reference() throws {
    let (design, _) = try Formula("y ~ C(g)").design([
      "y": .numbers([1, 2, 4, 3]), "g": .labels(["1x", "10", "9", "10"]),
    ])
    #expect(design.names == ["(Intercept)", "C(g)[10]", "C(g)[1x]"])
  }
}
