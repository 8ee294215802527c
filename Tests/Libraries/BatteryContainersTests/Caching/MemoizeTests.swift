import BatteryContainers
import Dispatch
import Foundation
import Synchronization
import Testing

@Suite("memoize", .timeLimit(.minutes(5))) struct MemoizeTests {
  struct Refused: Error, Equatable {}

  @Test("computes a value once, and again when it had to make room")
  func plain() {
    let calls = Mutex<[Int]>([])
    let square = memoize(capacity: 2) { (number: Int) in
      calls.withLock { $0.append(number) }
      return number * number
    }
    #expect([5, 5, 6, 7, 5].map { square($0) } == [25, 25, 36, 49, 25])
    #expect(calls.withLock { $0 } == [5, 6, 7, 5])
    #expect(square.statistics.hits == 1)
    #expect(square.statistics.misses == 4)
  }

  @Test("a recursive function remembers its own calls")
  func recursive() {
    let fibonacci = memoize(capacity: nil) { (fibonacci: Memoized<Int, Int, Never>, n: Int) in
      n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2)
    }
    #expect(fibonacci(90) == 2_880_067_194_370_816_120)
    #expect(fibonacci.statistics.misses == 91)
  }

  @Test("errors come through with their type and are not remembered")
  func errors() throws {
    let calls = Atomic(0)
    let parse = memoize { (text: String) throws(Refused) -> Int in
      calls.add(1, ordering: .relaxed)
      guard let number = Int(text) else { throw Refused() }
      return number
    }
    for _ in 0..<2 {
      #expect(throws: Refused()) { try parse("x") }
    }
    #expect(try parse("7") == 7)
    #expect(calls.load(ordering: .relaxed) == 3)
  }

  @Test("threads that ask at the same time share one computation")
  func singleFlight() {
    let calls = Atomic(0)
    let slow = memoize { (slow: Memoized<Int, Int, Never>, number: Int) in
      calls.add(1, ordering: .relaxed)
      // Stays until all four have looked for the value in vain.
      while slow.statistics.misses < 4 {}
      return number + 1
    }
    let results = Mutex<[Int]>([])
    let group = DispatchGroup()
    for _ in 0..<4 {
      group.enter()
      Thread.detachNewThread {
        let result = slow(1)
        results.withLock { $0.append(result) }
        group.leave()
      }
    }
    group.wait()
    #expect(results.withLock { $0 } == [2, 2, 2, 2])
    #expect(calls.load(ordering: .relaxed) == 1)
  }

  @Test("remembers no longer than it is told to")
  func expiration() {
    let clock = ManualClock()
    let calls = Atomic(0)
    let load = memoize(timeToLive: .seconds(60), clock: clock) { (number: Int) in
      calls.add(1, ordering: .relaxed).newValue
    }
    #expect(load(1) == 1)
    clock.advance(by: .seconds(59))
    #expect(load(1) == 1)
    clock.advance(by: .seconds(1))
    #expect(load(1) == 2)
  }
}
