/// Where a file with holes has data: the formats of GNU tar, old and new.
struct TarSparseMap {
  /// One part with data.
  struct Region: Hashable {
    var offset: Int64
    var count: Int64
  }

  var regions: [Region] = []
  var size: Int64

  /// How many bytes of data there are.
  var stored: Int64 { regions.reduce(0) { $0 + $1.count } }

  /// Takes regions that are in order and within the size; `nil` when they are not.
  init?(_ regions: [Region], size: Int64) {
    guard size >= 0 else { return nil }
    var end: Int64 = 0
    for region in regions {
      guard region.offset >= end, region.count >= 0,
        case let (next, isBeyond) = region.offset.addingReportingOverflow(region.count),
        !isBeyond, next <= size
      else { return nil }
      end = next
    }
    self.regions = regions.filter { $0.count > 0 }
    self.size = size
  }

  /// The regions in a header of GNU's old form, or in a block that goes on with it.
  static func regions(
    _ block: UnsafeRawBufferPointer,
    at start: Int,
    count: Int
  ) throws(TarHeader.Problem) -> [Region] {
    var regions: [Region] = []
    for index in 0..<count {
      let place = start + index * 24
      if block[place] == 0 { break }
      let offset = try TarHeader.number(block, place, 12, "map of holes")
      let length = try TarHeader.number(block, place + 12, 12, "map of holes")
      regions.append(Region(offset: offset, count: length))
    }
    return regions
  }

  /// The regions in numbers that are separated by commas or ends of lines; `nil` when damaged.
  static func regions(_ text: [UInt8]) -> [Region]? {
    let numbers = text.split(
      separator: UInt8(ascii: ","),
      omittingEmptySubsequences: true
    ).map { PaxRecords.number(Array($0)) }
    guard numbers.count % 2 == 0 else { return nil }
    var regions: [Region] = []
    for index in stride(from: 0, to: numbers.count, by: 2) {
      guard let offset = numbers[index], let count = numbers[index + 1] else { return nil }
      regions.append(Region(offset: offset, count: count))
    }
    return regions
  }
}
