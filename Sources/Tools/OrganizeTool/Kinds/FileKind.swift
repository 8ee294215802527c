/// What a file is, by its content where that says so, and by its name where it does not.
public enum FileKind: String, Codable, Hashable, Sendable, CaseIterable {
  /// A picture.
  case image
  /// A film.
  case video
  /// Sound.
  case audio
  /// A text with its layout: PDF, Word and the like.
  case document
  /// A table of a spreadsheet program.
  case spreadsheet
  /// Slides.
  case presentation
  /// An electronic book.
  case book
  /// An archive, or a compressed file.
  case archive
  /// A typeface.
  case font
  /// The source of a program.
  case code
  /// Plain text.
  case text
  /// A program, or what installs one.
  case program
  /// A database, a table of values or an image of a disk.
  case data
  /// None of these.
  case other

  /// The name of the folder that files of this kind go to.
  var folder: String {
    switch self {
    case .image: "Images"
    case .video: "Videos"
    case .audio: "Audio"
    case .document: "Documents"
    case .spreadsheet: "Spreadsheets"
    case .presentation: "Presentations"
    case .book: "Books"
    case .archive: "Archives"
    case .font: "Fonts"
    case .code: "Code"
    case .text: "Text"
    case .program: "Programs"
    case .data: "Data"
    case .other: "Other"
    }
  }

  /// Reads a kind; another word is an error that says what may have been meant.
  public init(from decoder: any Decoder) throws {
    self = try StrictKeys.word(decoder)
  }
}
