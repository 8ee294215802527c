internal import BatteryTables
internal import SystemPackage

/// Some of the bytes of an open file, which must not become shorter.
struct RangeByteSource: ByteSource {
  let name: String
  private let file: OpenLog
  private var place: Int
  private let end: Int

  init(_ file: OpenLog, _ name: String, _ from: Int, _ end: Int) {
    self.file = file
    self.name = name
    place = from
    self.end = end
  }

  var size: Int? { end - place }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, end - place)])
    guard room.count > 0 else { return 0 }
    let count = try file.descriptor.read(fromAbsoluteOffset: Int64(place), into: room)
    guard count > 0 else { throw LogContent.Changed() }
    place += count
    return count
  }
}

/// Hands bytes on and remembers how many there were, and the last of them.
///
/// What is remembered is what was parsed, even when the file is another one by now.
final class TailKeeper: ByteSource {
  private var source: any ByteSource
  private(set) var count = 0
  private var recent: [UInt8]

  /// Takes the bytes that come before those of a source.
  init(_ source: any ByteSource, after tail: [UInt8]) {
    self.source = source
    recent = tail
  }

  var name: String { source.name }
  var size: Int? { source.size }

  /// The last bytes, at most ``ContentHash/tailReach``.
  var tail: [UInt8] { Array(recent.suffix(ContentHash.tailReach)) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let number = try source.read(into: buffer)
    count += number
    if number >= ContentHash.tailReach {
      recent = Array(buffer[(number - ContentHash.tailReach)..<number])
    } else {
      recent += buffer[..<number]
      if recent.count > 4 * ContentHash.tailReach { recent = tail }
    }
    return number
  }
}
