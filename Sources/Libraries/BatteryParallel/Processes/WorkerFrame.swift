/// One message between a pool and a worker: a header of twelve bytes and a body, which is JSON.
///
/// The header is `B W 1`, the kind, the item's number and the body's length, both as four bytes, the
/// lowest first. A worker that prints something by itself is found out by the first byte that is not
/// so.
struct WorkerFrame: Equatable, Sendable {
  enum Kind: UInt8, Sendable {
    /// To the worker: an item.
    case item = 1
    /// From the worker: what it made of the item.
    case output = 2
    /// From the worker: what the work threw, as a text.
    case failure = 3
    /// To the worker: items that are not begun are wanted back.
    case recall = 4
    /// From the worker: an item that is not begun and will not be.
    case returned = 5
  }

  static let headerBytes = 12

  /// The longest body.
  static let limit = 1 << 30

  var kind: Kind
  var number: UInt32
  var body: [UInt8]

  /// The header and the body.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.headerBytes + body.count)
    append(to: &bytes)
    return bytes
  }

  /// Adds the header and the body to what is sent.
  func append(to bytes: inout [UInt8]) {
    bytes += [0x42, 0x57, 0x31, kind.rawValue]
    withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
    withUnsafeBytes(of: UInt32(body.count).littleEndian) { bytes += $0 }
    bytes += body
  }

  /// The beginning of a frame.
  struct Header: Equatable, Sendable {
    var kind: Kind
    var number: UInt32
    var length: Int

    /// Reads a header; `nil` when it is none, or its body is too long.
    init?(_ bytes: some Collection<UInt8>, limit: Int) {
      let bytes = Array(bytes.prefix(headerBytes))
      guard bytes.count == headerBytes, bytes.starts(with: [0x42, 0x57, 0x31]),
        let kind = Kind(rawValue: bytes[3])
      else { return nil }
      func number(_ range: Range<Int>) -> UInt32 {
        range.reversed().reduce(0) { $0 << 8 | UInt32(bytes[$1]) }
      }
      self.kind = kind
      self.number = number(4..<8)
      length = Int(number(8..<12))
      guard length <= limit else { return nil }
    }
  }
}

/// Puts frames together from what comes through a pipe.
struct WorkerFrameReader {
  enum Outcome: Equatable {
    case frame(WorkerFrame)
    case needsMore
    /// What came is no frame.
    case garbage
  }

  private static let magic: [UInt8] = [0x42, 0x57, 0x31]

  private let limit: Int
  private var bytes: [UInt8] = []
  /// How many of the bytes were taken as frames.
  private var taken = 0

  init(limit: Int) { self.limit = limit }

  var isEmpty: Bool { taken == bytes.count }

  /// The beginning of what is not a whole frame.
  var start: ArraySlice<UInt8> { bytes[taken...].prefix(64) }

  mutating func append(_ new: UnsafeRawBufferPointer) {
    if taken > 0 {
      bytes.removeFirst(taken)
      taken = 0
    }
    bytes += new
  }

  /// Takes the first frame, if all of it is there.
  mutating func next() -> Outcome {
    let rest = bytes[taken...]
    // Noticed at its first byte, since no more may come.
    guard rest.prefix(3).elementsEqual(Self.magic.prefix(rest.count)) else { return .garbage }
    guard rest.count >= WorkerFrame.headerBytes else { return .needsMore }
    guard let header = WorkerFrame.Header(rest, limit: limit) else { return .garbage }
    let length = WorkerFrame.headerBytes + header.length
    guard rest.count >= length else { return .needsMore }
    let body = Array(rest.dropFirst(WorkerFrame.headerBytes).prefix(header.length))
    taken += length
    if taken == bytes.count {
      bytes.removeAll(keepingCapacity: length < 1 << 20)
      taken = 0
    }
    return .frame(WorkerFrame(kind: header.kind, number: header.number, body: body))
  }
}
