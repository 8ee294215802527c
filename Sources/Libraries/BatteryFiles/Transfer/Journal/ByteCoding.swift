package import SystemPackage

/// Writes numbers, bytes and paths one behind the other.
package struct ByteWriter {
  /// What was written.
  package private(set) var bytes: [UInt8] = []

  /// Begins with nothing.
  package init() {}

  /// A number in as few groups of seven bits as it takes.
  package mutating func put(_ number: some FixedWidthInteger) {
    var rest = UInt64(truncatingIfNeeded: number)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Bytes, with their count before them.
  package mutating func put(_ new: [UInt8]) {
    put(new.count)
    bytes += new
  }

  /// A path, or that there is none.
  package mutating func put(_ path: FilePath?) {
    guard let path else { return put(0) }
    put(path.isEmpty ? 1 : 2)
    if !path.isEmpty { put(DuplicateSearch.bytes(path)) }
  }
}

/// Reads what a ``ByteWriter`` wrote; `nil` for what it did not.
package struct ByteReader {
  private var bytes: ArraySlice<UInt8>

  /// Reads from the first byte on.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes[...]
  }

  /// A number.
  package mutating func number() -> UInt64? {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while let byte = bytes.popFirst() {
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
      if shift > 63 { return nil }
    }
    return nil
  }

  /// A number that may be negative.
  package mutating func integer() -> Int64? { number().map { Int64(bitPattern: $0) } }

  /// Bytes.
  package mutating func data() -> [UInt8]? {
    guard let count = number(), count <= UInt64(bytes.count) else { return nil }
    defer { bytes = bytes.dropFirst(Int(count)) }
    return Array(bytes.prefix(Int(count)))
  }

  /// A path, or that there is none.
  package mutating func path() -> FilePath?? {
    switch number() {
    case 0: .some(nil)
    case 1: .some(FilePath())
    case 2: data().map { FilePath(rawBytes: $0) }
    default: nil
    }
  }
}

extension FilePath {
  /// The path of some bytes, none of which is zero.
  init(rawBytes bytes: [UInt8]) {
    self = (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { FilePath(platformString: $0) } ?? FilePath()
    }
  }
}
