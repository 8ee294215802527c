/// What sort of thing a file is, as far as its name and the system say.
public enum FileCategory: String, Codable, Hashable, Sendable, CaseIterable {
  /// A directory.
  case directory
  /// A symbolic link.
  case link
  /// A picture.
  case image
  /// A film.
  case video
  /// Sound.
  case audio
  /// A text with a layout, a presentation, a book.
  case document
  /// A spreadsheet, or a table.
  case table
  /// A plain text.
  case text
  /// Source code, or a page of the web.
  case code
  /// Packed files, or an image of a disk.
  case archive
  /// A typeface.
  case font
  /// Another file.
  case other
  /// A socket, a pipe or a device.
  case special

  /// The number by which the catalog has it; never changed.
  var number: Int64 { Self.numbers[self] ?? 0 }

  init(number: Int64) {
    self = Self.allCases.indices.contains(Int(number)) ? Self.allCases[Int(number)] : .other
  }

  private static let numbers = Dictionary(
    uniqueKeysWithValues: allCases.enumerated().map { ($1, Int64($0)) }
  )

  /// Whether it is an ordinary file.
  public var isFile: Bool { self != .directory && self != .link && self != .special }

  /// The category of an ordinary file by the ending of its name.
  init(name: [UInt8]) {
    self = .other
    guard let dot = name.lastIndex(of: 0x2E), dot > name.startIndex, name.count - dot <= 11 else {
      return
    }
    let suffix = SearchText.fold(name[(dot + 1)...])
    self = Self.suffixes[suffix] ?? .other
  }

  private static let suffixes: [[UInt8]: FileCategory] = {
    var all: [[UInt8]: FileCategory] = [:]
    for (category, list) in endings {
      for suffix in list.split(separator: " ") { all[Array(suffix.utf8)] = category }
    }
    return all
  }()

  private static let endings: [(FileCategory, String)] = [
    (
      .image,
      "jpg jpeg png gif webp svg bmp tif tiff heic heif avif ico psd xcf raw cr2 cr3 nef arw dng "
        + "orf rw2 ai eps jxl"
    ),
    (.video, "mp4 m4v mkv mov avi webm mpg mpeg wmv flv 3gp ogv m2ts vob"),
    (.audio, "mp3 flac ogg oga opus wav m4a aac wma aiff aif mid midi"),
    (.document, "pdf doc docx odt rtf ppt pptx odp epub mobi djvu ps tex pages key xps"),
    (.table, "xls xlsx ods csv tsv numbers parquet sqlite db"),
    (
      .text,
      "txt md markdown rst adoc org log nfo srt vtt ini cfg conf toml yaml yml json jsonl xml"
    ),
    (
      .code,
      "swift c h cc cpp hpp cxx m mm rs go py rb js mjs ts tsx jsx java kt kts scala cs fs php pl "
        + "pm lua r jl sh bash zsh fish ps1 bat sql html htm xhtml css scss less vue el clj hs ml ex "
        + "exs erl dart zig nim asm s cmake gradle mk ipynb"
    ),
    (
      .archive,
      "zip tar gz tgz bz2 tbz xz txz zst lz4 lzma 7z rar jar war deb rpm apk iso dmg img cab cpio"
    ),
    (.font, "ttf otf woff woff2 pfb"),
  ]
}
