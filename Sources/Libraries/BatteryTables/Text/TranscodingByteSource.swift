/// A text in another encoding, as UTF-8 without a byte order mark.
struct TranscodingByteSource: ByteSource {
  private var source: any ByteSource
  private let encoding: CSVEncoding
  private var raw: [UInt8] = []
  private var ready: [UInt8] = []
  private var place = 0
  private var isStarted = false
  private var isAtEnd = false
  private var bigEndian = false

  init(_ source: any ByteSource, _ encoding: CSVEncoding) {
    self.source = source
    self.encoding = encoding
  }

  var name: String { source.name }

  mutating func restart() throws -> Bool {
    guard try source.restart() else { return false }
    raw = []
    ready = []
    place = 0
    isStarted = false
    isAtEnd = false
    return true
  }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while place == ready.count {
      if isAtEnd { return 0 }
      try convertMore()
    }
    let count = min(buffer.count, ready.count - place)
    ready.withUnsafeBytes {
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[place..<place + count]))
    }
    place += count
    return count
  }

  private mutating func convertMore() throws {
    let kept = raw.count
    raw += [UInt8](repeating: 0, count: 1 << 16)
    let count = try raw.withUnsafeMutableBytes {
      try source.fill(UnsafeMutableRawBufferPointer(rebasing: $0[kept...]))
    }
    raw.removeLast(raw.count - kept - count)
    isAtEnd = count < 1 << 16
    ready.removeAll(keepingCapacity: true)
    place = 0
    if !isStarted {
      isStarted = true
      if let mark = CSVEncoding.mark(of: raw), mark.encoding == encoding {
        bigEndian = raw[0] == 0xFE
        raw.removeFirst(mark.length)
      }
    }
    switch encoding {
    case .utf8:
      ready = raw
      raw = []
    case .latin1:
      for byte in raw { append(Unicode.Scalar(byte)) }
      raw = []
    case .windows1252:
      for byte in raw { append(Self.windows1252(byte)) }
      raw = []
    case .utf16:
      try convertUTF16()
    }
  }

  private mutating func convertUTF16() throws {
    var index = 0
    while index + 1 < raw.count {
      let unit = unit(at: index)
      if UTF16.isLeadSurrogate(unit) {
        guard index + 3 < raw.count else { break }
        let second = self.unit(at: index + 2)
        guard UTF16.isTrailSurrogate(second) else { throw broken }
        let pair = UInt32(unit & 0x3FF) << 10 | UInt32(second & 0x3FF)
        if let scalar = Unicode.Scalar(0x10000 + pair) { append(scalar) }
        index += 4
      } else {
        guard let scalar = Unicode.Scalar(unit) else { throw broken }
        append(scalar)
        index += 2
      }
    }
    raw.removeFirst(index)
    if isAtEnd, !raw.isEmpty { throw broken }
  }

  private func unit(at index: Int) -> UInt16 {
    let (first, second) = (UInt16(raw[index]), UInt16(raw[index + 1]))
    return bigEndian ? first << 8 | second : second << 8 | first
  }

  private var broken: TableError {
    TableError(
      .invalidData,
      "\(name): the text is not valid UTF-16. Say how it is encoded: --encoding utf8."
    )
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    ready.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  /// The characters of 0x80 to 0x9F; the five bytes without one are C1 controls, as browsers have it.
  private static let upper: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  private static func windows1252(_ byte: UInt8) -> Unicode.Scalar {
    guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
    return Unicode.Scalar(upper[Int(byte - 0x80)]) ?? Unicode.Scalar(byte)
  }
}

/// A source whose first bytes have been read already.
struct HeadedByteSource: ByteSource {
  private var head: ArraySlice<UInt8>
  private var rest: any ByteSource

  init(_ head: [UInt8], _ rest: any ByteSource) {
    self.head = head[...]
    self.rest = rest
  }

  var name: String { rest.name }

  mutating func restart() throws -> Bool {
    guard try rest.restart() else { return false }
    head = []
    return true
  }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard !head.isEmpty else { return try rest.read(into: buffer) }
    let count = min(head.count, buffer.count)
    head.withUnsafeBytes {
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<count]))
    }
    head.removeFirst(count)
    return count
  }
}
