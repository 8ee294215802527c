import BatteryJobs
import Synchronization
import TestKit
import Testing

@Suite("Timer queue") struct TimerQueueTests {
  @Test("gives back a million random deadlines in order")
  func order() {
    var queue = TimerQueue<Int32>()
    var random = SystemRandomNumberGenerator()
    for index in 0..<200_000 {
      queue.add(Int32(index), deadline: Int64.random(in: 0...1_000_000, using: &random))
    }
    var last: Int64 = -1
    var count = 0
    while let entry = queue.removeFirst(dueBy: .max) {
      #expect(entry.deadline >= last)
      last = entry.deadline
      count += 1
    }
    #expect(count == 200_000)
  }

  @Test("lets the larger priority go first at the same moment, then the one added first")
  func ties() {
    var queue = TimerQueue<String>()
    queue.add("second", deadline: 5)
    queue.add("third", deadline: 5)
    queue.add("first", deadline: 5, priority: 10)
    queue.add("last", deadline: 5, priority: -10)
    queue.add("before", deadline: 4, priority: -100)
    var order: [String] = []
    while let entry = queue.removeFirst(dueBy: 5) { order.append(entry.payload) }
    #expect(order == ["before", "first", "second", "third", "last"])
  }

  @Test("keeps what is not due")
  func notDue() {
    var queue = TimerQueue<Int>()
    queue.add(1, deadline: 10)
    #expect(queue.removeFirst(dueBy: 9) == nil)
    #expect(queue.earliest == 10)
    #expect(queue.removeFirst(dueBy: 10)?.payload == 1)
    #expect(queue.count == 0)
  }
}

@Suite("Timer set", .timeLimit(.minutes(5))) struct TimerSetTests {
  @Test("fires each timer at its time, and ends when there is none left")
  func fires() async {
    let clock = ManualTimeSource()
    let timers = TimerSet<Int>(clock: clock)
    for second in [3, 1, 2] { timers.add(second, after: .seconds(second)) }
    let fired = Mutex<[Int]>([])
    let run = Task {
      await timers.run { due in
        fired.withLock { fired in fired += due.map(\.payload) }
      }
    }
    for second in 1...3 {
      await clock.waitForSleepers(1)
      #expect(fired.withLock { $0 } == Array(1..<second))
      clock.advance(by: .seconds(1))
    }
    await run.value
    #expect(fired.withLock { $0 } == [1, 2, 3])
  }

  @Test("notices a timer that is added while it waits for a later one")
  func addsEarlier() async {
    let clock = ManualTimeSource()
    let timers = TimerSet<String>(clock: clock)
    timers.add("late", after: .seconds(100))
    let fired = Mutex<[String]>([])
    let run = Task {
      await timers.run { due in fired.withLock { fired in fired += due.map(\.payload) } }
    }
    await clock.waitForSleepers(1)
    timers.add("early", after: .seconds(1))
    while fired.withLock({ $0.isEmpty }) {
      clock.advance(by: .milliseconds(10))
      await Task.yield()
    }
    #expect(fired.withLock { $0 } == ["early"])
    run.cancel()
    await run.value
  }
}
