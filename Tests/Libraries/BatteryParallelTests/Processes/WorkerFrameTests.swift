import Testing

@testable import BatteryParallel

@Suite("Worker frame") struct WorkerFrameTests {
  private static let frames = [
    WorkerFrame(kind: .item, number: 1, body: []),
    WorkerFrame(kind: .output, number: 0x0102_0304, body: Array("hello".utf8)),
    WorkerFrame(kind: .failure, number: .max, body: Array(repeating: 7, count: 100_000)),
  ]

  @Test("comes out as it went in, however it is cut", arguments: [1, 2, 11, 12, 13, 4096, 1 << 20])
  func cuts(size: Int) {
    let bytes = Self.frames.flatMap(\.bytes)
    var reader = WorkerFrameReader(limit: 1 << 20)
    var frames: [WorkerFrame] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { reader.append($0) }
      while case .frame(let frame) = reader.next() { frames.append(frame) }
    }
    #expect(frames == Self.frames)
    #expect(reader.isEmpty)
  }

  @Test(
    "is told from garbage at its first byte",
    arguments: [[0x0A], [0x42, 0x58], [0x42, 0x57, 0x32], Array("BW1x........".utf8)] as [[UInt8]]
  )
  func garbage(bytes: [UInt8]) {
    var reader = WorkerFrameReader(limit: 1 << 20)
    bytes.withUnsafeBytes { reader.append($0) }
    #expect(reader.next() == .garbage)
  }

  @Test("takes time as it is long, also when it comes in many pieces")
  func largeFrame() {
    let frame = WorkerFrame(kind: .output, number: 1, body: Array(repeating: 7, count: 64 << 20))
    let bytes = frame.bytes
    var reader = WorkerFrameReader(limit: 1 << 30)
    let time = ContinuousClock().measure {
      for start in stride(from: 0, to: bytes.count, by: 64 << 10) {
        #expect(reader.next() == .needsMore)
        bytes.withUnsafeBytes { bytes in
          reader.append(
            UnsafeRawBufferPointer(rebasing: bytes[start..<min(start + 64 << 10, bytes.count)])
          )
        }
      }
    }
    #expect(reader.next() == .frame(frame))
    // A tenth of a second; it takes twenty to copy all that is there at each piece.
    #expect(time < .seconds(8))
  }

  @Test("is refused when it is too long")
  func limit() {
    var reader = WorkerFrameReader(limit: 4)
    WorkerFrame(kind: .output, number: 1, body: [1, 2, 3, 4, 5]).bytes.withUnsafeBytes {
      reader.append($0)
    }
    #expect(reader.next() == .garbage)
  }

  @Test("keeps the last lines of an error output that never ends")
  func lastLines() {
    var lines = LastLines()
    #expect(lines.text == [])
    for number in 1...10_000 {
      Array("line \(number)\r\n\n".utf8).withUnsafeBytes { lines.append($0) }
    }
    #expect(lines.text == (9996...10_000).map { "line \($0)" })
    Array(repeating: UInt8(ascii: "x"), count: 1 << 20).withUnsafeBytes { lines.append($0) }
    #expect(lines.text == [String(repeating: "x", count: 4096)])
  }
}
