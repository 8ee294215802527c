/// Counts without an end: `start`, `start + step`, `start + 2 * step` and so on.
///
/// Python's `itertools.count`. Counting beyond what the type holds traps, once the number behind
/// the last one is asked for. Within an extension of a collection, write
/// `BatteryContainers.count(from:by:)`.
///
/// - Parameters:
///   - start: The first number.
///   - step: What is added each time; it may be negative.
/// - Returns: A lazy sequence.
/// - Complexity: O(1).
@inlinable
public func count<Number: Numeric>(
  from start: Number = 0,
  by step: Number = 1
)
  -> CountSequence<Number>
{
  CountSequence(start: start, step: step)
}

/// Numbers without an end, each larger by a step than the one before it.
public struct CountSequence<Number: Numeric>: LazySequenceProtocol, IteratorProtocol {
  @usableFromInline
  var number: Number
  @usableFromInline
  let step: Number
  @usableFromInline
  var isStarted = false

  @inlinable
  init(start: Number, step: Number) {
    number = start
    self.step = step
  }

  /// Returns the next number; never `nil`.
  ///
  /// - Complexity: O(1).
  @inlinable
  public mutating func next() -> Number? {
    // Added as late as this, so that the last number that the type holds can be returned.
    if isStarted { number += step }
    isStarted = true
    return number
  }
}

extension CountSequence: Sendable where Number: Sendable {}
