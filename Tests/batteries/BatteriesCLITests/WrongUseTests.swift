import SystemPackage
import TestKit
import Testing

@testable import BatteriesCLI

/// A command line that cannot be carried out.
struct WrongUse: Sendable, CustomTestStringConvertible {
  var arguments: [String]
  var status: Int32
  var error: String

  init(_ arguments: String..., status: Int32, error: String) {
    self.arguments = arguments
    self.status = status
    self.error = error
  }

  var testDescription: String { arguments.joined(separator: " ") }

  static let all = [
    WrongUse(
      "nosuch",
      status: 64,
      error: "batteries: Unexpected argument 'nosuch'. See batteries --help.\n"
    ),
    WrongUse(
      "next",
      status: 64,
      error:
        "batteries: Missing expected argument '<schedule>'. See batteries next --help.\n"
    ),
    WrongUse(
      "next",
      "daily at 02:00",
      "--count",
      "0",
      status: 64,
      error: "batteries: --count must be from 1 to 100000, not 0. See batteries next --help.\n"
    ),
    WrongUse(
      "next",
      "daily at 02:00",
      "--count",
      "many",
      status: 64,
      error: "batteries: The value 'many' is invalid for '--count <count>'. "
        + "See batteries next --help.\n"
    ),
    WrongUse(
      "next",
      "daily at 02:00",
      "--from",
      "yesterday",
      status: 64,
      error: "batteries: --from \"yesterday\": this is no ISO 8601 time. "
        + "Write it as 2026-12-01T09:00:00+01:00.\n"
    ),
    WrongUse(
      "next",
      "daily at 02:00",
      "--timezone",
      "Europe/Berlni",
      status: 64,
      error: "batteries: time zone \"Europe/Berlni\" is unknown; did you mean "
        + "\"Europe/Berlin\"?\n"
    ),
    WrongUse(
      "next",
      "@reboot",
      status: 1,
      error: "batteries: The schedule \"@reboot\" is due when the hub starts, at no time of the "
        + "clock.\n"
    ),
    WrongUse(
      "runs",
      "--state",
      "broken",
      status: 64,
      error: "batteries: The value 'broken' is invalid for '--state <state>'. Please provide one "
        + "of the following: queued, running, succeeded, failed, cancelled, interrupted, skipped. "
        + "See batteries runs --help.\n"
    ),
    WrongUse(
      "runs",
      "--format",
      "xml",
      status: 64,
      error: "batteries: The value 'xml' is invalid for '--format <format>'. Please provide one of "
        + "'text', 'json', 'csv', 'markdown' or 'html'. See batteries runs --help.\n"
    ),
    WrongUse(
      "check",
      "--quiet",
      "--verbose",
      status: 64,
      error: "batteries: --quiet and --verbose exclude each other. See batteries check --help.\n"
    ),
    WrongUse(
      "run",
      "nosuch",
      status: 66,
      error: "batteries: There is no job \"nosuch\" in the configuration.\n"
    ),
    WrongUse(
      "pause",
      "nosuch",
      status: 66,
      error:
        "batteries: There is no job \"nosuch\" in DIR/batteries.yaml. Look at batteries jobs.\n"
    ),
    WrongUse(
      "show",
      "7",
      status: 66,
      error: "batteries: There is no run 7. Look at batteries runs.\n"
    ),
    WrongUse(
      "show",
      "hello",
      status: 66,
      error: "batteries: There is no run of a job \"hello\". Look at batteries runs.\n"
    ),
    WrongUse(
      "link",
      status: 69,
      error: "batteries: No hub is running in DIR/.batteries. Start it: batteries up.\n"
    ),
    WrongUse(
      "init",
      status: 73,
      error: "batteries: DIR/batteries.yaml: this file is there already. Pass --force to replace "
        + "it, or --config to write another.\n"
    ),
    WrongUse(
      "check",
      "--config",
      "other.yaml",
      status: 66,
      error: "batteries: DIR/other.yaml: there is no such file. Run batteries init to write one, "
        + "or pass --config.\n"
    ),
    WrongUse(
      "up",
      "--listen",
      "0.0.0.0:0",
      status: 78,
      error: "batteries: hub.listen 0.0.0.0:0 can be reached from other machines, and nobody may "
        + "sign in yet. Make a token first (batteries token add NAME), or sign in once on "
        + "127.0.0.1.\n"
    ),
    WrongUse(
      "up",
      "--listen",
      "here:there",
      status: 64,
      error: "batteries: --listen \"here:there\": write a host and a port, as 127.0.0.1:8800.\n"
    ),
    WrongUse(
      "token",
      "remove",
      "ci",
      status: 66,
      error: "batteries: There is no token \"ci\". Look at batteries token list.\n"
    ),
    WrongUse(
      "token",
      "add",
      "ci",
      "--expires",
      "soon",
      status: 64,
      error: "batteries: --expires \"soon\": write a length of time such as 12h or 90d.\n"
    ),
    WrongUse(
      "prune",
      ".",
      status: 64,
      error:
        "batteries: neither olderThan nor keep keeps anything, so every file would be deleted. "
        + "Write olderThan: 30d, keep: 5, or both.\n"
    ),
    WrongUse(
      "disk",
      "--warn-above",
      "lots",
      status: 64,
      error: "batteries: The value 'lots' is invalid for '--warn-above <percent>'. "
        + "See batteries disk --help.\n"
    ),
    WrongUse(
      "http",
      "example.org",
      status: 64,
      error: "batteries: url: is no address of http or https. Write it whole, such as "
        + "https://example.org/path.\n"
    ),
    WrongUse(
      "http",
      "http://127.0.0.1:1/",
      "--header",
      "nonsense",
      status: 64,
      error: "batteries: --header \"nonsense\": write it as \"Name: value\".\n"
    ),
    WrongUse(
      "table",
      "count",
      "none.csv",
      status: 66,
      error: "batteries: DIR/none.csv: there is no such file. Check the path.\n"
    ),
    WrongUse(
      "table",
      "stats",
      "batteries.yaml",
      "--types",
      "id",
      status: 64,
      error: "batteries: --types \"id\": write name=type; the types are integer, double, decimal, "
        + "boolean, date, timestamp, text. See batteries table stats --help.\n"
    ),
    WrongUse(
      "table",
      "select",
      "batteries.yaml",
      status: 64,
      error: "batteries: Name the columns and a file: batteries table select id,price FILE. See "
        + "batteries table select --help.\n"
    ),
    WrongUse(
      "table",
      "head",
      "batteries.yaml",
      "--delimiter",
      "ab",
      status: 64,
      error: "batteries: --delimiter \"ab\": is not one ASCII character. Write one, or tab, pipe "
        + "or semicolon.\n"
    ),
    WrongUse(
      "table",
      "convert",
      "batteries.yaml",
      "--output",
      "batteries.yaml",
      status: 64,
      error: "batteries: DIR/batteries.yaml: the output is the input DIR/batteries.yaml, which "
        + "would be lost. Name another file.\n"
    ),
    WrongUse(
      "table",
      "import",
      "batteries.yaml",
      "--into",
      "x.db",
      "--append",
      "--replace",
      status: 64,
      error: "batteries: --append and --replace exclude each other. See batteries table import "
        + "--help.\n"
    ),
    WrongUse(
      "completions",
      "cmd",
      status: 64,
      error: "batteries: The value 'cmd' is invalid for '<shell>'. Please provide one of "
        + "'bash', 'zsh' or 'fish'. See batteries completions --help.\n"
    ),
  ]
}

@Suite("Wrong use") struct WrongUseTests {
  @Test("ends with its status and one line that says what to do", arguments: WrongUse.all)
  func oneLine(use: WrongUse) async throws {
    let console = try CapturedConsole()
    try console.configure("jobs:\n  hello: { run: \"echo hello\" }\n")
    let result = await console.run(use.arguments)
    let error = result.error.replacing(console.directory.path.string, with: "DIR")
    #expect(result.status == use.status)
    #expect(error == use.error)
    #expect(result.output == "")
  }

  @Test("lists every problem of a configuration with its place")
  func problems() async throws {
    let console = try CapturedConsole()
    try console.configure("jobs:\n  a: { rn: x }\n  b: { run: x, timeout: soon }\n")
    let result = await console.run("check")
    #expect(result.status == 78)
    let lines = result.error.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.allSatisfy { $0.contains("batteries.yaml:") })
  }

  @Test("does not call a closed pipe an error", arguments: [["schema"], ["--help"], ["jobs"]])
  func closedPipe(arguments: [String]) async throws {
    let console = try CapturedConsole(isClosed: true)
    try console.configure("jobs:\n  hello: { run: \"echo hello\" }\n")
    let result = await console.run(arguments)
    #expect(result.status == 0)
    #expect(result.error == "")
  }
}
