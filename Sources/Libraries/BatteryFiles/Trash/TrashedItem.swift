public import SystemPackage

/// Something in the trash.
public struct TrashedItem: Hashable, Sendable {
  /// The directory of the trash it is in, which holds `files` and `info`.
  public var trash: FilePath

  /// The name it has in the trash.
  public var name: FilePath.Component

  /// Where it was, as an absolute path.
  public var original: FilePath

  /// When it was put there, in seconds since 1970 by local time, as the specification has it, so
  /// without a zone; `nil` where nothing readable is said.
  public var deleted: Int64?

  /// Where it is now.
  public var path: FilePath { trash.appending("files").appending(name) }

  var infoPath: FilePath { trash.appending("info").appending(infoName.component ?? name) }

  var infoName: EntryName { EntryName(name).withSuffix(".trashinfo") }
}

extension EntryName {
  func withSuffix(_ text: String) -> EntryName {
    EntryName(
      characters: characters.dropLast() + text.utf8.map { CChar(bitPattern: $0) } + [0]
    )
  }
}
