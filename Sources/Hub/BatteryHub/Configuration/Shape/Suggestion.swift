/// Finds the key or name that somebody meant.
enum Suggestion {
  /// What other programs call the same things.
  private static let synonyms = [
    "backfill": "misfire", "catchup": "misfire", "cmd": "run", "command": "run",
    "depends-on": "needs", "desc": "description", "env": "environment",
    "exec": "run", "kill-after": "grace", "retention": "keep", "retries": "retry",
    "schedule": "on", "script": "run", "shell": "run", "time-limit": "timeout",
    "time-zone": "timezone", "triggers": "on", "tz": "timezone", "when": "on",
  ]

  /// Returns the candidate nearest to a word, or `nil` when none is near.
  ///
  /// Near is one edit in a word of two to four letters and a third of the letters in a longer one; an
  /// edit inserts, removes or replaces a letter, or swaps two neighbours. Letter case and the choice
  /// between dash, underscore and `camelCase` count for nothing.
  static func nearest(to word: String, in candidates: [String]) -> String? {
    let wanted = normalized(word)
    guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
    if let known = synonyms[wanted], candidates.contains(known) {
      return known
    }
    let letters = Array(wanted.replacing("-", with: "").utf8)
    let limit = letters.count < 2 ? 0 : letters.count <= 4 ? 1 : letters.count / 3
    var best: (edits: Int, candidate: String)?
    for candidate in candidates {
      let other = Array(normalized(candidate).replacing("-", with: "").utf8)
      guard abs(other.count - letters.count) <= limit else { continue }
      let edits = distance(letters, other)
      if edits <= limit, edits < best?.edits ?? .max { best = (edits, candidate) }
    }
    return best?.candidate
  }

  /// `Did you mean "timeout"?`, or an empty text.
  static func question(for word: String, in candidates: [String]) -> String {
    nearest(to: word, in: candidates).map { "Did you mean \(Wording.quote($0))?" } ?? ""
  }

  /// `outputLimit`, `output_limit` and `Output-Limit` are all `outputLimit`.
  private static func normalized(_ word: String) -> String {
    var result = ""
    var wasLower = false
    for character in word {
      if character == "_" || character == "-" {
        result += "-"
      } else {
        if character.isUppercase, wasLower { result += "-" }
        result += character.lowercased()
      }
      wasLower = character.isLowercase
    }
    return result
  }

  /// The optimal string alignment distance.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        var edits = min(
          last[column] + (left[row] == right[column] ? 0 : 1),
          last[column + 1] + 1,
          current[column] + 1
        )
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
