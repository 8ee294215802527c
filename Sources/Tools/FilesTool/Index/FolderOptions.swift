import Foundation

/// How a folder is indexed; the catalog remembers it.
public struct FolderOptions: Codable, Hashable, Sendable {
  /// Whether names that begin with a dot are taken in.
  public var hidden: Bool

  /// Whether directories on other file systems are entered.
  public var allFilesystems: Bool

  /// Patterns of what is left out, as in a `.gitignore`.
  public var exclude: [String]

  /// Whether what `.gitignore` files name is left out.
  public var gitignore: Bool

  /// Whether the texts of files are read, so that they can be searched.
  public var text: Bool

  /// Whether tags in the extended attribute `user.xdg.tags` are read.
  public var xattr: Bool

  /// Describes how a folder is indexed.
  public init(
    hidden: Bool = false,
    allFilesystems: Bool = false,
    exclude: [String] = [],
    gitignore: Bool = false,
    text: Bool = false,
    xattr: Bool = false
  ) {
    self.hidden = hidden
    self.allFilesystems = allFilesystems
    self.exclude = exclude
    self.gitignore = gitignore
    self.text = text
    self.xattr = xattr
  }

  /// Reads what a catalog has; something that cannot be read is as if nothing had been said.
  init(stored text: String) {
    self = (try? JSONDecoder().decode(Self.self, from: Data(text.utf8))) ?? FolderOptions()
  }

  func storedText() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
