/// What the suffixes of names say of files.
enum KindNames {
  /// The kinds by suffix, in lower case and without the dot.
  static let kinds: [String: FileKind] = {
    var kinds: [String: FileKind] = [:]
    for (kind, names) in lists {
      for name in names.split(separator: " ") { kinds[String(name)] = kind }
    }
    return kinds
  }()

  /// Suffixes of formats that begin with a signature, so that a file without it is none of them.
  static let hasSignature: Set<String> = Set(
    """
    png jpg jpeg gif tif tiff webp bmp heic avif psd mp4 mov mkv avi webm flac ogg wav pdf zip gz bz2
    xz zst 7z rar docx xlsx pptx epub odt ods odp ttf otf woff woff2 sqlite exe
    """.split(whereSeparator: \.isWhitespace).map(String.init)
  )

  /// Whether files of that kind and suffix are text.
  static func isWritten(_ kind: FileKind, _ suffix: String) -> Bool {
    switch kind {
    case .code, .text, .data: true
    case .image: suffix == "svg" || suffix == "eps" || suffix == "xpm" || suffix == "ppm"
    case .document: ["tex", "html", "htm", "ps", "rtf", "fodt"].contains(suffix)
    case .spreadsheet: ["csv", "tsv", "fods"].contains(suffix)
    case .book: suffix == "fb2"
    case .audio: suffix == "m3u" || suffix == "m3u8" || suffix == "cue"
    case .program: suffix == "desktop" || suffix == "bat"
    default: false
    }
  }

  private static let lists: [(FileKind, String)] = [
    (
      .image,
      "jpg jpeg png gif bmp tif tiff webp heic heif avif svg ico psd xcf raw cr2 cr3 nef arw dng orf "
        + "rw2 eps jxl jp2 ppm pgm pbm xpm tga qoi ai"
    ),
    (.video, "mp4 m4v mov mkv webm avi wmv flv mpg mpeg mts m2ts ts 3gp ogv vob"),
    (.audio, "mp3 m4a m4b aac flac ogg oga opus wav aif aiff wma mid midi amr ape wv m3u m3u8 cue"),
    (.document, "pdf doc docx odt rtf pages tex ps djvu xps html htm fodt wpd"),
    (.spreadsheet, "xls xlsx xlsm ods csv tsv numbers fods"),
    (.presentation, "ppt pptx pps ppsx odp key"),
    (.book, "epub mobi azw azw3 fb2 cbz cbr"),
    (
      .archive,
      "zip tar gz tgz bz2 tbz2 xz txz zst 7z rar lz lz4 lzma cab cpio ar z br"
    ),
    (.font, "ttf otf woff woff2 ttc pfb bdf"),
    (
      .code,
      "swift py c h cc cpp cxx hpp m mm rs go java kt kts js mjs ts tsx jsx rb pl pm php sh bash zsh "
        + "fish lua r jl scala clj hs ml mli fs cs vb sql css scss less vim el lisp scm asm s f f90 "
        + "pas d nim zig dart ex exs erl cmake make mk gradle bazel ipynb vue po pot awk sed tcl ps1 "
        + "xsl ini cfg conf plist proto"
    ),
    (.text, "txt md markdown rst log nfo text org adoc srt vtt eml ics vcf diff patch"),
    (.program, "exe msi deb rpm apk appimage dmg pkg jar app bat desktop so dll wasm snap flatpak"),
    (
      .data,
      "sqlite sqlite3 db parquet arrow iso img vmdk qcow2 vdi bin dat hdf5 h5 npy npz pickle "
        + "json jsonl yaml yml toml xml"
    ),
  ]
}
