import BatteryNumbers

/// One case of a decTest file: an operation, its operands, the result and the conditions.
struct DecimalCase {
  let name: String
  let operation: String
  let operands: [String]
  let result: String
  let signals: DecimalSignals

  /// A question without the expected answer.
  init(operation: String, operands: [String]) {
    name = ""
    self.operation = operation
    self.operands = operands
    result = ""
    signals = []
  }

  /// Reads a line such as `addx001 add 1 1 -> 2`; `nil` when it is none.
  init?(_ line: some StringProtocol) {
    var words = Self.words(line)
    guard let arrow = words.firstIndex(of: "->"), arrow >= 2, arrow + 1 < words.count else {
      return nil
    }
    name = words[0]
    operation = words[1].lowercased()
    operands = Array(words[2..<arrow])
    result = words[arrow + 1]
    words.removeFirst(arrow + 2)
    var signals: DecimalSignals = []
    for word in words {
      guard let signal = Self.signals[word.lowercased()] else { return nil }
      signals.formUnion(signal)
    }
    self.signals = signals
  }

  /// Whether an encoding or the missing operand is in it.
  var hasEncoding: Bool { (operands + [result]).contains { $0.contains("#") } }

  /// Whether a result is the expected one; hexadecimal digits may be of either case.
  func expects(_ found: String) -> Bool {
    result.hasPrefix("#") ? found.lowercased() == result.lowercased() : found == result
  }

  /// Cuts at blanks outside quotes, and takes the quotes away; a comment ends the line.
  private static func words(_ line: some StringProtocol) -> [String] {
    var words: [String] = []
    var word: [UInt8]?
    var quote: UInt8?
    var bytes = Array(line.utf8)[...]
    while let byte = bytes.popFirst() {
      if let open = quote {
        if byte != open {
          word?.append(byte)
        } else if bytes.first == open {
          bytes.removeFirst()
          word?.append(byte)
        } else {
          quote = nil
        }
      } else if byte == 0x27 || byte == 0x22 {
        quote = byte
        word = word ?? []
      } else if byte <= 0x20 {
        if let done = word { words.append(String(decoding: done, as: UTF8.self)) }
        word = nil
      } else {
        if word == nil, byte == 0x2D, bytes.first == 0x2D { break }
        word = (word ?? []) + [byte]
      }
    }
    if let done = word { words.append(String(decoding: done, as: UTF8.self)) }
    return words
  }

  private static let signals: [String: DecimalSignals] = [
    "clamped": .clamped, "conversion_syntax": .invalidOperation,
    "division_by_zero": .divisionByZero, "division_impossible": .invalidOperation,
    "division_undefined": .invalidOperation, "inexact": .inexact,
    "insufficient_storage": .invalidOperation, "invalid_context": .invalidOperation,
    "invalid_operation": .invalidOperation, "lost_digits": [], "overflow": .overflow,
    "rounded": .rounded, "subnormal": .subnormal, "underflow": .underflow,
  ]
}
