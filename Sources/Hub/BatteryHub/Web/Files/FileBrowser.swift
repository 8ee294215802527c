public import Foundation
public import SystemPackage

/// Files that the dashboard shows: those of a catalog, which the hub is handed and does not know.
///
/// Everything is found by the number that the catalog has for it, so that no address can name a file
/// that is not in the catalog.
public protocol FileBrowser: Sendable {
  /// Returns what is at the top; `nil` when there is no catalog.
  func overview() async throws -> FileOverview?

  /// Returns a directory or file; `nil` when there is none of this number.
  func entry(_ id: Int64) async throws -> BrowsedFile?

  /// Returns the directories above an entry, the folder of the catalog first.
  func parents(of id: Int64) async throws -> [BrowsedFile]

  /// Returns some of what is in a directory, directories first.
  func list(_ id: Int64, from: Int, limit: Int) async throws -> [BrowsedFile]

  /// Finds files by words, a kind and a tag; empty texts ask for nothing.
  ///
  /// - Throws: ``FileBrowserError`` when the words cannot be understood.
  func search(_ search: FileSearchFields, limit: Int) async throws -> [BrowsedFile]

  /// Opens a file that is still an ordinary one at its place, without following a link.
  ///
  /// - Returns: `nil` when it is not.
  func open(_ id: Int64) async throws -> FileDescriptor?
}

/// What the top of the files shows.
public struct FileOverview: Sendable {
  /// The folders, whose names are their paths.
  public var folders: [BrowsedFile]
  /// The tags and how many files have each.
  public var tags: [(name: String, count: Int)]
  /// Names of saved searches.
  public var searches: [String]
  /// When the folder longest ago was indexed.
  public var indexed: Date?

  /// Describes the top.
  public init(
    folders: [BrowsedFile],
    tags: [(name: String, count: Int)],
    searches: [String],
    indexed: Date?
  ) {
    self.folders = folders
    self.tags = tags
    self.searches = searches
    self.indexed = indexed
  }
}

/// A file or directory as pages show it.
public struct BrowsedFile: Hashable, Sendable {
  /// The number that the catalog has for it.
  public var id: Int64
  /// The name, with replacement characters for what is no text.
  public var name: String
  /// The directory in which it is, for lists of files from several.
  public var place: String
  /// The sort: `directory`, `image`, `document` and so on.
  public var kind: String
  /// The size in bytes.
  public var size: Int64
  /// When it was changed.
  public var modified: Date
  /// Its tags.
  public var tags: [String]

  /// Whether there is something in it.
  public var isDirectory: Bool { kind == "directory" }

  /// Describes a file.
  public init(
    id: Int64,
    name: String,
    place: String,
    kind: String,
    size: Int64,
    modified: Date,
    tags: [String]
  ) {
    self.id = id
    self.name = name
    self.place = place
    self.kind = kind
    self.size = size
    self.modified = modified
    self.tags = tags
  }
}

/// What somebody looks for.
public struct FileSearchFields: Hashable, Sendable {
  /// Words of the name.
  public var words: String
  /// Words of the text.
  public var text: String
  /// The sort.
  public var kind: String
  /// A tag.
  public var tag: String
  /// The name of a saved search, to which the others are added.
  public var saved: String

  /// Describes a search.
  public init(
    words: String = "",
    text: String = "",
    kind: String = "",
    tag: String = "",
    saved: String = ""
  ) {
    self.words = words
    self.text = text
    self.kind = kind
    self.tag = tag
    self.saved = saved
  }

  /// Whether nothing is looked for.
  public var isEmpty: Bool { self == FileSearchFields() }
}

/// A search or a catalog that cannot be used.
public struct FileBrowserError: Error, Sendable {
  /// What is wrong and what to do, in one line.
  public var message: String

  /// Describes a failure.
  public init(_ message: String) { self.message = message }
}
