/// What is due when: a binary heap of deadlines.
///
/// Entries with the same deadline come out by priority, larger first, and then in the order in
/// which they were added. Sixteen bytes an entry are bookkeeping; the rest is the payload.
public struct TimerQueue<Payload> {
  fileprivate struct Entry {
    let deadline: Int64
    /// The priority, inverted, above the running number: smaller comes first.
    let rank: UInt64
    let payload: Payload

    func precedes(_ other: Entry) -> Bool {
      deadline == other.deadline ? rank < other.rank : deadline < other.deadline
    }
  }

  private var heap: [Entry] = []
  private var added: UInt64 = 0

  /// Makes an empty queue.
  public init() {}

  /// How many entries there are.
  public var count: Int { heap.count }

  /// The earliest deadline, in the units of the caller's clock.
  ///
  /// - Complexity: O(1).
  public var earliest: Int64? { heap.first?.deadline }

  /// The entry with the earliest deadline.
  ///
  /// - Complexity: O(1).
  public var first: (payload: Payload, deadline: Int64)? {
    heap.first.map { ($0.payload, $0.deadline) }
  }

  /// Makes room for a number of entries.
  public mutating func reserveCapacity(_ count: Int) {
    heap.reserveCapacity(count)
  }

  /// Adds an entry; `deadline` is in the units of the caller's clock.
  ///
  /// - Complexity: O(log *n*).
  public mutating func add(_ payload: Payload, deadline: Int64, priority: Int16 = 0) {
    added &+= 1
    let inverted = UInt64(Int64(Int16.max) - Int64(priority))
    let rank = inverted << 47 | (added & (1 << 47 - 1))
    heap.append(Entry(deadline: deadline, rank: rank, payload: payload))
    siftUp(heap.count - 1)
  }

  /// Takes out the earliest entry when its deadline has come.
  ///
  /// - Complexity: O(log *n*).
  public mutating func removeFirst(dueBy now: Int64) -> (payload: Payload, deadline: Int64)? {
    guard let first = heap.first, first.deadline <= now else { return nil }
    let last = heap.removeLast()
    if !heap.isEmpty {
      heap[0] = last
      siftDown()
    }
    return (first.payload, first.deadline)
  }

  private mutating func siftUp(_ start: Int) {
    var child = start
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child].precedes(heap[parent]) else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  private mutating func siftDown() {
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { return }
      if child + 1 < heap.count, heap[child + 1].precedes(heap[child]) { child += 1 }
      guard heap[child].precedes(heap[parent]) else { return }
      heap.swapAt(child, parent)
      parent = child
    }
  }
}

extension TimerQueue.Entry: Sendable where Payload: Sendable {}
extension TimerQueue: Sendable where Payload: Sendable {}
