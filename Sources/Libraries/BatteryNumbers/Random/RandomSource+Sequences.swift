internal import Foundation

extension RandomSource {
  /// One of the elements; `nil` if there is none.
  @inlinable
  public mutating func choice<Elements: RandomAccessCollection>(
    _ elements: Elements
  ) -> Elements.Element? {
    guard !elements.isEmpty else { return nil }
    let place = Int(below(UInt64(elements.count)))
    return elements[elements.index(elements.startIndex, offsetBy: place)]
  }

  /// Elements drawn with replacement, each as probable as every other.
  ///
  /// - Throws: ``NumberError`` when there is no element to draw.
  public mutating func choices<Elements: RandomAccessCollection>(
    _ elements: Elements,
    count: Int = 1
  ) throws(NumberError) -> [Elements.Element] {
    guard !elements.isEmpty || count <= 0 else {
      throw NumberError(.invalidArgument, "There is no element to choose. Give some.")
    }
    let total = Double(elements.count)
    var result: [Elements.Element] = []
    for _ in 0..<Swift.max(count, 0) {
      let place = Int((random() * total).rounded(.down))
      result.append(elements[elements.index(elements.startIndex, offsetBy: place)])
    }
    return result
  }

  /// Elements drawn with replacement, as probable as their weights say.
  ///
  /// - Throws: ``NumberError`` when there is not a weight for each element, or when their sum is not
  ///   more than zero or not finite.
  public mutating func choices<Elements: RandomAccessCollection>(
    _ elements: Elements,
    weights: [Double],
    count: Int = 1
  ) throws(NumberError) -> [Elements.Element] {
    var sum = 0.0
    var first = true
    let cumulative = weights.map { weight in
      sum = first ? weight : sum + weight
      first = false
      return sum
    }
    return try choices(elements, cumulativeWeights: cumulative, count: count)
  }

  /// Elements drawn with replacement, as probable as the differences of their weights say.
  ///
  /// - Throws: ``NumberError`` when there is not a weight for each element, or when the last one is
  ///   not more than zero or not finite.
  public mutating func choices<Elements: RandomAccessCollection>(
    _ elements: Elements,
    cumulativeWeights: [Double],
    count: Int = 1
  ) throws(NumberError) -> [Elements.Element] {
    guard cumulativeWeights.count == elements.count, let total = cumulativeWeights.last else {
      throw NumberError(
        .invalidArgument,
        "There are \(elements.count) elements and \(cumulativeWeights.count) weights."
          + " Give a weight for each element."
      )
    }
    guard total > 0, total.isFinite else {
      throw NumberError(
        .invalidArgument,
        "The weights add up to \(total). Give weights with a finite sum above zero."
      )
    }
    var result: [Elements.Element] = []
    for _ in 0..<Swift.max(count, 0) {
      let place = Self.place(of: random() * total, in: cumulativeWeights.dropLast())
      result.append(elements[elements.index(elements.startIndex, offsetBy: place)])
    }
    return result
  }

  /// How many of the ascending numbers are not more than a value.
  private static func place<Number: Comparable>(
    of value: Number,
    in numbers: ArraySlice<Number>
  ) -> Int {
    var (low, high) = (0, numbers.count)
    while low < high {
      let middle = (low + high) / 2
      if value < numbers[middle] { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Puts the elements into random order.
  @inlinable
  public mutating func shuffle<Elements: MutableCollection & RandomAccessCollection>(
    _ elements: inout Elements
  ) {
    var place = elements.count - 1
    while place > 0 {
      let other = Int(below(UInt64(place + 1)))
      elements.swapAt(
        elements.index(elements.startIndex, offsetBy: place),
        elements.index(elements.startIndex, offsetBy: other)
      )
      place -= 1
    }
  }

  /// Elements drawn without replacement, in the order in which they were drawn.
  ///
  /// A range as elements takes no memory for the whole of it: `sample(0..<10_000_000, count: 60)`.
  ///
  /// - Throws: ``NumberError`` when `count` is negative or more than there are elements.
  public mutating func sample<Elements: RandomAccessCollection>(
    _ elements: Elements,
    count: Int
  ) throws(NumberError) -> [Elements.Element] {
    let total = elements.count
    guard (0...total).contains(count) else {
      throw NumberError(
        .invalidArgument,
        "A sample of \(count) out of \(total) cannot be drawn. Draw 0 to \(total)."
      )
    }
    // The sizes at which a set of what was drawn takes less memory than a list of all; they decide
    // which numbers are drawn, so they are Python's.
    var setSize = 21
    if count > 5 {
      setSize += Int(pow(4, (log(Double(count * 3)) / log(4)).rounded(.up)))
    }
    var result: [Elements.Element] = []
    result.reserveCapacity(count)
    if total <= setSize {
      var pool = Array(elements)
      for drawn in 0..<count {
        let place = Int(below(UInt64(total - drawn)))
        result.append(pool[place])
        pool[place] = pool[total - drawn - 1]
      }
      return result
    }
    var selected: Set<Int> = []
    for _ in 0..<count {
      var place = Int(below(UInt64(total)))
      while !selected.insert(place).inserted { place = Int(below(UInt64(total))) }
      result.append(elements[elements.index(elements.startIndex, offsetBy: place)])
    }
    return result
  }

  /// Elements drawn without replacement from as many of each as `counts` says.
  ///
  /// - Throws: ``NumberError`` when there is not a count for each element, when their sum is not more
  ///   than zero, or when `count` is negative or more than the sum.
  public mutating func sample<Elements: RandomAccessCollection>(
    _ elements: Elements,
    counts: [Int],
    count: Int
  ) throws(NumberError) -> [Elements.Element] {
    var total = 0
    let cumulative = counts.map { count in
      total += count
      return total
    }
    guard counts.count == elements.count, total > 0 else {
      throw NumberError(
        .invalidArgument,
        "There are \(elements.count) elements and \(counts.count) counts with the sum \(total)."
          + " Give a count for each element, not all of them zero."
      )
    }
    return try sample(0..<total, count: count).map { drawn in
      let place = Self.place(of: drawn, in: cumulative.dropLast())
      return elements[elements.index(elements.startIndex, offsetBy: place)]
    }
  }
}
