import BatteryContainers
import Foundation
import Testing

@Suite("BoundedDeque") struct BoundedDequeTests {
  @Test("returns what it drops at the other end")
  func dropping() {
    var queue = BoundedDeque([1, 2, 3], maxLength: 3)
    #expect(queue.append(4) == 1)
    #expect(queue.appendLeft(0) == 4)
    #expect(Array(queue) == [0, 2, 3])
    #expect(queue.insert(9, at: 1) == false)
    var none = BoundedDeque<Int>(maxLength: 0)
    #expect(none.append(1) == 1)
    #expect(none.isEmpty)
  }

  @Test("queues of other maximum lengths are equal by their elements")
  func equality() {
    #expect(BoundedDeque([1, 2], maxLength: 2) == BoundedDeque([1, 2]))
    #expect(BoundedDeque([1, 2]) < [1, 3])
    #expect(Set([BoundedDeque([1], maxLength: 1), [1]]).count == 1)
  }

  @Test("comes back from JSON with its maximum length")
  func coding() throws {
    let data = try JSONEncoder().encode(BoundedDeque([1, 2, 3], maxLength: 3))
    var queue = try JSONDecoder().decode(BoundedDeque<Int>.self, from: data)
    queue.append(4)
    #expect(Array(queue) == [2, 3, 4])
  }

  @Test(
    "refuses JSON with a maximum length that does not fit",
    arguments: [#"{"maxLength":1,"elements":[1,2]}"#, #"{"maxLength":-1,"elements":[]}"#]
  )
  func badCoding(json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(BoundedDeque<Int>.self, from: Data(json.utf8))
    }
  }

  @Test("is a collection that can be sorted and sliced in place")
  func collection() {
    var queue = BoundedDeque([3, 1, 2], maxLength: 5)
    queue.sort()
    queue[0] += 10
    #expect(Array(queue) == [11, 2, 3])
    #expect(Array(queue[1...]) == [2, 3])
    #expect(queue.firstIndex(of: 3) == 2)
  }
}
