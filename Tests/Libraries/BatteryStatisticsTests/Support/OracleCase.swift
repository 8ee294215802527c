import Foundation
import Subprocess

/// A question and an answer of another program, as the scripts in Oracles write them down.
struct OracleCase: Sendable {
  let operation: String
  /// The arguments and, behind them, what is expected.
  let fields: [String]
  let line: String

  init(_ line: Substring) {
    self.line = String(line)
    var parts = line.split(separator: "\t", omittingEmptySubsequences: false).map { field in
      String(field).replacing("\\n", with: "\n").replacing("\\t", with: "\t")
    }
    operation = parts.removeFirst()
    fields = parts
  }

  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Oracles")

  /// The cases of a file in Oracles.
  static func recorded(_ name: String) throws -> [OracleCase] {
    let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    return cases(text)
  }

  private static func cases(_ text: String) -> [OracleCase] {
    text.split(separator: "\n").map { OracleCase($0) }
  }

  /// The names under which a Python that is new enough may be found.
  private static let interpreters = ["python3.14", "python3.13", "python3"]

  private static func output(_ interpreter: String, _ arguments: [String]) async -> String? {
    let result = try? await run(
      .name(interpreter),
      arguments: Arguments(arguments),
      output: .string(limit: 64 << 20),
      error: .discarded
    )
    guard let result, result.terminationStatus.isSuccess else { return nil }
    return result.standardOutput
  }

  /// A Python of 3.13 or newer, whose statistics have all the functions, or `nil`.
  static func interpreter() async -> String? {
    let check = "import sys; sys.exit(sys.version_info < (3, 13))"
    for name in interpreters where await output(name, ["-c", check]) != nil { return name }
    return nil
  }

  /// New cases, made by a live Python with a seed that differs from run to run.
  static func live(count: Int, seed: Int) async throws -> [OracleCase] {
    guard let interpreter = await interpreter() else { return [] }
    let path = folder.appending(path: "cases.py").path
    return cases(await output(interpreter, [path, "random", "\(seed)", "\(count)"]) ?? "")
  }

  /// A double of which the bits are written down.
  static func double(_ text: some StringProtocol) -> Double {
    Double(bitPattern: UInt64(text, radix: 16) ?? 0)
  }

  /// The bits of a double as they are written down.
  static func bits(_ value: Double) -> String { String(value.bitPattern, radix: 16) }
}
