/// Numbers that are not negative, each in as few bytes as the largest of them needs.
///
/// A column in which all numbers are zero takes no room at all.
struct PackedColumn: Hashable, Sendable {
  /// How many bytes a number takes.
  enum Width: UInt8, Sendable {
    case none = 0
    case one = 1
    case two = 2
    case four = 4
    case eight = 8

    /// The narrowest width that holds a number.
    init(for number: UInt64) {
      self =
        switch number {
        case 0: .none
        case ...0xFF: .one
        case ...0xFFFF: .two
        case ...0xFFFF_FFFF: .four
        default: .eight
        }
    }
  }

  /// How many numbers there are.
  private(set) var count = 0
  /// How wide they are now.
  private(set) var width = Width.none
  // Only the array of the width has elements.
  private var ones: [UInt8] = []
  private var twos: [UInt16] = []
  private var fours: [UInt32] = []
  private var eights: [UInt64] = []

  /// Whether all numbers are zero.
  var isZero: Bool { width == .none }

  /// The number of a record.
  ///
  /// - Complexity: O(1).
  @inline(__always)
  subscript(row: Int) -> Int {
    switch width {
    case .one: Int(ones[row])
    case .two: Int(twos[row])
    case .four: Int(fours[row])
    case .eight: Int(truncatingIfNeeded: eights[row])
    case .none: 0
    }
  }

  /// Adds a number.
  ///
  /// - Complexity: O(1), amortised.
  @inline(__always)
  mutating func append(_ number: UInt64) {
    if number >> (UInt64(width.rawValue) &* 8) != 0 { widen(for: number) }
    switch width {
    case .one: ones.append(UInt8(truncatingIfNeeded: number))
    case .two: twos.append(UInt16(truncatingIfNeeded: number))
    case .four: fours.append(UInt32(truncatingIfNeeded: number))
    case .eight: eights.append(number)
    case .none: break
    }
    count += 1
  }

  /// Adds the numbers of another column.
  mutating func append(_ other: PackedColumn) {
    if count == 0 { return self = other }
    if other.width.rawValue > width.rawValue { widen(to: other.width) }
    count += other.count
    switch width {
    case .one: other.forEach { ones.append(UInt8(truncatingIfNeeded: $0)) }
    case .two: other.forEach { twos.append(UInt16(truncatingIfNeeded: $0)) }
    case .four: other.forEach { fours.append(UInt32(truncatingIfNeeded: $0)) }
    case .eight: other.forEach { eights.append($0) }
    case .none: break
    }
  }

  /// Adds, for each number of another column, what stands at its place in a list.
  mutating func append(_ other: PackedColumn, through list: [UInt32]) {
    let largest = UInt64(list.max() ?? 0)
    if Width(for: largest).rawValue > width.rawValue { widen(for: largest) }
    count += other.count
    list.withUnsafeBufferPointer { list in
      switch width {
      case .one: other.forEach { ones.append(UInt8(truncatingIfNeeded: list[Int($0)])) }
      case .two: other.forEach { twos.append(UInt16(truncatingIfNeeded: list[Int($0)])) }
      case .four: other.forEach { fours.append(list[Int($0)]) }
      case .eight: other.forEach { eights.append(UInt64(list[Int($0)])) }
      case .none: break
      }
    }
  }

  /// The numbers at some places.
  func gathering(_ places: [UInt32]) -> PackedColumn {
    var result = PackedColumn()
    result.width = width
    result.count = places.count
    switch width {
    case .one: result.ones = places.map { ones[Int($0)] }
    case .two: result.twos = places.map { twos[Int($0)] }
    case .four: result.fours = places.map { fours[Int($0)] }
    case .eight: result.eights = places.map { eights[Int($0)] }
    case .none: break
    }
    return result
  }

  /// Calls `body` with each number, in order.
  @inline(__always)
  func forEach(_ body: (UInt64) -> Void) {
    switch width {
    case .one: for number in ones { body(UInt64(number)) }
    case .two: for number in twos { body(UInt64(number)) }
    case .four: for number in fours { body(UInt64(number)) }
    case .eight: for number in eights { body(number) }
    case .none: for _ in 0..<count { body(0) }
    }
  }

  /// What `transform` makes of each number, in order.
  @inline(__always)
  func map<T>(_ transform: (UInt64) -> T) -> [T] {
    [T](unsafeUninitializedCapacity: count) { values, filled in
      var place = 0
      forEach { number in
        values.initializeElement(at: place, to: transform(number))
        place &+= 1
      }
      filled = place
    }
  }

  /// The smallest and the largest number; `nil` without any.
  var bounds: ClosedRange<Int>? {
    guard count > 0 else { return nil }
    return switch width {
    case .one: Self.bounds(ones)
    case .two: Self.bounds(twos)
    case .four: Self.bounds(fours)
    case .eight: Self.bounds(eights)
    case .none: 0...0
    }
  }

  private static func bounds<T: FixedWidthInteger & UnsignedInteger>(
    _ numbers: [T]
  ) -> ClosedRange<Int> {
    var (least, most) = (T.max, T.min)
    for number in numbers {
      least = min(least, number)
      most = max(most, number)
    }
    return Int(clamping: least)...Int(clamping: most)
  }

  @inline(never)
  private mutating func widen(for number: UInt64) { widen(to: Width(for: number)) }

  private mutating func widen(to width: Width) {
    let old = self
    self = PackedColumn()
    self.width = width
    count = old.count
    switch width {
    case .one: ones = old.map { UInt8(truncatingIfNeeded: $0) }
    case .two: twos = old.map { UInt16(truncatingIfNeeded: $0) }
    case .four: fours = old.map { UInt32(truncatingIfNeeded: $0) }
    case .eight: eights = old.map { $0 }
    case .none: break
    }
  }
}

// MARK: - Storage

extension PackedColumn {
  /// How many bytes the numbers take.
  var byteCount: Int { count * Int(width.rawValue) }

  /// Makes a column of stored numbers.
  ///
  /// - Parameters:
  ///   - count: How many there are.
  ///   - width: How wide they are.
  ///   - fill: Puts the bytes of all numbers into memory, the least significant of each first.
  init(
    count: Int,
    width: Width,
    _ fill: (UnsafeMutableRawBufferPointer) throws -> Void
  ) rethrows {
    func filled<T: FixedWidthInteger>(_ type: T.Type) throws -> [T] {
      try [T](unsafeUninitializedCapacity: count) { values, filled in
        try fill(
          UnsafeMutableRawBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(values)[..<(count * MemoryLayout<T>.size)]
          )
        )
        filled = count
      }
    }
    self.count = count
    self.width = width
    switch width {
    case .one: ones = try filled(UInt8.self)
    case .two: twos = try filled(UInt16.self)
    case .four: fours = try filled(UInt32.self)
    case .eight: eights = try filled(UInt64.self)
    case .none: break
    }
  }

  /// Calls `body` with the bytes of all numbers, the least significant of each first.
  func withBytes<T>(_ body: (UnsafeRawBufferPointer) throws -> T) rethrows -> T {
    switch width {
    case .one: try ones.withUnsafeBytes(body)
    case .two: try twos.withUnsafeBytes(body)
    case .four: try fours.withUnsafeBytes(body)
    case .eight: try eights.withUnsafeBytes(body)
    case .none: try body(UnsafeRawBufferPointer(start: nil, count: 0))
    }
  }
}
