public import OrderedCollections

extension Counter {
  /// Adds counts, and leaves out what has 0 or less.
  ///
  /// - Complexity: Expected O(*n* + *m*), where *n* and *m* are the numbers of distinct elements.
  @inlinable
  public static func + (left: Counter, right: Counter) -> Counter {
    var result = left
    result += right
    return result
  }

  /// Takes counts off, and leaves out what has 0 or less.
  ///
  /// - Complexity: Expected O(*n* + *m*), where *n* and *m* are the numbers of distinct elements.
  @inlinable
  public static func - (left: Counter, right: Counter) -> Counter {
    var result = left
    result -= right
    return result
  }

  /// Takes the smaller count of each element, and leaves out what has 0 or less.
  ///
  /// - Complexity: Expected O(*n*), where *n* is the number of distinct elements on the left.
  @inlinable
  public static func & (left: Counter, right: Counter) -> Counter {
    var result = Counter()
    for (element, count) in left.counts {
      let smaller = Swift.min(count, right[element])
      if smaller > 0 { result.counts[element] = smaller }
    }
    return result
  }

  /// Takes the larger count of each element, and leaves out what has 0 or less.
  ///
  /// - Complexity: Expected O(*n* + *m*), where *n* and *m* are the numbers of distinct elements.
  @inlinable
  public static func | (left: Counter, right: Counter) -> Counter {
    var result = left
    result |= right
    return result
  }

  /// Adds counts in place, and removes what has 0 or less.
  ///
  /// - Complexity: Expected O(*n* + *m*), where *n* and *m* are the numbers of distinct elements.
  @inlinable
  public static func += (left: inout Counter, right: Counter) {
    left.update(with: right)
    left.removeNonpositive()
  }

  /// Takes counts off in place, and removes what has 0 or less.
  ///
  /// - Complexity: Expected O(*n* + *m*), where *n* and *m* are the numbers of distinct elements.
  @inlinable
  public static func -= (left: inout Counter, right: Counter) {
    left.subtract(right)
    left.removeNonpositive()
  }

  /// Keeps the smaller count of each element, and removes what has 0 or less.
  ///
  /// - Complexity: Expected O(*n*), where *n* is the number of distinct elements on the left.
  @inlinable
  public static func &= (left: inout Counter, right: Counter) {
    left = left & right
  }

  /// Keeps the larger count of each element, and removes what has 0 or less.
  ///
  /// - Complexity: Expected O(*n* + *m*), where *n* and *m* are the numbers of distinct elements.
  @inlinable
  public static func |= (left: inout Counter, right: Counter) {
    for (element, count) in right.counts where count > left[element] {
      left.counts[element] = count
    }
    left.removeNonpositive()
  }

  /// Leaves out what has a count of 0 or less.
  ///
  /// - Complexity: Expected O(*n*), where *n* is the number of distinct elements.
  @inlinable
  public static prefix func + (counter: Counter) -> Counter {
    counter + Counter()
  }

  /// Turns the sign of the counts, and leaves out what then has 0 or less.
  ///
  /// - Complexity: Expected O(*n*), where *n* is the number of distinct elements.
  @inlinable
  public static prefix func - (counter: Counter) -> Counter {
    Counter() - counter
  }

  /// Most counters hold nothing of the kind: looking first is cheaper than building anew.
  @inlinable
  mutating func removeNonpositive() {
    guard counts.values.contains(where: { $0 <= 0 }) else { return }
    counts.removeAll { $0.value <= 0 }
  }
}
