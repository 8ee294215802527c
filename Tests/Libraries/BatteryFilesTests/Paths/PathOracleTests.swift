import Foundation
import SystemPackage
import Testing

@Suite("Paths and patterns of CPython", .timeLimit(.minutes(5))) struct PathOracleTests {
  private static let folder = FilePath(#filePath).removingLastComponent().removingLastComponent()
    .appending("Oracles")

  @Test("4,000 recorded answers are ours too")
  func recorded() throws {
    let file = Self.folder.appending("paths.tsv")
    try check(String(contentsOfFile: file.string, encoding: .utf8), atLeast: 4000)
  }

  @Test(
    "so are 100,000 that an installed CPython gives now",
    .enabled("No Python 3.13 or later is installed.") { await OracleProgram.python != nil }
  )
  func live() async throws {
    let python = try #require(await OracleProgram.python)
    let seed = String(UInt32.random(in: 0...UInt32.max))
    let output = try await OracleProgram.output(
      python,
      ["paths.py", "100000", seed],
      in: Self.folder
    )
    try check(String(decoding: output, as: UTF8.self), atLeast: 100_000)
  }

  private func check(_ text: String, atLeast count: Int) throws {
    let lines = text.split(separator: "\n")
    #expect(lines.count >= count)
    let mismatches = lines.compactMap { PathOracle.mismatch($0) }
    #expect(mismatches.isEmpty, "\(lines[0])\n\(mismatches.prefix(10).joined(separator: "\n"))")
  }
}
