import ArgumentParser
import Foundation
import Testing

@testable import BatteriesCLI

@Suite("Help") struct HelpTests {
  static let commands = [
    "", "init", "check", "schema", "up", "link", "token", "token add", "token list",
    "token remove", "jobs", "run", "runs", "show", "stop", "pause", "resume", "next", "disk",
    "prune", "http", "table", "table head", "table count", "table sniff", "table validate",
    "table stats", "table freq", "table select", "table where", "table group", "table sort",
    "table join", "table convert", "table sql", "table import", "stats", "stats describe",
    "stats quantile", "stats histogram", "stats correlate", "stats regress", "stats outliers",
    "stats normality", "stats test", "stats cross-validate", "stats sample", "logs", "calc",
    "files", "files index",
    "files find", "files tag", "files untag", "files tags", "files duplicates", "files du",
    "files diff", "files tree", "organize", "organize folder", "organize undo", "organize runs",
    "organize resume", "organize apply",
    "organize import", "completions",
  ]

  @Test("says what it said before", arguments: commands)
  func help(command: String) async throws {
    let words = command.split(separator: " ").map(String.init)
    let result = await (try CapturedConsole()).run(words + ["--help"])
    #expect(result.status == 0)
    #expect(result.error == "")
    try Snapshot.check(result.output, words.isEmpty ? "batteries" : words.joined(separator: "-"))
  }

  @Test("fits a terminal of 100 columns but for the usage line", arguments: commands)
  func width(command: String) async throws {
    let words = command.split(separator: " ").map(String.init)
    let result = await (try CapturedConsole(width: 100)).run(words + ["--help"])
    let long = result.output.split(separator: "\n")
      .filter { $0.count > 100 && !$0.hasPrefix("USAGE") }
    #expect(long == [])
  }

  @Test("has a snapshot for every command")
  func complete() {
    let known = Set(Self.commands.compactMap { $0.split(separator: " ").first.map(String.init) })
    let commands = Batteries.configuration.subcommands.compactMap { $0.configuration.commandName }
    #expect(Set(commands).subtracting(known) == [])
    #expect(commands.count > 15)
  }

  @Test("prints the version alone")
  func version() async throws {
    let result = await (try CapturedConsole()).run("--version")
    #expect(result.status == 0)
    #expect(result.output == Batteries.version + "\n")
  }

  @Test("prints a completion script for each shell", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) async throws {
    let result = await (try CapturedConsole()).run("completions", shell)
    #expect(result.status == 0)
    #expect(result.output.contains("batteries"))
    #expect(result.output.contains("prune"))
  }
}
