import BatteryFiles
import BatteryJobs

/// What one word of a search asks of a name or path.
enum NameCondition {
  case isInName([UInt8])
  case isInPath([UInt8])
  case matches(Glob)

  init(_ word: String) throws {
    let folded = SearchText.fold(word)
    if folded.utf8.contains(0x2F) {
      self = .isInPath(Array(folded.utf8))
    } else if folded.utf8.contains(where: { $0 == 0x2A || $0 == 0x3F }) {
      do {
        self = .matches(try Glob(folded))
      } catch {
        throw JobError(
          .configuration,
          "\(DisplayText.harmless(word)): \(error.problem). Write \\ before what is meant as it is.",
          exitStatus: 64
        )
      }
    } else {
      self = .isInName(Array(folded.utf8))
    }
  }

  /// Three letters in a row that the name must have.
  var trigrams: [String] {
    switch self {
    case .isInName(let word): return SearchText.trigrams(word)
    case .isInPath: return []
    case .matches(let glob):
      // Classes, alternatives and escapes are left to the look at the name itself.
      guard !glob.pattern.utf8.contains(where: { "[{\\".utf8.contains($0) }) else { return [] }
      return glob.pattern.split { $0 == "*" || $0 == "?" }
        .flatMap { SearchText.trigrams(Array($0.utf8)) }
    }
  }

  /// Whether a name holds to it, and a path, which is only made when it is needed.
  func holds(_ name: [UInt8], path: () throws -> [UInt8]) rethrows -> Bool {
    switch self {
    case .isInName(let word): SearchText.contains(name, word)
    case .isInPath(let word): SearchText.contains(SearchText.fold(try path()), word)
    case .matches(let glob): glob.matches(name.span)
    }
  }
}
