import BatteryContainers
import Foundation
import Testing

@Suite("Counter") struct CounterTests {
  @Test("reading a count does not add the element, setting 0 does")
  func subscripts() {
    var counter = Counter("abca")
    #expect(counter["z"] == 0)
    #expect(counter.count == 3)
    counter["b"] = 0
    counter["d"] += 2
    #expect(Array(counter.elements) == ["a", "a", "c", "d", "d"])
    #expect(counter.contains("b"))
    #expect(counter.remove("b") == 0)
    #expect(!counter.contains("b"))
  }

  @Test("ties come in the order in which the elements were first seen")
  func ties() {
    let counter = Counter(["late", "early", "often", "often", "early", "late", "once"])
    #expect(counter.mostCommon().map(\.element) == ["late", "early", "often", "once"])
    #expect(counter.mostCommon(2).map(\.element) == ["late", "early"])
  }

  @Test("counters with other zeros and another order are equal, and hash alike")
  func equality() {
    let one: Counter = ["a": 1, "b": 2, "c": 0]
    let other: Counter = ["b": 2, "a": 1]
    #expect(one == other)
    #expect(Set([one, other]).count == 1)
    #expect(one != ["a": 1, "b": 3])
  }

  @Test("comes back from JSON with its order")
  func coding() throws {
    let counter: Counter = ["z": 3, "a": -1, "m": 0]
    let data = try JSONEncoder().encode(counter)
    #expect(String(decoding: data, as: UTF8.self) == #"["z",3,"a",-1,"m",0]"#)
    let decoded = try JSONDecoder().decode(Counter<String>.self, from: data)
    #expect(decoded.items.map(\.element) == ["z", "a", "m"])
    #expect(decoded.items.map(\.count) == [3, -1, 0])
  }

  @Test(
    "refuses JSON with an element twice or without a count",
    arguments: ["[1,2,1,3]", "[1,2,3]"]
  )
  func badCoding(json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Counter<Int>.self, from: Data(json.utf8))
    }
  }

  @Test("is written with the most common first")
  func description() {
    #expect("\(Counter(["x", "y", "y"]))" == #"Counter(["y": 2, "x": 1])"#)
    #expect("\(Counter<Int>())" == "Counter([:])")
  }
}
