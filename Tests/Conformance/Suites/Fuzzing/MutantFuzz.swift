import BatteryTables
import Foundation

/// Damaged files: whatever a file holds, it is read or refused, the same in blocks of every size,
/// and in no more memory than it has reason for.
public enum MutantFuzz {
  /// What a run found.
  public struct Outcome: Sendable {
    /// How many files were read.
    public var read = 0
    /// How many were refused.
    public var refused = 0
    /// A line for each file that was answered in two ways.
    public var failures: [String] = []

    /// What is printed at the end.
    public var summary: String {
      "\(read) damaged files were read, \(refused) refused, \(failures.count) answered in two ways"
    }
  }

  private static let pieces: [[UInt8]] =
    [
      "\"", "\"\"", ",", "\n", "\r", "\r\n", "\\", "'", ";", "\t", "{", "}", "[", "]", ":", "\\u",
      "\\ud83d", "1e999999999", "-", "0", "null", "\u{FEFF}", "é", " ",
    ].map { Array($0.utf8) } + [[0], [0x80], [0xFF], [0xED, 0xA0, 0x80], [0xF0, 0x9F]]

  /// Damages files of a folder and the folders in it, `count` times.
  public static func run(
    path: String,
    seed: UInt64,
    count: Int
  ) throws(ConformanceError) -> Outcome {
    let files = seeds(path)
    guard !files.isEmpty else {
      throw ConformanceError("\(path): holds no .csv, .json or .jsonl files; name another folder")
    }
    var outcome = Outcome()
    for number in 0..<count {
      var dice = FuzzDice(seed &+ UInt64(number))
      let file = dice.choice(files)
      var bytes = file.bytes
      for _ in 0..<dice.number(1...4) { damage(&bytes, files, &dice) }
      let failure = file.isJSON ? json(bytes, &outcome) : csv(bytes, &dice, &outcome)
      if let failure {
        let text = String(decoding: bytes, as: UTF8.self).debugDescription
        outcome.failures.append("seed \(seed &+ UInt64(number)): \(failure): \(text.prefix(400))")
      }
      if outcome.failures.count >= 20 { break }
    }
    return outcome
  }

  private static func seeds(_ path: String) -> [(bytes: [UInt8], isJSON: Bool)] {
    let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return names.sorted().compactMap { name in
      let isJSON = name.hasSuffix(".json") || name.hasSuffix(".jsonl")
      guard isJSON || name.hasSuffix(".csv"),
        let data = FileManager.default.contents(atPath: "\(path)/\(name)"), data.count <= 1 << 16
      else { return nil }
      return (Array(data), isJSON)
    }
  }

  private static func damage(
    _ bytes: inout [UInt8],
    _ files: [(bytes: [UInt8], isJSON: Bool)],
    _ dice: inout FuzzDice
  ) {
    let place = dice.number(0...bytes.count)
    let rest = bytes.count - place
    switch dice.number(0...7) {
    case 0: bytes.insert(contentsOf: dice.choice(pieces), at: place)
    case 1: bytes.removeSubrange(place..<place + min(rest, dice.number(1...8)))
    case 2 where rest > 0: bytes[place] = UInt8(dice.number(0...255))
    case 3: bytes.removeSubrange(place...)
    case 4:
      let other = dice.choice(files).bytes
      bytes.insert(contentsOf: other.prefix(dice.number(0...200)), at: place)
    case 5: bytes.insert(contentsOf: bytes[place..<place + min(rest, 64)], at: place)
    case 6:
      let piece = dice.choice(pieces)
      let many = dice.once(in: 20) ? 20_000 : dice.number(2...40)
      bytes.insert(contentsOf: (0..<many).flatMap { _ in piece }, at: place)
    default: bytes.shuffle(from: place, count: min(rest, 6), &dice)
    }
  }

  /// Reads a CSV file in three ways; `nil` when they agree.
  private static func csv(
    _ bytes: [UInt8],
    _ dice: inout FuzzDice,
    _ outcome: inout Outcome
  ) -> String? {
    var options = CSVOptions()
    if dice.once(in: 2) { options.dialect = FuzzTable.dialect(&dice) }
    options.header = dice.choice(CSVOptions.Header.allCases)
    options.types = dice.choice(CSVOptions.Types.allCases)
    options.ragged = dice.choice(CSVOptions.Ragged.allCases)
    options.names = dice.choice(CSVOptions.Names.allCases)
    options.encoding = dice.once(in: 4) ? dice.choice(CSVEncoding.allCases) : nil
    if dice.once(in: 4) { options.fieldLimit = dice.number(1...2000) }
    if dice.once(in: 3) { options.onReject = { _ in } }
    var answers: [String] = []
    // A row that is longer than a field may be ends the reading only where blocks are short.
    let isLimited = options.fieldLimit < 3 * bytes.count
    for (blockSize, threads) in [(1 << 20, 1), (dice.number(1...64), 2), (4096, 1)] {
      options.blockSize = blockSize
      options.threads = threads
      answers.append(table(bytes, options))
    }
    if answers[0].hasPrefix("refused") { outcome.refused += 1 } else { outcome.read += 1 }
    return Set(answers).count == 1 || isLimited
      ? nil : "\(options): \(answers.map { $0.prefix(300) }.joined(separator: " | "))"
  }

  private static func table(_ bytes: [UInt8], _ options: CSVOptions) -> String {
    do {
      var reader = try CSVReader(MemoryByteSource(bytes, step: options.blockSize), options)
      var text = "\(reader.schema.fields.map { "\($0.name) \($0.type)" })"
      while let batch = try reader.next() {
        for row in 0..<batch.count { text += "\n\(batch[row])" }
      }
      return text
    } catch {
      // Which of several problems is met first depends on the blocks.
      return "refused"
    }
  }

  /// Reads a JSON file whole and in pieces, and as a table; `nil` when they agree.
  private static func json(_ bytes: [UInt8], _ outcome: inout Outcome) -> String? {
    if let failure = JSONSuite.check(bytes, expected: "i") { return failure }
    let isRead = (try? JSONParser().parse(bytes)) != nil
    if isRead { outcome.read += 1 } else { outcome.refused += 1 }
    var answers: [String] = []
    for blockSize in [1 << 16, 256] {
      var options = JSONTableOptions()
      options.onReject = { _ in }
      options.blockSize = blockSize
      do {
        var reader = try JSONLinesReader(MemoryByteSource(bytes), options)
        var text = "\(reader.schema.names)"
        while let batch = try reader.next() {
          for row in 0..<batch.count { text += "\n\(batch[row])" }
        }
        answers.append(text)
      } catch {
        answers.append("refused")
      }
    }
    return Set(answers).count == 1 ? nil : "lines: \(answers.joined(separator: " | "))"
  }
}

extension [UInt8] {
  /// Brings some bytes into another order.
  fileprivate mutating func shuffle(from place: Int, count: Int, _ dice: inout FuzzDice) {
    let part = self[place..<place + count].shuffled(using: &dice)
    replaceSubrange(place..<place + count, with: part)
  }
}
