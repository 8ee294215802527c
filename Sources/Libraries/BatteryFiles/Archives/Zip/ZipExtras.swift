/// What the fields behind a member's name say: long sizes, times, owners, a name in UTF-8.
struct ZipExtras {
  var size: Int64
  var compressedSize: Int64
  var offset: Int64
  var modified: Int64?
  var accessed: Int64?
  var owner: UInt32?
  var group: UInt32?
  var unicodeName: [UInt8]?

  /// Reads the fields; `nil` when a number that has to be there is not, or a name is no UTF-8.
  init?(
    _ extra: ArraySlice<UInt8>,
    name: ArraySlice<UInt8>,
    size: UInt32,
    compressed: UInt32,
    offset: UInt32,
    disk: UInt16
  ) {
    self.size = Int64(size)
    compressedSize = Int64(compressed)
    self.offset = Int64(offset)
    var isLong = size == .max || compressed == .max || offset == .max
    var bytes = ZipBytes(extra)
    // What is behind the last whole field is left alone, as everybody does.
    while let tag = bytes.number(UInt16.self), let length = bytes.number(UInt16.self),
      let value = bytes.slice(Int(length))
    {
      var field = ZipBytes(value)
      switch tag {
      case 0x0001 where isLong:
        isLong = false
        for (stored, key) in [
          (size, \Self.size), (compressed, \.compressedSize), (offset, \.offset),
        ]
        where stored == .max {
          guard let long = field.number(UInt64.self), let number = Int64(exactly: long) else {
            return nil
          }
          self[keyPath: key] = number
        }
      case 0x5455: takeTimes(&field)
      case 0x000A: takeWindowsTimes(&field)
      case 0x7875: takeOwner(&field)
      case 0x7855:
        owner = owner ?? field.number(UInt16.self).map { UInt32($0) }
        group = group ?? field.number(UInt16.self).map { UInt32($0) }
      case 0x7075:
        guard field.number(UInt8.self) == 1, let sum = field.number(UInt32.self),
          sum == name.withUnsafeBytes({ archiveChecksum(0, $0) }),
          let text = field.slice(field.rest), !text.isEmpty
        else { continue }
        guard String(validating: text, as: UTF8.self) != nil else { return nil }
        unicodeName = Array(text)
      default: continue
      }
    }
    guard disk == 0 || disk == .max else { return nil }
  }

  /// Seconds since 1970, of which the directory has the first only.
  private mutating func takeTimes(_ field: inout ZipBytes) {
    guard let flags = field.number(UInt8.self) else { return }
    if flags & 1 != 0, let seconds = field.number(Int32.self) {
      modified = Int64(seconds) * 1_000_000_000
    }
    if flags & 2 != 0, let seconds = field.number(Int32.self) {
      accessed = Int64(seconds) * 1_000_000_000
    }
  }

  /// Tenths of microseconds since 1601.
  private mutating func takeWindowsTimes(_ field: inout ZipBytes) {
    guard modified == nil, field.number(UInt32.self) != nil, field.number(UInt16.self) == 1,
      field.number(UInt16.self) == 24, let time = field.number(UInt64.self),
      let ticks = Int64(exactly: time)
    else { return }
    let since = ticks - 116_444_736_000_000_000
    let (seconds, rest) = since.quotientAndRemainder(dividingBy: 10_000_000)
    modified = FileEntry.nanoseconds(seconds, rest * 100)
  }

  private mutating func takeOwner(_ field: inout ZipBytes) {
    guard field.number(UInt8.self) == 1 else { return }
    let number = { (field: inout ZipBytes) -> UInt32? in
      guard let count = field.number(UInt8.self), let bytes = field.slice(Int(count)) else {
        return nil
      }
      var value: UInt64 = 0
      for byte in bytes.reversed() {
        guard value < 1 << 40 else { return nil }
        value = value << 8 | UInt64(byte)
      }
      return UInt32(exactly: value)
    }
    owner = number(&field)
    group = number(&field)
  }
}
