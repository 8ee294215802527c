/// One block of 512 bytes that says what a member is: POSIX ustar, GNU's, or the one before both.
struct TarHeader {
  static let blockSize = 512

  /// Why a block is no header.
  enum Problem: Error {
    case checksum
    case number(String)
  }

  /// Which of the formats the block is in.
  enum Dialect {
    case old
    case ustar
    case gnu
  }

  var dialect: Dialect
  var name: [UInt8]
  var mode: Int64
  var owner: Int64
  var group: Int64
  var size: Int64
  var modified: Int64
  var type: UInt8
  var link: [UInt8]
  var ownerName: [UInt8]
  var groupName: [UInt8]
  var deviceMajor: Int64
  var deviceMinor: Int64

  /// Reads a block.
  ///
  /// - Throws: ``Problem``.
  init(_ block: UnsafeRawBufferPointer) throws(Problem) {
    guard Self.isChecksumRight(block) else { throw .checksum }
    let magic = Array(block[257..<265])
    if magic == Array("ustar  \0".utf8) {
      dialect = .gnu
    } else if magic.starts(with: "ustar".utf8) {
      dialect = .ustar
    } else {
      dialect = .old
    }
    name = Self.text(block, 0, 100)
    mode = try Self.number(block, 100, 8, "mode")
    owner = try Self.number(block, 108, 8, "owner")
    group = try Self.number(block, 116, 8, "group")
    size = try Self.number(block, 124, 12, "size")
    modified = try Self.number(block, 136, 12, "time")
    type = block[156]
    link = Self.text(block, 157, 100)
    ownerName = dialect == .old ? [] : Self.text(block, 265, 32)
    groupName = dialect == .old ? [] : Self.text(block, 297, 32)
    deviceMajor = 0
    deviceMinor = 0
    if type == UInt8(ascii: "3") || type == UInt8(ascii: "4") {
      deviceMajor = try Self.number(block, 329, 8, "device")
      deviceMinor = try Self.number(block, 337, 8, "device")
    }
    if dialect == .ustar, block[345] != 0 {
      name = Self.text(block, 345, 155) + [UInt8(ascii: "/")] + name
    }
  }

  /// Whether there is nothing but zeros, as at the end of an archive.
  static func isZero(_ block: UnsafeRawBufferPointer) -> Bool {
    for index in stride(from: 0, to: blockSize, by: 8)
    where block.loadUnaligned(fromByteOffset: index, as: UInt64.self) != 0 {
      return false
    }
    return true
  }

  /// The bytes of a field up to the first zero.
  static func text(_ block: UnsafeRawBufferPointer, _ start: Int, _ length: Int) -> [UInt8] {
    var end = start
    while end < start + length, block[end] != 0 { end += 1 }
    return Array(block[start..<end])
  }

  /// A number in octal digits, or in binary when the first bit is set, as GNU tar writes large ones.
  static func number(
    _ block: UnsafeRawBufferPointer,
    _ start: Int,
    _ length: Int,
    _ field: String
  ) throws(Problem) -> Int64 {
    let end = start + length
    if block[start] & 0x80 != 0 {
      // The second bit is the sign, of a number in two's complement.
      let isNegative = block[start] & 0x40 != 0
      var value: Int64 = isNegative ? -1 : 0
      for index in start..<end {
        let byte = index == start ? block[index] & 0x3F | (isNegative ? 0xC0 : 0) : block[index]
        let (shifted, isBeyond) = value.multipliedReportingOverflow(by: 256)
        guard !isBeyond else { throw .number(field) }
        value = shifted | Int64(byte)
      }
      return value
    }
    var index = start
    while index < end, block[index] == 0x20 || block[index] == 0 { index += 1 }
    var value: Int64 = 0
    while index < end, block[index] != 0x20, block[index] != 0 {
      guard block[index] >= 0x30, block[index] <= 0x37 else { throw .number(field) }
      // Twelve digits of three bits are never too many.
      value = value << 3 | Int64(block[index] - 0x30)
      index += 1
    }
    return value
  }

  /// Some old programs took the bytes for signed ones, so that both sums count.
  private static func isChecksumRight(_ block: UnsafeRawBufferPointer) -> Bool {
    guard let stored = try? number(block, 148, 8, "checksum") else { return false }
    var sum = 0
    var high = 0
    for byte in block {
      sum &+= Int(byte)
      high &+= Int(byte >> 7)
    }
    for index in 148..<156 {
      sum -= Int(block[index])
      high -= Int(block[index] >> 7)
    }
    sum += 8 * 0x20
    return stored == sum || stored == sum - 256 * high
  }
}
