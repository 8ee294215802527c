import BatteryFiles
import SystemPackage

/// The text of a file, as far as its form is one that is known.
///
/// Nothing in a file is believed: of each no more than some bytes are read, and what is no text has
/// none.
enum TextExtractor {
  /// The most bytes of a text that are kept.
  static let limit = 256 << 10

  /// The sorts of files that may have a text.
  static let categories: Set<FileCategory> = [.text, .code, .document, .table]

  private static let plain = Set(
    """
    txt md markdown rst adoc org log nfo srt vtt ini cfg conf toml yaml yml json jsonl xml csv tsv \
    swift c h cc cpp hpp cxx m mm rs go py rb js mjs ts tsx jsx java kt kts scala cs fs php pl pm \
    lua r jl sh bash zsh fish ps1 bat sql css scss less vue el clj hs ml ex exs erl dart zig nim \
    asm s cmake gradle mk ipynb tex
    """.split(separator: " ").map { Array($0.utf8) }
  )

  private static let pages = Set(["html", "htm", "xhtml"].map { Array($0.utf8) })

  /// Members of packed documents that hold their texts, by the endings of the documents' names.
  private static let packed: [[UInt8]: String] = [
    Array("docx".utf8): "word/document.xml", Array("odt".utf8): "content.xml",
    Array("ods".utf8): "content.xml", Array("odp".utf8): "content.xml",
    Array("xlsx".utf8): "xl/sharedStrings.xml", Array("pptx".utf8): "ppt/slides/slide",
  ]

  /// Whether the name is of a form that is known.
  static func canRead(_ name: [UInt8]) -> Bool {
    guard let suffix = suffix(name) else { return false }
    return plain.contains(suffix) || pages.contains(suffix) || packed[suffix] != nil
  }

  private static func suffix(_ name: [UInt8]) -> [UInt8]? {
    guard let dot = name.lastIndex(of: 0x2E), dot > 0 else { return nil }
    return SearchText.fold(name[(dot + 1)...])
  }

  /// Reads the text of a file, in UTF-8; `nil` when it has none, or is not the one that is meant.
  ///
  /// - Throws: ``FileError`` when it cannot be read.
  static func text(of path: FilePath, _ facts: EntryFacts) throws(FileError) -> [UInt8]? {
    guard let name = path.lastComponent?.bytes, let suffix = suffix(name) else { return nil }
    guard let status = try? FileStatus(at: path, followsLink: false), status.kind == .file,
      Int64(bitPattern: status.inode) == facts.inode
    else { return nil }
    if let member = packed[suffix] { return packedText(of: path, member) }
    guard let bytes = decoded(try start(of: path)) else { return nil }
    return pages.contains(suffix) ? MarkupText.text(of: bytes) : bytes
  }

  private static func start(of path: FilePath) throws(FileError) -> [UInt8] {
    do {
      let file = try FileDescriptor.open(
        path,
        .readOnly,
        options: [.noFollow, .nonBlocking, .closeOnExec]
      )
      return try file.closeAfter {
        var bytes = [UInt8](repeating: 0, count: limit)
        var count = 0
        while count < limit {
          let room = count
          let number = try bytes.withUnsafeMutableBytes {
            try file.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[room...]))
          }
          if number == 0 { break }
          count += number
        }
        return Array(bytes[..<count])
      }
    } catch {
      throw FileError(path: path, operation: "read", cause: error as? Errno)
    }
  }

  /// The bytes as UTF-8; `nil` when they are no text.
  private static func decoded(_ bytes: [UInt8]) -> [UInt8]? {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      let isLittle = bytes[0] == 0xFF
      let units = stride(from: 2, to: bytes.count - 1, by: 2).map { place in
        isLittle
          ? UInt16(bytes[place]) | UInt16(bytes[place + 1]) << 8
          : UInt16(bytes[place]) << 8 | UInt16(bytes[place + 1])
      }
      return Array(String(decoding: units, as: UTF16.self).utf8)
    }
    guard !bytes.prefix(8192).contains(0) else { return nil }
    return Array(String(decoding: bytes, as: UTF8.self).utf8)
  }

  /// The text of a document that is a zip file; `nil` when it is damaged.
  private static func packedText(of path: FilePath, _ member: String) -> [UInt8]? {
    guard let reader = try? ZipReader(path) else { return nil }
    let wanted = Array(member.utf8)
    var markup: [UInt8] = []
    for (index, entry) in reader.entries.enumerated() where entry.name.starts(with: wanted) {
      guard entry.kind == .file, (try? reader.select(index)) != nil else { continue }
      append(reader, to: &markup)
      if markup.count >= limit * 4 { break }
    }
    guard !markup.isEmpty else { return nil }
    let text = MarkupText.text(of: Array(String(decoding: markup, as: UTF8.self).utf8))
    return Array(String(decoding: text.prefix(limit), as: UTF8.self).utf8)
  }

  private static func append(_ reader: ZipReader, to markup: inout [UInt8]) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while markup.count < limit * 4 {
      guard let block = try? buffer.withUnsafeMutableBytes({ try reader.readBlock(into: $0) })
      else { return }
      markup += buffer[..<block.count]
    }
  }
}
