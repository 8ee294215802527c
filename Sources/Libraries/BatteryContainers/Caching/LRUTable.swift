/// The entries of one part of an ``LRUCache``: a hash table whose entries are also in a list, from
/// the one used last to the one used longest ago.
///
/// The entries lie side by side and refer to each other by index, so that nothing is allocated for
/// an entry. The hash is worked out by the caller, before it takes the lock.
@usableFromInline
struct LRUTable<Key: Hashable, Value> {
  @usableFromInline
  struct Node {
    @usableFromInline
    var key: Key
    @usableFromInline
    var value: Value
    @usableFromInline
    let hash: Int
    @usableFromInline
    var deadline: Duration
    /// The next node with the same place in `buckets`; -1 for none, as in all of these.
    @usableFromInline
    var chained = -1
    @usableFromInline
    var newer = -1
    @usableFromInline
    var older = -1

    @inlinable
    init(key: Key, value: Value, hash: Int, deadline: Duration) {
      self.key = key
      self.value = value
      self.hash = hash
      self.deadline = deadline
    }
  }

  @usableFromInline
  let capacity: Int
  @usableFromInline
  var nodes: ContiguousArray<Node> = []
  /// For the low bits of a hash the first node with them; their number is a power of two.
  @usableFromInline
  var buckets = ContiguousArray(repeating: -1, count: 16)
  @usableFromInline
  var newest = -1
  @usableFromInline
  var oldest = -1
  @usableFromInline
  var statistics = CacheStatistics()

  @inlinable
  init(capacity: Int) {
    self.capacity = capacity
  }

  // MARK: - What the cache does

  /// Returns a value and marks it as used, or nothing together with a node that is too old.
  ///
  /// What is returned beside a value is to be let go of outside of the lock: releasing it may run
  /// any code.
  @inlinable
  mutating func take(_ key: Key, hash: Int, now: Duration) -> (value: Value?, dropped: Node?) {
    let index = find(key, hash)
    guard index >= 0 else {
      statistics.misses += 1
      return (nil, nil)
    }
    guard nodes[index].deadline > now else {
      statistics.misses += 1
      statistics.expirations += 1
      return (nil, remove(index))
    }
    statistics.hits += 1
    if newest != index {
      unlink(index)
      link(index)
    }
    return (nodes[index].value, nil)
  }

  /// Returns a value without counting it, and without marking it as used.
  @inlinable
  func peek(_ key: Key, hash: Int, now: Duration) -> Value? {
    let index = find(key, hash)
    return index >= 0 && nodes[index].deadline > now ? nodes[index].value : nil
  }

  /// Stores a value, and returns the node that it replaces or drives out.
  @inlinable
  mutating func store(_ node: Node) -> Node? {
    guard capacity > 0 else { return node }
    let index = find(node.key, node.hash)
    if index >= 0 {
      var old = node
      swap(&old.value, &nodes[index].value)
      nodes[index].deadline = node.deadline
      unlink(index)
      link(index)
      return old
    }
    var dropped: Node?
    if nodes.count == capacity {
      dropped = remove(oldest)
      statistics.evictions += 1
    }
    if nodes.count == buckets.count { grow() }
    nodes.append(node)
    chain(nodes.count - 1)
    link(nodes.count - 1)
    return dropped
  }

  @inlinable
  mutating func remove(_ key: Key, hash: Int) -> Node? {
    let index = find(key, hash)
    return index >= 0 ? remove(index) : nil
  }

  /// Removes the nodes that are too old.
  @inlinable
  mutating func removeExpired(now: Duration) -> [Node] {
    var dropped: [Node] = []
    for index in nodes.indices.reversed() where nodes[index].deadline <= now {
      dropped.append(remove(index))
    }
    statistics.expirations += dropped.count
    return dropped
  }

  /// The keys, from the one used longest ago to the one used last.
  @inlinable
  var keys: [Key] {
    var keys: [Key] = []
    var index = oldest
    while index >= 0 {
      keys.append(nodes[index].key)
      index = nodes[index].newer
    }
    return keys
  }

  // MARK: - The hash table

  @inlinable
  func find(_ key: Key, _ hash: Int) -> Int {
    var index = buckets[hash & (buckets.count - 1)]
    while index >= 0, nodes[index].hash != hash || nodes[index].key != key {
      index = nodes[index].chained
    }
    return index
  }

  @inlinable
  mutating func chain(_ index: Int) {
    let bucket = nodes[index].hash & (buckets.count - 1)
    nodes[index].chained = buckets[bucket]
    buckets[bucket] = index
  }

  /// Replaces a node's index where it stands in its chain.
  @inlinable
  mutating func rechain(_ index: Int, as replacement: Int) {
    let bucket = nodes[index].hash & (buckets.count - 1)
    if buckets[bucket] == index {
      buckets[bucket] = replacement
      return
    }
    var before = buckets[bucket]
    while nodes[before].chained != index { before = nodes[before].chained }
    nodes[before].chained = replacement
  }

  @inlinable
  mutating func grow() {
    buckets = ContiguousArray(repeating: -1, count: buckets.count * 2)
    for index in nodes.indices { chain(index) }
  }

  /// Removes a node; the last one takes its place.
  @inlinable
  mutating func remove(_ index: Int) -> Node {
    unlink(index)
    rechain(index, as: nodes[index].chained)
    let last = nodes.count - 1
    if index != last {
      rechain(last, as: index)
      let (newer, older) = (nodes[last].newer, nodes[last].older)
      if newer >= 0 { nodes[newer].older = index } else { newest = index }
      if older >= 0 { nodes[older].newer = index } else { oldest = index }
      nodes.swapAt(index, last)
    }
    return nodes.removeLast()
  }

  // MARK: - The list

  @inlinable
  mutating func unlink(_ index: Int) {
    let (newer, older) = (nodes[index].newer, nodes[index].older)
    if newer >= 0 { nodes[newer].older = older } else { newest = older }
    if older >= 0 { nodes[older].newer = newer } else { oldest = newer }
  }

  /// Makes a node the newest.
  @inlinable
  mutating func link(_ index: Int) {
    nodes[index].newer = -1
    nodes[index].older = newest
    if newest >= 0 { nodes[newest].newer = index } else { oldest = index }
    newest = index
  }
}

extension LRUTable: Sendable where Key: Sendable, Value: Sendable {}
extension LRUTable.Node: Sendable where Key: Sendable, Value: Sendable {}
