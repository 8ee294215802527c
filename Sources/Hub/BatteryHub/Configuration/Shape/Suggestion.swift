import BatteryJobs

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
  /// Letter case and the choice between dash, underscore and `camelCase` count for nothing.
  static func nearest(to word: String, in candidates: [String]) -> String? {
    if let known = synonyms[dashed(word)], candidates.contains(known) { return known }
    return NearestWord.find(word, in: candidates) { dashed($0).replacing("-", with: "") }
  }

  /// `Did you mean "timeout"?`, or an empty text.
  static func question(for word: String, in candidates: [String]) -> String {
    nearest(to: word, in: candidates).map { "Did you mean \(Wording.quote($0))?" } ?? ""
  }

  /// `outputLimit`, `output_limit` and `Output-Limit` are all `outputLimit`.
  private static func dashed(_ word: String) -> String {
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
}
