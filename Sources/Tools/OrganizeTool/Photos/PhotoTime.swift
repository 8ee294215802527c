import BatteryFiles

/// Finds out when a photo was taken: from EXIF in JPEG, PNG, WebP, HEIC, AVIF, TIFF and what is built on it.
enum PhotoTime {
  /// How far into a JPEG the EXIF part may begin.
  private static let searched = 1 << 18

  /// What the camera's clock showed, as if it had been UTC, in nanoseconds since 1970; `nil` when
  /// the file does not say.
  ///
  /// - Throws: ``FileError`` when the file cannot be read.
  static func taken(_ probe: FileProbe) throws(FileError) -> Int64? {
    let start = try probe.start()
    guard start.count >= 12 else { return nil }
    let isSmall = start[0] == 0x49 && start[1] == 0x49 && start[2] == 0x2A && start[3] == 0
    let isBig = start[0] == 0x4D && start[1] == 0x4D && start[2] == 0 && start[3] == 0x2A
    if isSmall || isBig { return try TIFFReader(probe, at: 0)?.taken() }
    if start[4] == 0x66, start[5] == 0x74, start[6] == 0x79, start[7] == 0x70 {
      return try HEIFReader(probe).taken()
    }
    if PictureChunks.isPNG(start) { return try PictureChunks(probe).png() }
    if PictureChunks.isWebP(start) { return try PictureChunks(probe).webP() }
    guard start[0] == 0xFF, start[1] == 0xD8 else { return nil }
    return try jpeg(probe)
  }

  /// Goes through a JPEG's segments to the one with EXIF (CIPA DC-008, 4.7.2).
  private static func jpeg(_ probe: FileProbe) throws(FileError) -> Int64? {
    var offset: Int64 = 2
    while offset < Int64(searched) {
      let header = try probe.bytes(at: offset, 10)
      guard header.count >= 4, header[0] == 0xFF else { return nil }
      // Any number of bytes FF may stand before a marker.
      if header[1] == 0xFF {
        offset += 1
        continue
      }
      // The picture itself begins; EXIF is before it.
      guard header[1] != 0xDA, header[1] != 0xD9 else { return nil }
      let length = Int64(header[2]) << 8 | Int64(header[3])
      guard length >= 2 else { return nil }
      if header[1] == 0xE1, header.count == 10, Array(header[4...]) == Array("Exif\0\0".utf8) {
        return try TIFFReader(probe, at: offset + 10, length: length - 8)?.taken()
      }
      offset += 2 + length
    }
    return nil
  }
}
