/// Counts with the word for what is counted: 1 row, 2 rows.
enum Counted {
  /// A count and its word, with an s where there is not one; `many` for words that do otherwise.
  static func text(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(count) \(word(count, one, many))"
  }

  /// The word alone.
  static func word(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    count == 1 ? one : many ?? one + "s"
  }
}
