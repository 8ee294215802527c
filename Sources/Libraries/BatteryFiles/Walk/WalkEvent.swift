/// What comes up in a ``DirectoryWalk``.
public enum WalkEvent: Sendable {
  /// Entries of a directory; those of a directory come before what is in them.
  case listing(DirectoryListing)

  /// Something that could not be looked at; the walk goes on.
  case failure(FileError)
}
