/// Finds which of many phrases an agent has, in time that does not grow with their number.
///
/// A phrase starts with a word, in small letters, and stands where a word of the agent starts. Of
/// several that are there the one that comes first in the table counts.
struct PhraseTable<Entry: Sendable>: Sendable {
  private struct Phrase {
    var text: String
    var rank: Int
    var entry: Entry
  }

  private let phrases: [String: [Phrase]]

  init(_ entries: [Entry], phrase: (Entry) -> String) {
    var phrases: [String: [Phrase]] = [:]
    for (rank, entry) in entries.enumerated() {
      let text = phrase(entry)
      let word = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
      phrases[String(word), default: []].append(Phrase(text: text, rank: rank, entry: entry))
    }
    self.phrases = phrases
  }

  /// Returns the phrase that counts, and where it ends.
  ///
  /// What links and addresses say does not count.
  func first(in agent: AgentText) -> (entry: Entry, end: Int)? {
    var best: (phrase: Phrase, end: Int)?
    for word in agent.words where !word.isInAddress {
      for phrase in phrases[word.text] ?? [] {
        guard phrase.rank < best?.phrase.rank ?? .max else { break }
        guard agent.has(phrase.text, at: word.range.lowerBound) else { continue }
        best = (phrase, word.range.lowerBound + phrase.text.utf8.count)
      }
    }
    return best.map { ($0.phrase.entry, $0.end) }
  }
}
