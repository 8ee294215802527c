import Foundation
import Subprocess

/// An expression and what another program makes of it, as the scripts in Oracles write them down.
struct OracleCase: Sendable {
  var expression: String
  var expected: String

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Oracles")

  /// The cases of a file in Oracles.
  static func recorded(_ name: String) throws -> [OracleCase] {
    cases(try String(contentsOf: folder.appending(path: name), encoding: .utf8))
  }

  /// New cases of a script in Oracles.
  static func live(
    _ script: String,
    seed: Int,
    count: Int,
    import module: String
  ) async
    -> [OracleCase]
  {
    guard let interpreter = await interpreter(with: module) else { return [] }
    let script = folder.appending(path: script).path
    return cases(await output(interpreter, [script, "\(seed)", "\(count)"]) ?? "")
  }

  /// A Python of 3.11 or newer that has a module, or `nil`.
  static func interpreter(with module: String) async -> String? {
    let check = "import sys, \(module); sys.exit(sys.version_info < (3, 11))"
    for name in ["python3.14", "python3.13", "python3.12", "python3"]
    where await output(name, ["-c", check]) != nil { return name }
    return nil
  }

  private static func cases(_ text: String) -> [OracleCase] {
    text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "\t")
      return fields.count == 2
        ? OracleCase(expression: String(fields[0]), expected: String(fields[1])) : nil
    }
  }

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
}
