internal import SystemPackage

/// A file that was opened for one look at the logs, and why.
struct LogLook {
  var content: LogContent
  /// The log that it is, or was.
  var log: FilePath
  /// Whether programs write to it.
  var isMain: Bool
  /// Whether it was asked for by name.
  var isAsked: Bool
  /// Whether it is only known by its open descriptor: its name is another file's now, or nobody's.
  var isHeld = false

  /// Whether this is the better one of two files with the same content: the one that has more of it,
  /// then the one that programs write to.
  func isBetter(than other: LogLook, for source: LogSource) -> Bool {
    if content.isCompressed != other.content.isCompressed { return !content.isCompressed }
    if content.mark.size != other.content.mark.size {
      return content.mark.size > other.content.mark.size
    }
    if isMain != other.isMain { return isMain }
    return content.mark.isSameFile(as: source.mark)
      && !other.content.mark.isSameFile(as: source.mark)
  }
}
