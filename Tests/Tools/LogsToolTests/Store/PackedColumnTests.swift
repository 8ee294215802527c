import Testing

@testable import LogsTool

@Suite("Packed column")
struct PackedColumnTests {
  private static let numbers: [UInt64] = [
    0, 0, 1, 0xFF, 0x100, 7, 0xFFFF, 0x1_0000, 0xFFFF_FFFF, 3, 0x1_0000_0000, UInt64(Int64.max), 0,
  ]

  @Test("gives back numbers of any size, in the width of the largest", arguments: 0...numbers.count)
  func widths(count: Int) {
    var column = PackedColumn()
    for number in Self.numbers[..<count] { column.append(number) }
    #expect(column.count == count)
    #expect((0..<count).map { UInt64(column[$0]) } == Array(Self.numbers[..<count]))
    #expect(column.map { $0 } == Array(Self.numbers[..<count]))
    #expect(column.width == PackedColumn.Width(for: Self.numbers[..<count].max() ?? 0))
    let bounds = column.bounds.map { UInt64($0.lowerBound)...UInt64($0.upperBound) }
    let expected = Self.numbers[..<count].min().map { $0...(Self.numbers[..<count].max() ?? 0) }
    #expect(bounds == expected)
  }

  @Test("joins columns of any widths")
  func joining() {
    for middle in 0...Self.numbers.count {
      for end in middle...Self.numbers.count {
        var (left, right) = (PackedColumn(), PackedColumn())
        for number in Self.numbers[..<middle] { left.append(number) }
        for number in Self.numbers[middle..<end] { right.append(number) }
        left.append(right)
        #expect(left.map { $0 } == Array(Self.numbers[..<end]))
      }
    }
  }

  @Test("joins a column through a list")
  func list() {
    var (left, right) = (PackedColumn(), PackedColumn())
    for number in [5, 0] as [UInt64] { left.append(number) }
    for number in [2, 0, 1, 2] as [UInt64] { right.append(number) }
    left.append(right, through: [300, 1, 70_000])
    #expect(left.map { $0 } == [5, 0, 70_000, 300, 1, 70_000])
  }
}
