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

  /// By the hash of their first words; another word of the same hash is told by the comparison.
  private let phrases: [UInt64: [Phrase]]

  init(_ entries: [Entry], phrase: (Entry) -> String) {
    var phrases: [UInt64: [Phrase]] = [:]
    for (rank, entry) in entries.enumerated() {
      let text = phrase(entry)
      let word = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
      let hash = AgentText.hash(word.utf8)
      phrases[hash, default: []].append(Phrase(text: text, rank: rank, entry: entry))
    }
    self.phrases = phrases
  }

  /// Returns the phrase that counts, and where it ends.
  ///
  /// What links and addresses say does not count.
  func first(in agent: AgentText) -> (entry: Entry, end: Int)? {
    var best: (phrase: Phrase, end: Int)?
    for word in agent.words.indices where !agent.words[word].isInAddress {
      guard let phrases = phrases[agent.words[word].hash] else { continue }
      let start = agent.words[word].range.lowerBound
      for phrase in phrases {
        guard phrase.rank < best?.phrase.rank ?? .max else { break }
        guard agent.has(phrase.text, at: start) else { continue }
        best = (phrase, start + phrase.text.utf8.count)
      }
    }
    return best.map { ($0.phrase.entry, $0.end) }
  }
}
