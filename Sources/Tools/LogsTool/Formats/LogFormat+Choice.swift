internal import BatteryTables

extension LogFormat {
  /// Finds the format of a log, or completes the one that was given.
  ///
  /// - Parameters:
  ///   - head: The first bytes of the log.
  ///   - given: The format that was asked for.
  ///   - name: What messages call the log.
  /// - Returns: The format, and how it was found.
  /// - Throws: ``TableError`` when it is none, or fewer than half of the first lines are in it.
  static func chosen(
    for head: [UInt8],
    _ given: LogFormat?,
    _ name: String
  ) throws(TableError) -> (format: LogFormat, note: String?) {
    if head.allSatisfy({ $0 == 10 || $0 == 13 || $0 == 32 || $0 == 9 }) {
      // What was just rotated is empty, and no reason to say nothing of the rest.
      let format = given ?? LogFormat(.classic(ClassicLayout()), "combined")
      return (format, "\(name): there is nothing in it.")
    }
    if let given { return (given.completed(from: head), nil) }
    let guess = detect(in: head)
    if let format = guess.format, guess.confidence >= 0.5 {
      return (format, "\(name): \(guess.reason)")
    }
    throw unknown(guess, name)
  }

  /// Why a log is in no known format, with lines that fail.
  static func unknown(_ guess: LogFormatGuess, _ name: String) -> TableError {
    let remedy = guess.failures.isEmpty ? "" : " Pass --log-format, or check the file."
    return TableError(
      .invalidData,
      "\(name): \(guess.reason)\(remedy)\(text(of: guess.failures))"
    )
  }

  /// Why a log in which no line is of this format cannot be read.
  func mismatch(with head: [UInt8], _ name: String, lines: Int) -> TableError {
    let count = lines == 1 ? "its only line is not" : "none of its \(lines) lines is"
    let format = title.hasPrefix("the format") ? title : "the format \(title)"
    let failures = LineSample(head).tally(makeParser()).failures
    return TableError(
      .invalidData,
      "\(name): \(count) in \(format). Pass another --log-format, or leave it out to have "
        + "it found.\(Self.text(of: failures))"
    )
  }

  private static func text(of failures: [LogFormatGuess.Failure]) -> String {
    failures.map { "\n  line \($0.line): \($0.reason): \($0.text)" }.joined()
  }
}
