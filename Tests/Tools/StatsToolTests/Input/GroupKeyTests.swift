import Testing

@testable import StatsTool

@Suite("GroupKey") struct GroupKeyTests {
  @Test("has numbers first, then texts, then what has no value, in one order for all")
  func order() {
    let names: [String?] = ["-1", "1", "1.0", "9", "10", "1x", "inf", "nan", nil]
    let keys = names.map { GroupKey(values: ["a", $0]) } + [GroupKey(values: ["b", "0"])]
    for (place, key) in keys.enumerated() {
      for (other, second) in keys.enumerated() {
        #expect(GroupKey.isBefore(key, second) == (place < other), "\(key) \(second)")
      }
    }
    #expect(keys.reversed().sorted(by: GroupKey.isBefore) == keys)
  }
}
