/// A line of elements: added at the end, taken at the beginning.
@usableFromInline struct FIFO<Element> {
  @usableFromInline var storage: [Element?] = []
  @usableFromInline var head = 0

  @inlinable init() {}

  @inlinable var count: Int { storage.count - head }

  @inlinable var isEmpty: Bool { head == storage.count }

  @inlinable mutating func append(_ element: Element) { storage.append(element) }

  /// Takes the first element.
  ///
  /// - Complexity: O(1) amortised.
  @inlinable mutating func popFirst() -> Element? {
    guard head < storage.count else { return nil }
    let element = storage[head].take()
    head += 1
    if head == storage.count {
      storage.removeAll(keepingCapacity: true)
      head = 0
    } else if head >= 64, head * 2 >= storage.count {
      storage.removeFirst(head)
      head = 0
    }
    return element
  }

  /// Keeps only some of the elements.
  @inlinable mutating func keep(where isWanted: (Element) -> Bool) {
    storage = storage[head...].filter { $0.map(isWanted) ?? false }
    head = 0
  }
}

extension FIFO: Sendable where Element: Sendable {}
