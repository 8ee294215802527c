public import OrderedCollections

/// A dictionary that makes up a value for a key that is not there, in the order of insertion.
///
/// This is Python's `collections.defaultdict`, with one difference: a value that is only read is
/// made up each time and not stored. What changes a value stores it:
///
///     var pages = DefaultDictionary<String, [Int]>(default: [])
///     pages["heap"].append(12)
///
/// The dictionary is built on swift-collections' `OrderedDictionary`, which is what to use where
/// no value has to be made up.
public struct DefaultDictionary<Key: Hashable, Value> {
  @usableFromInline
  var storage: OrderedDictionary<Key, Value> = [:]
  @usableFromInline
  let maker: Maker

  @usableFromInline
  enum Maker: Sendable {
    case constant(@Sendable () -> Value)
    case dependent(@Sendable (Key) -> Value)

    @inlinable
    func make(_ key: Key) -> Value {
      switch self {
      case .constant(let make): make()
      case .dependent(let make): make(key)
      }
    }
  }

  /// Creates an empty dictionary.
  ///
  /// - Parameter makeDefault: Makes the value for a key that is not there; called anew each time.
  /// - Complexity: O(1).
  @inlinable
  public init(default makeDefault: @autoclosure @escaping @Sendable () -> Value) {
    maker = .constant(makeDefault)
  }

  /// Creates an empty dictionary whose made-up values depend on their keys: Python's `__missing__`.
  ///
  /// - Parameter makeDefault: Makes the value for a key that is not there.
  /// - Complexity: O(1).
  @inlinable
  public init(makingDefault makeDefault: @escaping @Sendable (Key) -> Value) {
    maker = .dependent(makeDefault)
  }

  /// The value of a key, or a made-up one, which is stored once it is changed.
  ///
  /// - Complexity: Expected O(1), and what making up the value takes.
  @inlinable
  public subscript(key: Key) -> Value {
    get { storage[key] ?? maker.make(key) }
    _modify {
      let maker = maker
      yield &storage[key, default: maker.make(key)]
    }
  }

  /// Returns the value of a key, without making one up: Python's `get`.
  ///
  /// - Complexity: Expected O(1).
  @inlinable
  public func value(forKey key: Key) -> Value? { storage[key] }

  /// Removes a key.
  ///
  /// - Returns: The value that it had, or `nil` when it was not there.
  /// - Complexity: O(`count`), since the keys behind it move up.
  @inlinable
  @discardableResult
  public mutating func removeValue(forKey key: Key) -> Value? { storage.removeValue(forKey: key) }

  /// Removes all keys.
  ///
  /// - Complexity: O(`count`).
  @inlinable
  public mutating func removeAll(keepingCapacity: Bool = false) {
    storage.removeAll(keepingCapacity: keepingCapacity)
  }

  /// The keys, in the order in which they were inserted.
  ///
  /// - Complexity: O(`count`).
  @inlinable
  public var keys: [Key] { Array(storage.keys) }

  /// The values, in the order in which their keys were inserted.
  ///
  /// - Complexity: O(`count`).
  @inlinable
  public var values: [Value] { Array(storage.values) }

  /// A dictionary of the same keys and values, without the making up and the order.
  ///
  /// - Complexity: Expected O(`count`).
  @inlinable
  public var dictionary: [Key: Value] {
    Dictionary(uniqueKeysWithValues: storage.elements.lazy.map { ($0.key, $0.value) })
  }
}

extension DefaultDictionary: RandomAccessCollection {
  /// A place in the order of insertion.
  ///
  /// It is no `Int`, so that a subscript with a number always means a key.
  public struct Index: Hashable, Comparable, Sendable {
    /// The number of keys before this one.
    public let offset: Int

    @inlinable
    init(offset: Int) {
      self.offset = offset
    }

    /// Whether a key was inserted before another.
    @inlinable
    public static func < (left: Index, right: Index) -> Bool { left.offset < right.offset }
  }

  /// The position of the key that was inserted first.
  @inlinable
  public var startIndex: Index { Index(offset: 0) }

  /// The position behind the key that was inserted last.
  @inlinable
  public var endIndex: Index { Index(offset: storage.count) }

  /// The key and the value at a position.
  ///
  /// - Complexity: O(1).
  @inlinable
  public subscript(position: Index) -> (key: Key, value: Value) {
    let (key, value) = storage.elements[position.offset]
    return (key, value)
  }

  /// Returns the position that is some steps away.
  ///
  /// - Complexity: O(1).
  @inlinable
  public func index(_ index: Index, offsetBy distance: Int) -> Index {
    Index(offset: index.offset + distance)
  }

  /// Returns the number of steps from one position to another.
  ///
  /// - Complexity: O(1).
  @inlinable
  public func distance(from start: Index, to end: Index) -> Int { end.offset - start.offset }

  /// Returns the position behind another.
  ///
  /// - Complexity: O(1).
  @inlinable
  public func index(after index: Index) -> Index { Index(offset: index.offset + 1) }

  /// Returns the position before another.
  ///
  /// - Complexity: O(1).
  @inlinable
  public func index(before index: Index) -> Index { Index(offset: index.offset - 1) }
}

extension DefaultDictionary: Equatable where Value: Equatable {
  /// Whether the same keys have equal values, whatever their order and the making up.
  ///
  /// - Complexity: Expected O(`count`).
  @inlinable
  public static func == (left: DefaultDictionary, right: DefaultDictionary) -> Bool {
    left.storage.count == right.storage.count
      && left.storage.allSatisfy { right.storage[$0.key] == $0.value }
  }
}

extension DefaultDictionary: Sendable where Key: Sendable, Value: Sendable {}

extension DefaultDictionary: CustomStringConvertible {
  /// The keys and values in the order of insertion, as a dictionary has them.
  public var description: String { storage.description }
}
