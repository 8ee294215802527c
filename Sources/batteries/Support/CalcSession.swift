import BatteryJobs
import CalcTool
import Foundation
import SystemPackage

/// Expressions one after the other, from the command line or from standard input.
struct CalcSession {
  let calculator: Calculator
  let console: Console
  let isJSON: Bool
  let isQuiet: Bool
  /// Whether an expression had no result.
  private(set) var hasFailed = false
  /// Results that are not written yet.
  private var pending: [UInt8] = []

  init(calculator: Calculator, console: Console, isJSON: Bool, isQuiet: Bool) {
    self.calculator = calculator
    self.console = console
    self.isJSON = isJSON
    self.isQuiet = isQuiet
  }

  /// Computes the expressions of the command line, of which each may have several lines.
  mutating func compute(_ expressions: [String]) throws {
    for (number, expression) in expressions.enumerated() {
      if expression == "-" {
        try readInput()
        continue
      }
      let lines = expression.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      for (line, text) in lines.enumerated() {
        let places = [
          expressions.count > 1 ? "expression \(number + 1), " : "",
          lines.count > 1 ? "line \(line + 1), " : "",
        ]
        try compute(String(text), at: places.joined())
        try flush()
      }
    }
  }

  /// Computes the lines of standard input as they come.
  mutating func readInput() throws {
    let isInteractive = isatty(FileDescriptor.standardInput.rawValue) == 1
    var reader = LineReader(.standardInput)
    var number = 0
    while true {
      if !reader.hasLine {
        // Nothing more to compute at once: what is computed goes out.
        try flush()
        if isInteractive { try console.write(.error, Array("> ".utf8)) }
      }
      guard let line = try reader.next() else { break }
      number += 1
      if let line {
        let word = line.trimmingCharacters(in: .whitespaces)
        if !calculator.hasValue(word) {
          if word == "quit" || word == "exit" { break }
          if word == "help" {
            console.note(Self.help)
            continue
          }
        }
        try compute(line, at: isInteractive ? "" : "line \(number), ")
      } else {
        try fail("line \(number): The line is longer than 1 MiB. Write a shorter one.")
      }
    }
    try flush()
    if isInteractive {
      console.note("")
      // Whoever typed the lines has seen the errors.
      hasFailed = false
    }
  }

  private mutating func compute(_ line: String, at place: String) throws {
    let result: CalcResult
    do throws(CalcError) {
      guard let computed = try calculator.evaluate(line) else { return }
      result = computed
    } catch {
      return try fail("\(place)\(error)")
    }
    append(result)
    if pending.count > Self.pendingLimit || !result.notes.isEmpty { try flush() }
    for note in result.notes where !isQuiet {
      console.note(place.isEmpty ? note : "\(place.dropLast(2)): \(note)")
    }
  }

  private mutating func fail(_ message: String) throws {
    hasFailed = true
    try flush()
    console.complain(message)
  }

  private static let help =
    "Write an expression such as sqrt(2) or x = 3; ans is the last result; quit or Ctrl-D leaves."
    + " See batteries calc --help and Documentation/Calc.md."

  private static let pendingLimit = 1 << 16

  private mutating func append(_ result: CalcResult) {
    if isJSON {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      pending += (try? encoder.encode(result)) ?? Data()
    } else {
      pending += Array(result.value.utf8)
    }
    pending.append(UInt8(ascii: "\n"))
  }

  private mutating func flush() throws {
    guard !pending.isEmpty else { return }
    try console.write(.output, pending)
    pending = []
  }
}
