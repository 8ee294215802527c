import Foundation
import SystemPackage
import TestKit

@testable import LogsTool

/// The report that `Oracles/log_report.py` makes.
struct OracleReport: Decodable {
  /// A row of a panel.
  struct Row: Decodable {
    var value: String
    var hits: Int
    var visitors: Int
    var bytes: Int
    var seconds: LogReport.Percentiles?
  }

  var general: LogReport.General
  var panels: [String: [Row]]
  var distinct: [String: Int]
}

/// Counts what logs say a second time, in Python.
enum LogOracle {
  static let python = Program("python3")

  static let isInstalled = python != nil

  static let comment = "skipped: python3 is not installed"

  private static let tests = FilePath(#filePath).removingLastComponent().removingLastComponent()

  /// Where the scripts are.
  static var folder: FilePath { tests.appending("Oracles") }

  /// Makes a log by the generator of the benchmarks.
  static func generate(
    _ lines: Int,
    seed: Int,
    in directory: TemporaryDirectory
  ) async throws
    -> FilePath
  {
    let log = directory.path.appending("access-\(seed).log")
    let script = tests.appending("../../../Benchmarks/Peers/generate_log.py").lexicallyNormalized()
    try await run(script, ["\(lines)", log.string, "\(seed)"], in: directory)
    return log
  }

  /// Counts what logs say.
  static func report(
    _ logs: [FilePath],
    _ options: [String] = [],
    in directory: TemporaryDirectory
  ) async throws -> OracleReport {
    let output = directory.path.appending("oracle-\(UUID().uuidString).json")
    let arguments = options + ["--output", output.string] + logs.map(\.string)
    try await run(folder.appending("log_report.py"), arguments, in: directory)
    let data = try Data(contentsOf: URL(filePath: output.string))
    return try JSONDecoder().decode(OracleReport.self, from: data)
  }

  /// Runs a script.
  @discardableResult
  static func run(
    _ script: FilePath,
    _ arguments: [String],
    in directory: TemporaryDirectory
  ) async throws -> String {
    guard let python else { throw ScriptFailure(description: comment) }
    let result = try await python.run([script.string] + arguments, in: directory.path)
    guard result.status == 0 else { throw ScriptFailure(description: result.error) }
    return result.output
  }

  /// What a script said when it failed.
  struct ScriptFailure: Error, CustomStringConvertible {
    var description: String
  }
}
