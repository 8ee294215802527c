import Foundation

/// A place for what each thread has made.
final class CSVSlots<Element>: @unchecked Sendable {
  private let lock = NSLock()
  private var elements: [Element?]

  init(_ number: Int) { elements = Array(repeating: nil, count: number) }

  func put(_ element: Element, at place: Int) {
    lock.withLock { elements[place] = element }
  }

  /// What is there, in the order of the threads.
  var all: [Element] { lock.withLock { elements.compactMap { $0 } } }

  /// As ``all``, and forgets it, so that nothing is there twice when it is changed.
  func takeAll() -> [Element] {
    lock.withLock {
      defer { elements = [] }
      return elements.compactMap { $0 }
    }
  }
}

/// Joins what several threads make, in the order of the blocks it was made of.
final class CSVOrdered<State, Part>: @unchecked Sendable {
  private let lock = NSLock()
  private let combine: (inout State, Part) throws -> Void
  private var current: State
  private var waiting: [Int: [Part]] = [:]
  private var nextOrdinal = 0

  init(_ state: State, _ combine: @escaping (inout State, Part) throws -> Void) {
    current = state
    self.combine = combine
  }

  var state: State { lock.withLock { current } }

  func add(_ parts: [Part], of ordinal: Int) throws {
    try lock.withLock {
      waiting[ordinal] = parts
      while let next = waiting.removeValue(forKey: nextOrdinal) {
        nextOrdinal += 1
        for part in next { try combine(&current, part) }
      }
    }
  }
}
