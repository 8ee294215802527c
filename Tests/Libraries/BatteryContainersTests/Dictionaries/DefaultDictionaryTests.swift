import BatteryContainers
import Testing

@Suite("DefaultDictionary") struct DefaultDictionaryTests {
  @Test("stores a made-up value when it is changed, and not when it is read")
  func making() {
    var lists = DefaultDictionary<String, [Int]>(default: [])
    #expect(lists["a"] == [])
    #expect(lists.isEmpty)
    lists["b"].append(1)
    lists["a"].append(2)
    lists["b"].append(3)
    #expect(lists.map(\.key) == ["b", "a"])
    #expect(lists.dictionary == ["b": [1, 3], "a": [2]])
    #expect(lists.value(forKey: "c") == nil)
    #expect(lists.removeValue(forKey: "b") == [1, 3])
    #expect(lists.keys == ["a"])
    #expect("\(lists)" == #"["a": [2]]"#)
  }

  @Test("a made-up value may depend on its key")
  func dependent() {
    var squares = DefaultDictionary<Int, Int>(makingDefault: { $0 * $0 })
    squares[3] += 1
    #expect(squares[4] == 16)
    #expect(squares.values == [10])
  }

  @Test("equality minds keys and values, not their order")
  func equality() {
    var one = DefaultDictionary<Int, Int>(default: 0)
    var other = DefaultDictionary<Int, Int>(default: 7)
    (one[1], one[2]) = (1, 2)
    (other[2], other[1]) = (2, 1)
    #expect(one == other)
    other[3] = 0
    #expect(one != other)
  }

  @Test("a subscript with a number is a key, and positions are of a type of their own")
  func positions() {
    var names = DefaultDictionary<Int, String>(default: "none")
    names[7] = "seven"
    #expect(names[0] == "none")
    #expect(names[names.startIndex] == (7, "seven"))
    #expect(names.last?.value == "seven")
  }
}
