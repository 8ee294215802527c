/// How a file got a tag.
enum TagSource: Int64 {
  /// Somebody gave it.
  case hand = 0
  /// A rule gave it, and takes it away when it does not hold any more.
  case rule = 1
  /// It stands in the file's extended attribute.
  case attribute = 2
}
