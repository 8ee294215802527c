/// Finds the word that somebody meant.
public enum NearestWord {
  /// Finds the candidate with the fewest edits from a word.
  ///
  /// An edit inserts, removes or replaces a letter, or swaps two neighbours. Near is one edit in a
  /// word of two to four letters, and a third of the letters in a longer one.
  ///
  /// - Parameters:
  ///   - word: What was written.
  ///   - candidates: What may have been meant.
  ///   - normalize: What makes two ways to write a word the same; without regard to case as a rule.
  /// - Returns: The candidate; `nil` when none is near.
  public static func find(
    _ word: String,
    in candidates: some Sequence<String>,
    normalize: (String) -> String = { $0.lowercased() }
  ) -> String? {
    let wanted = Array(normalize(word).utf8)
    guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
    let limit = wanted.count < 2 ? 0 : wanted.count <= 4 ? 1 : wanted.count / 3
    var best: (edits: Int, word: String)?
    for candidate in candidates {
      let bytes = Array(normalize(candidate).utf8)
      guard abs(bytes.count - wanted.count) <= limit else { continue }
      let edits = distance(wanted, bytes)
      if edits <= limit, edits < best?.edits ?? .max { best = (edits, candidate) }
    }
    return best?.word
  }

  /// The optimal string alignment distance.
  static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in 0..<left.count {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for column in 0..<right.count {
        let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
        var edits = min(replaced, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          edits = min(edits, beforeLast[column - 1] + 1)
        }
        current.append(edits)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
