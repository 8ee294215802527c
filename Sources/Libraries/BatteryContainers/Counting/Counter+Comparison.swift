public import OrderedCollections

extension Counter: Equatable {
  /// Whether each element has the same count in both; one that is not there counts as 0.
  ///
  /// - Complexity: Expected O(*n* + *m*), where *n* and *m* are the numbers of distinct elements.
  @inlinable
  public static func == (left: Counter, right: Counter) -> Bool {
    left.counts.allSatisfy { $0.value == right[$0.key] }
      && right.counts.allSatisfy { $0.value == left[$0.key] }
  }
}

extension Counter: Hashable {
  /// Feeds the elements whose count is not 0 into a hasher, whatever their order.
  ///
  /// - Complexity: O(*n*), where *n* is the number of distinct elements.
  @inlinable
  public func hash(into hasher: inout Hasher) {
    var combined = 0
    for (element, count) in counts where count != 0 {
      var one = Hasher()
      one.combine(element)
      one.combine(count)
      combined ^= one.finalize()
    }
    hasher.combine(combined)
  }
}

extension Counter {
  /// Whether no element has a larger count here than in the other counter: Python's `<=`.
  ///
  /// - Complexity: Expected O(*n* + *m*), where *n* and *m* are the numbers of distinct elements.
  @inlinable
  public func isSubset(of other: Counter) -> Bool {
    counts.allSatisfy { $0.value <= other[$0.key] }
      && other.counts.allSatisfy { self[$0.key] <= $0.value }
  }

  /// Whether no element has a larger count in the other counter than here: Python's `>=`.
  ///
  /// - Complexity: Expected O(*n* + *m*), where *n* and *m* are the numbers of distinct elements.
  @inlinable
  public func isSuperset(of other: Counter) -> Bool {
    other.isSubset(of: self)
  }

  /// Whether this is a subset of the other counter, and not equal to it: Python's `<`.
  ///
  /// - Complexity: Expected O(*n* + *m*), where *n* and *m* are the numbers of distinct elements.
  @inlinable
  public func isStrictSubset(of other: Counter) -> Bool {
    isSubset(of: other) && self != other
  }

  /// Whether this is a superset of the other counter, and not equal to it: Python's `>`.
  ///
  /// - Complexity: Expected O(*n* + *m*), where *n* and *m* are the numbers of distinct elements.
  @inlinable
  public func isStrictSuperset(of other: Counter) -> Bool {
    other.isStrictSubset(of: self)
  }
}
