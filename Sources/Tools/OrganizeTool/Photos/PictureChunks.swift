import BatteryFiles

/// Goes through the chunks of a PNG or WebP picture to the one with EXIF.
///
/// What a chunk says of its length is not trusted: chunks are counted, and none is read past its end.
struct PictureChunks {
  /// A picture in many small parts has some thousand; each costs a read.
  private static let mostChunks = 4096

  private let probe: FileProbe

  init(_ probe: FileProbe) {
    self.probe = probe
  }

  /// Whether a file begins as a PNG does.
  static func isPNG(_ start: UnsafeRawBufferPointer) -> Bool {
    start.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
  }

  /// Whether a file begins as a WebP does.
  static func isWebP(_ start: UnsafeRawBufferPointer) -> Bool {
    start.starts(with: Array("RIFF".utf8)) && start.dropFirst(8).starts(with: Array("WEBP".utf8))
  }

  /// When a PNG was taken, by its chunk `eXIf` (Portable Network Graphics, third edition, 11.3.4.5).
  ///
  /// - Throws: ``FileError`` when the file cannot be read.
  func png() throws(FileError) -> Int64? {
    // Length, type, content, checksum.
    var offset: Int64 = 8
    for _ in 0..<Self.mostChunks {
      let header = try probe.bytes(at: offset, 8)
      guard header.count == 8 else { return nil }
      let length = header[..<4].reduce(Int64(0)) { $0 << 8 | Int64($1) }
      let type = header[4...]
      if type.elementsEqual("eXIf".utf8) {
        return try TIFFReader(probe, at: offset + 8, length: length)?.taken()
      }
      if type.elementsEqual("IEND".utf8) { return nil }
      offset += 12 + length
    }
    return nil
  }

  /// When a WebP was taken, by its chunk `EXIF` (RFC 9649, 2.7).
  ///
  /// - Throws: ``FileError`` when the file cannot be read.
  func webP() throws(FileError) -> Int64? {
    // Type, length, content, and a zero byte behind an odd length.
    var offset: Int64 = 12
    for _ in 0..<Self.mostChunks {
      let header = try probe.bytes(at: offset, 8)
      guard header.count == 8 else { return nil }
      let length = header[4...].reversed().reduce(Int64(0)) { $0 << 8 | Int64($1) }
      if header[..<4].elementsEqual("EXIF".utf8) {
        // Some programs put the mark of a JPEG's part before it.
        let isMarked = try probe.bytes(at: offset + 8, 6).elementsEqual("Exif\0\0".utf8)
        let mark: Int64 = isMarked ? 6 : 0
        return try TIFFReader(probe, at: offset + 8 + mark, length: length - mark)?.taken()
      }
      offset += 8 + length + length % 2
    }
    return nil
  }
}
