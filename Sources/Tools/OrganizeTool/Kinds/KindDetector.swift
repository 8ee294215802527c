/// Tells what a file is from its first bytes and its name.
enum KindDetector {
  /// How many bytes from the beginning are looked at.
  static let headSize = 4096

  /// Tells the kind from the first bytes, and from the last suffix of the name, without its dot and in
  /// lower case.
  static func kind(_ head: UnsafeRawBufferPointer, suffix: String) -> FileKind {
    let named = KindNames.kinds[suffix]
    guard let first = head.first else { return named ?? .other }
    if let found = container(head, suffix) ?? signature(head, first) {
      return found == .archive ? packed(head, suffix, named) : found
    }
    // A name that promises a format with a signature which is not there says nothing.
    guard isText(head) else {
      return KindNames.hasSignature.contains(suffix) ? .other : named ?? .other
    }
    if let named, KindNames.isWritten(named, suffix) { return named }
    return startsAsCode(head) ? .code : .text
  }

  private static func signature(_ head: UnsafeRawBufferPointer, _ first: UInt8) -> FileKind? {
    for signature in FileSignature.byFirstByte[Int(first)] where signature.matches(head) {
      return signature.kind
    }
    for signature in FileSignature.further where signature.matches(head) { return signature.kind }
    return nil
  }

  /// The formats that are one of several in a common wrapping.
  private static func container(_ head: UnsafeRawBufferPointer, _ suffix: String) -> FileKind? {
    if has(head, "RIFF", at: 0) {
      if has(head, "WEBP", at: 8) { return .image }
      if has(head, "AVI ", at: 8) { return .video }
      return has(head, "WAVE", at: 8) ? .audio : nil
    }
    if has(head, "FORM", at: 0), has(head, "AIF", at: 8) { return .audio }
    if has(head, "ftyp", at: 4) {
      let brand = text(head, 8, 4)
      if ["heic", "heix", "mif1", "msf1", "heim", "heis", "avif", "avis", "crx "].contains(brand) {
        return .image
      }
      return brand.hasPrefix("M4A") || brand.hasPrefix("M4B") ? .audio : .video
    }
    if has(head, "OggS", at: 0), has(head, "theora", at: 29) { return .video }
    if has(head, "AT&TFORM", at: 0), has(head, "DJV", at: 12) { return .document }
    // A word is too short a mark by itself; the numbers after it have to make sense.
    if has(head, "BM", at: 0), head.count > 26, head[6] == 0, head[7] == 0, head[8] == 0 {
      return .image
    }
    if has(head, "MZ", at: 0), head.count > 0x40 {
      let place = Int(head[0x3C]) | Int(head[0x3D]) << 8
      return place + 2 > head.count || head[place] == 0x50 || suffix == "exe" ? .program : nil
    }
    if has(head, "\u{47}", at: 0), head.count > 376, head[188] == 0x47, head[376] == 0x47 {
      return .video
    }
    guard has(head, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) else { return nil }
    // The old files of Office are one format, and only what is deep in them says of which program.
    return KindNames.kinds[suffix] ?? .document
  }

  /// What is in a zip or compressed file, where its first name or its own says so.
  private static func packed(
    _ head: UnsafeRawBufferPointer,
    _ suffix: String,
    _ named: FileKind?
  ) -> FileKind {
    guard has(head, [0x50, 0x4B, 0x03, 0x04]) else { return .archive }
    if has(head, "mimetype", at: 30) {
      let type = text(head, 38, 80)
      if type.hasPrefix("application/epub") { return .book }
      if type.hasPrefix("application/vnd.oasis.opendocument.text") { return .document }
      if type.hasPrefix("application/vnd.oasis.opendocument.spreadsheet") { return .spreadsheet }
      if type.hasPrefix("application/vnd.oasis.opendocument.presentation") { return .presentation }
      if type.hasPrefix("application/vnd.oasis.opendocument.graphics") { return .image }
    }
    // Word, Excel and the like say in a member what they are; the name says it sooner.
    let first = text(head, 30, 24)
    if first.hasPrefix("[Content_Types].xml") || first.hasPrefix("_rels/"), let named {
      return named
    }
    if first.hasPrefix("META-INF/"), suffix == "jar" || suffix == "apk" { return .program }
    return ["docx", "xlsx", "pptx", "epub", "jar", "apk", "cbz", "odt", "ods", "odp"].contains(
      suffix
    )
      ? named ?? .archive : .archive
  }

  // MARK: - Text

  /// Whether the bytes are text: UTF-8 or UTF-16 with its mark, without control characters.
  static func isText(_ head: UnsafeRawBufferPointer) -> Bool {
    if has(head, [0xFF, 0xFE]) || has(head, [0xFE, 0xFF]) { return true }
    var index = 0
    var high = 0
    while index < head.count {
      let byte = head[index]
      if byte < 0x20 {
        guard byte >= 0x08 && byte <= 0x0D || byte == 0x1B else { return false }
      } else if byte >= 0x80 {
        high += 1
      } else if byte == 0x7F {
        return false
      }
      index += 1
    }
    // Bytes that are no ASCII are UTF-8, or few enough to be letters of Latin-1.
    return high == 0 || isUTF8(head) || high * 4 < head.count
  }

  private static func isUTF8(_ head: UnsafeRawBufferPointer) -> Bool {
    // The last character may be cut off.
    for cut in 0..<min(4, head.count) {
      let part = UnsafeRawBufferPointer(rebasing: head[..<(head.count - cut)])
      if String(validating: part, as: UTF8.self) != nil { return true }
    }
    return false
  }

  private static func startsAsCode(_ head: UnsafeRawBufferPointer) -> Bool {
    has(head, "#!", at: 0) || has(head, "<?php", at: 0)
  }

  private static func has(_ head: UnsafeRawBufferPointer, _ text: String, at offset: Int) -> Bool {
    guard offset + text.utf8.count <= head.count else { return false }
    var index = offset
    for byte in text.utf8 {
      if head[index] != byte { return false }
      index += 1
    }
    return true
  }

  private static func has(_ head: UnsafeRawBufferPointer, _ bytes: [UInt8]) -> Bool {
    bytes.count <= head.count && zip(head, bytes).allSatisfy { $0 == $1 }
  }

  private static func text(_ head: UnsafeRawBufferPointer, _ start: Int, _ count: Int) -> String {
    guard start < head.count else { return "" }
    return String(decoding: head[start..<min(start + count, head.count)], as: UTF8.self)
  }
}
