/// The rules that hold in a directory: its own, and those of the directories above it.
final class IgnoreChain: Sendable {
  private let rules: IgnoreRules
  /// The length of the path to the directory of the rules, with its `/`.
  private let prefix: Int
  private let parent: IgnoreChain?

  init(rules: IgnoreRules, prefix: Int, parent: IgnoreChain?) {
    self.rules = rules
    self.prefix = prefix
    self.parent = parent
  }

  /// What the nearest rules that match say about a path from the root of the walk.
  func verdict(on path: [UInt8], isDirectory: Bool) -> IgnoreRules.Verdict? {
    var next: IgnoreChain? = self
    while let chain = next {
      let rest = path.span.extracting(chain.prefix..<path.count)
      if let verdict = chain.rules.verdict(on: rest, isDirectory: isDirectory) { return verdict }
      next = chain.parent
    }
    return nil
  }
}
