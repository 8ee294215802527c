extension BoundedDeque: Equatable where Element: Equatable {
  /// Whether two queues hold equal elements in the same order, whatever their maximum lengths.
  ///
  /// - Complexity: O(`count`).
  @inlinable
  public static func == (left: BoundedDeque, right: BoundedDeque) -> Bool {
    left.elementsEqual(right)
  }
}

extension BoundedDeque: Hashable where Element: Hashable {
  /// Feeds the elements into a hasher.
  ///
  /// - Complexity: O(`count`).
  @inlinable
  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    for element in self { hasher.combine(element) }
  }
}

extension BoundedDeque: Comparable where Element: Comparable {
  /// Whether the elements of one queue come before those of another, as words in a dictionary.
  ///
  /// - Complexity: O(`count`).
  @inlinable
  public static func < (left: BoundedDeque, right: BoundedDeque) -> Bool {
    left.lexicographicallyPrecedes(right)
  }
}
