/// The words behind the name of a measure.
struct Arguments {
  private let words: [String]

  init(_ words: [String]) {
    self.words = words
  }

  /// Returns a word.
  func text(_ index: Int) throws -> String {
    guard words.indices.contains(index) else {
      throw BenchmarkError("argument \(index + 1) is missing")
    }
    return words[index]
  }

  /// Returns a whole number.
  func number(_ index: Int) throws -> Int {
    guard let number = Int(try text(index)) else {
      throw BenchmarkError("argument \(index + 1) is not a number")
    }
    return number
  }

  /// Returns the words from a place on.
  func rest(from index: Int) -> [String] { Array(words.dropFirst(index)) }
}
