/// Bytes at a place in a file by which its format is known.
struct FileSignature: Sendable {
  let offset: Int
  let bytes: [UInt8]
  let kind: FileKind

  init(_ kind: FileKind, _ bytes: [UInt8], at offset: Int = 0) {
    self.kind = kind
    self.bytes = bytes
    self.offset = offset
  }

  init(_ kind: FileKind, _ text: String, at offset: Int = 0) {
    self.init(kind, Array(text.utf8), at: offset)
  }

  func matches(_ head: UnsafeRawBufferPointer) -> Bool {
    guard offset + bytes.count <= head.count else { return false }
    for index in bytes.indices where head[offset + index] != bytes[index] { return false }
    return true
  }

  /// The signatures whose first byte is at 0, by that byte, and those further on.
  static let byFirstByte: [[FileSignature]] = {
    var table = [[FileSignature]](repeating: [], count: 256)
    for signature in all where signature.offset == 0 {
      table[Int(signature.bytes[0])].append(signature)
    }
    return table
  }()

  static let further = all.filter { $0.offset > 0 }

  // From the specifications of the formats: PNG (W3C), JFIF, GIF89a, TIFF 6.0, RFC 9649 (WebP),
  // ISO/IEC 14496-12 (MP4, HEIF), RFC 9559 (Matroska), RFC 3533 (Ogg), RFC 9639 (FLAC), ID3v2,
  // ISO 32000 (PDF), APPNOTE (zip), RFC 1952 (gzip), RFC 8878 (zstd), POSIX (tar), ELF, PE, Mach-O,
  // OpenType, WOFF2, SQLite and others.
  private static let all: [FileSignature] = [
    FileSignature(.image, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
    FileSignature(.image, [0xFF, 0xD8, 0xFF]),
    FileSignature(.image, "GIF87a"), FileSignature(.image, "GIF89a"),
    FileSignature(.image, [0x49, 0x49, 0x2A, 0x00]),
    FileSignature(.image, [0x4D, 0x4D, 0x00, 0x2A]),
    FileSignature(.image, [0x49, 0x49, 0x2B, 0x00]),
    FileSignature(.image, [0x4D, 0x4D, 0x00, 0x2B]),
    FileSignature(.image, "8BPS"), FileSignature(.image, "gimp xcf"),
    FileSignature(.image, [0xFF, 0x0A]),
    FileSignature(.image, [0, 0, 0, 0x0C, 0x4A, 0x58, 0x4C, 0x20, 0x0D, 0x0A, 0x87, 0x0A]),
    FileSignature(.image, [0, 0, 0, 0x0C, 0x6A, 0x50, 0x20, 0x20, 0x0D, 0x0A, 0x87, 0x0A]),
    FileSignature(.image, [0, 0, 1, 0]), FileSignature(.image, "qoif"),
    FileSignature(.image, [0x76, 0x2F, 0x31, 0x01]), FileSignature(.image, "AT&TFORM"),
    FileSignature(.video, [0x1A, 0x45, 0xDF, 0xA3]), FileSignature(.video, [0, 0, 1, 0xBA]),
    FileSignature(.video, [0, 0, 1, 0xB3]), FileSignature(.video, [0x46, 0x4C, 0x56, 0x01]),
    FileSignature(.video, [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11]),
    FileSignature(.audio, "ID3"), FileSignature(.audio, "fLaC"), FileSignature(.audio, "OggS"),
    FileSignature(.audio, "MThd"), FileSignature(.audio, "#!AMR"), FileSignature(.audio, "MAC "),
    FileSignature(.audio, "wvpk"), FileSignature(.audio, [0xFF, 0xFB]),
    FileSignature(.audio, [0xFF, 0xF3]), FileSignature(.audio, [0xFF, 0xF2]),
    FileSignature(.audio, [0xFF, 0xF1]), FileSignature(.audio, [0xFF, 0xF9]),
    FileSignature(.document, "%PDF-"), FileSignature(.document, "{\\rtf"),
    FileSignature(.document, "%!PS"), FileSignature(.book, "BOOKMOBI", at: 60),
    FileSignature(.archive, [0x50, 0x4B, 0x03, 0x04]),
    FileSignature(.archive, [0x50, 0x4B, 0x05, 0x06]), FileSignature(.archive, [0x1F, 0x8B]),
    FileSignature(.archive, "BZh"), FileSignature(.archive, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
    FileSignature(.archive, [0x28, 0xB5, 0x2F, 0xFD]),
    FileSignature(.archive, [0x04, 0x22, 0x4D, 0x18]), FileSignature(.archive, "LZIP"),
    FileSignature(.archive, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
    FileSignature(.archive, [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07]),
    FileSignature(.archive, "MSCF"), FileSignature(.archive, "ustar", at: 257),
    FileSignature(.archive, "070701"), FileSignature(.archive, "xar!"),
    FileSignature(.font, [0, 1, 0, 0, 0]), FileSignature(.font, "OTTO"),
    FileSignature(.font, "wOFF"),
    FileSignature(.font, "wOF2"), FileSignature(.font, "ttcf"),
    FileSignature(.program, [0x7F, 0x45, 0x4C, 0x46]),
    FileSignature(.program, [0xCF, 0xFA, 0xED, 0xFE]),
    FileSignature(.program, [0xCE, 0xFA, 0xED, 0xFE]),
    FileSignature(.program, [0xCA, 0xFE, 0xBA, 0xBE]),
    FileSignature(.program, [0x00, 0x61, 0x73, 0x6D]), FileSignature(.program, "!<arch>\ndebian"),
    FileSignature(.program, [0xED, 0xAB, 0xEE, 0xDB]),
    FileSignature(.data, "SQLite format 3\0"), FileSignature(.data, "PAR1"),
    FileSignature(.data, [0x89, 0x48, 0x44, 0x46]),
    FileSignature(.data, [0x51, 0x46, 0x49, 0xFB]), FileSignature(.archive, "!<arch>\n"),
  ]
}
