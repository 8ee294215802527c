import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Cuts what comes through one pipe into lines.
///
/// `\n` and `\r\n` end a line; a lone `\r` is part of it. Bytes are kept as they are.
struct LineSplitter {
  /// A longer line is cut, so that a program that never ends one cannot fill the memory.
  static let longestLine = 64 << 10

  private let source: LogLine.Source
  private let redactor: Redactor?
  private var partial: [UInt8] = []

  /// Makes a splitter; the redactor's secrets are replaced in lines that have to be cut.
  init(source: LogLine.Source, redactor: Redactor? = nil) {
    self.source = source
    self.redactor = redactor
  }

  /// Adds the lines that end within some bytes.
  mutating func take(
    _ bytes: UnsafeRawBufferPointer,
    time: Date,
    into lines: inout [LogLine]
  ) {
    guard let base = bytes.baseAddress else { return }
    var start = 0
    while start < bytes.count, let end = memchr(base + start, 0x0A, bytes.count - start) {
      let newline = base.distance(to: UnsafeRawPointer(end))
      let content = UnsafeRawBufferPointer(rebasing: bytes[start..<newline])
      start = newline + 1
      if partial.isEmpty, content.count <= Self.longestLine {
        let length = content.last == 0x0D ? content.count - 1 : content.count
        append(Array(content.prefix(length)), time, &lines)
      } else {
        partial.append(contentsOf: content)
        cutLongLine(time, &lines)
        if partial.last == 0x0D { partial.removeLast() }
        append(partial, time, &lines)
        partial = []
      }
    }
    partial.append(contentsOf: bytes[start...])
    cutLongLine(time, &lines)
  }

  /// Adds the last line when no line ending came after it.
  mutating func finish(time: Date, into lines: inout [LogLine]) {
    guard !partial.isEmpty else { return }
    append(partial, time, &lines)
    partial = []
  }

  private func append(_ bytes: [UInt8], _ time: Date, _ lines: inout [LogLine]) {
    lines.append(LogLine(source: source, time: time, bytes: bytes))
  }

  /// Cuts a line that has become too long.
  ///
  /// A secret that is cut in two would not be recognised any more. So as much is kept behind the
  /// cut as the longest secret has bytes: one that begins before the cut is there in whole, and is
  /// replaced before.
  private mutating func cutLongLine(_ time: Date, _ lines: inout [LogLine]) {
    let margin = redactor?.longestForm ?? 0
    while partial.count > Self.longestLine + margin {
      if margin > 0, let redactor {
        partial = redactor.redact(partial)
        if partial.count <= Self.longestLine + margin { return }
      }
      let cut = cutPosition()
      append(Array(partial[..<cut]), time, &lines)
      partial.removeFirst(cut)
    }
  }

  /// Where a long line is cut: not within a word if that can be helped.
  private func cutPosition() -> Int {
    let limit = Self.longestLine
    for index in (limit - 4096..<limit).reversed() where !Self.isWord(partial[index]) {
      return index + 1
    }
    return limit
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: true
    case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "_"),
      UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "%"):
      true
    default: false
    }
  }
}
