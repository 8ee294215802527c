/// A regular expression as steps: however the text is, each of its characters is looked at once by each
/// step.
struct SearchProgram: Sendable {
  enum Step: Sendable {
    /// Takes a character of a set.
    case take(Int)
    /// Goes on at two places, of which the first is preferred.
    case split(Int, Int)
    case jump(Int)
    /// Remembers the place in the text.
    case save(Int)
    case start
    case end
    case found
  }

  private(set) var steps: [Step] = []
  private(set) var sets: [ScalarSet] = []
  /// How many places are remembered: where each group begins and ends.
  let slots: Int
  /// Whether it can only match at the start of a text.
  private(set) var isAnchored = false
  /// For each byte whether a match may begin with it; `nil` when one may be empty.
  private(set) var firsts: [Bool]?

  /// How many steps there may be.
  private static let mostSteps = 4000

  /// Makes the steps; `nil` when there would be too many.
  init?(_ syntax: SearchSyntax, groups: Int) {
    slots = groups * 2
    guard add(syntax) else { return nil }
    steps.append(.found)
    findStarts()
  }

  private mutating func add(_ syntax: SearchSyntax) -> Bool {
    guard steps.count < Self.mostSteps else { return false }
    switch syntax {
    case .empty: return true
    case .start: steps.append(.start)
    case .end: steps.append(.end)
    case .scalar(let set):
      let number = sets.firstIndex(of: set) ?? sets.count
      if number == sets.count { sets.append(set) }
      steps.append(.take(number))
    case .sequence(let parts): return parts.allSatisfy { add($0) }
    case .group(let number, let inner):
      steps.append(.save(number * 2))
      guard add(inner) else { return false }
      steps.append(.save(number * 2 + 1))
    case .choice(let parts): return add(choice: parts)
    case .repetition(let inner, let least, let most, let isLazy):
      for _ in 0..<least { guard add(inner) else { return false } }
      guard let most else { return add(loop: inner, isLazy) }
      return add(inner, upTo: most - least, isLazy)
    }
    return true
  }

  private mutating func add(choice parts: [SearchSyntax]) -> Bool {
    var jumps: [Int] = []
    for part in parts.dropLast() {
      let split = steps.count
      steps.append(.split(split + 1, 0))
      guard add(part) else { return false }
      jumps.append(steps.count)
      steps.append(.jump(0))
      steps[split] = .split(split + 1, steps.count)
    }
    guard let last = parts.last, add(last) else { return false }
    for jump in jumps { steps[jump] = .jump(steps.count) }
    return true
  }

  private mutating func add(loop inner: SearchSyntax, _ isLazy: Bool) -> Bool {
    let split = steps.count
    steps.append(.jump(0))
    guard add(inner) else { return false }
    steps.append(.jump(split))
    steps[split] = isLazy ? .split(steps.count, split + 1) : .split(split + 1, steps.count)
    return true
  }

  private mutating func add(_ inner: SearchSyntax, upTo times: Int, _ isLazy: Bool) -> Bool {
    var splits: [Int] = []
    for _ in 0..<times {
      splits.append(steps.count)
      steps.append(.jump(0))
      guard add(inner) else { return false }
    }
    for split in splits {
      steps[split] = isLazy ? .split(steps.count, split + 1) : .split(split + 1, steps.count)
    }
    return true
  }

  /// Finds out what a match begins with.
  private mutating func findStarts() {
    var firsts = [Bool](repeating: false, count: 256)
    var seen: Set<Int> = []
    var rest = [0]
    var isAnchored = true
    var canBeEmpty = false
    while let place = rest.popLast() {
      guard seen.insert(place).inserted else { continue }
      switch steps[place] {
      case .start: break
      case .jump(let next): rest.append(next)
      case .split(let one, let other): rest += [one, other]
      case .save: rest.append(place + 1)
      case .end, .found: (isAnchored, canBeEmpty) = (false, true)
      case .take(let number):
        isAnchored = false
        for byte in 0..<128 where sets[number].contains(UInt32(byte)) { firsts[byte] = true }
        // Which characters begin with one of these bytes is not looked at.
        for byte in 128..<256 { firsts[byte] = true }
      }
    }
    self.isAnchored = isAnchored
    // What begins at the start of the text only needs no search.
    self.firsts =
      canBeEmpty || seen.contains { if case .start = steps[$0] { true } else { false } }
      ? nil : firsts
  }
}
