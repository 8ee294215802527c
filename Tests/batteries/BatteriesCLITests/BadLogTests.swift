import Foundation
import SystemPackage
import TestKit
import Testing

/// A line as servers write it.
private func entry(
  _ path: String = "/",
  time: String = "10/Oct/2026:13:55:36 +0000",
  status: String = "200 5",
  rest: String = #""-" "curl/8.5.0""#
) -> String {
  "203.0.113.7 - - [\(time)] \"GET \(path) HTTP/1.1\" \(status) \(rest)\n"
}

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

/// Logs that are not what they seem, and good ones.
private let files: [String: [UInt8]] = [
  "good.log": bytes((1...6).map { entry("/\($0)") }.joined()),
  "common.log": bytes(entry(rest: "").replacingOccurrences(of: " \n", with: "\n")),
  "empty.log": [],
  "blank.log": bytes("\n \r\n"),
  "prose.log": bytes("It was a dark night.\nThe rain\u{1B}[31m fell.\n\nThe\u{202E} end.\n"),
  "word.log": bytes("hello"),
  "half.log": bytes(entry() + "one\ntwo\nthree\nfour\n"),
  "binary.log": [0x7F, 0x45, 0x4C, 0x46] + (0..<5000).map { UInt8($0 % 7 == 0 ? $0 % 251 : 0) },
  "zeros.log": [UInt8](repeating: 0, count: 9000),
  "utf16.log": [0xFF, 0xFE] + entry().utf8.flatMap { [$0, 0] },
  "cut.log": [UInt8](repeating: 0, count: 9000) + bytes(entry("/after") + entry("/more")),
  "open.log": bytes(entry("/1") + String(entry("/2").dropLast())),
]

extension BadInput {
  fileprivate static func note(
    _ count: Int,
    _ name: String,
    _ format: String = "combined"
  ) -> String {
    "\(name): \(count) of the first \(count) lines are in the format \(format), and none is in another."
  }

  fileprivate static let logs = [
    BadInput("none.log", 66, error: "none.log: there is no such file. Check the path."),
    BadInput("good.log none.log", 66, error: "none.log: there is no such file. Check the path."),
    BadInput("folder", 74, error: "folder: is a directory. Name a file in it."),
    BadInput("binary.log", error: "binary.log: This is no log but a binary file. Check the path."),
    BadInput("zeros.log", error: "zeros.log: This is no log but zero bytes. Check the path."),
    BadInput(
      "utf16.log",
      error: "utf16.log: The log is in UTF-16. Convert it with iconv -f UTF-16 -t UTF-8."
    ),
    BadInput(
      "good.log twice.log",
      error: "twice.log: The log is compressed twice. Decompress it with gunzip once."
    ),
    BadInput(
      "prose.log",
      error: """
        prose.log: None of the first 3 lines is in a known format. Pass --log-format, or check the file.
          line 1: there is no time in brackets after the client: It was a dark night.
          line 2: there is no time in brackets after the client: The rain␛[31m fell.
          line 4: there is no time in brackets after the client: The<U+202E> end.
        """
    ),
    BadInput(
      "word.log",
      error: """
        word.log: Its only line is in no known format. Pass --log-format, or check the file.
          line 1: there is no time in brackets after the client: hello
        """
    ),
    BadInput(
      "half.log",
      error: """
        half.log: 1 of the first 5 lines are in the format combined, and none is in another. Pass \
        --log-format, or check the file.
          line 2: there is no time in brackets after the client: one
          line 3: there is no time in brackets after the client: two
          line 4: there is no time in brackets after the client: three
        """
    ),
    BadInput(
      "good.log --log-format s3",
      error: """
        good.log: none of its 6 lines is in the format Amazon S3. Pass another --log-format, or leave it \
        out to have it found.
          line 1: the time is not like 10/Oct/2000:13:55:36 +0000: \(entry("/1").dropLast())
          line 2: the time is not like 10/Oct/2000:13:55:36 +0000: \(entry("/2").dropLast())
          line 3: the time is not like 10/Oct/2000:13:55:36 +0000: \(entry("/3").dropLast())
        """
    ),
    BadInput(
      "word.log --log-format 'regex:(?<time>\\S+)'",
      error: """
        word.log: its only line is not in the format the regular expression. Pass another --log-format, \
        or leave it out to have it found.
          line 1: the time is none that is known: hello
        """
    ),
    BadInput(
      "good.log --since 2026-12-01 --until 2026-11-01",
      64,
      error: "--since: is not before --until. Exchange them."
    ),
  ]
}

/// Logs of which something is wrong, but that are counted all the same.
private struct CountedLog: Sendable, CustomTestStringConvertible {
  /// The arguments after `batteries logs`, as a shell reads them.
  var line: String
  var error: String
  /// The records, visitors, bytes, lines and rejected lines.
  var totals: [Int]

  var testDescription: String { line }

  init(_ line: String, error: String, totals: [Int]) {
    self.line = line
    self.error = error
    self.totals = totals
  }

  static let all = [
    CountedLog("zipped.log", error: BadInput.note(6, "zipped.log"), totals: [6, 1, 30, 6, 0]),
    CountedLog("zstd.log", error: BadInput.note(6, "zstd.log"), totals: [6, 1, 30, 6, 0]),
    CountedLog("empty.log", error: "empty.log: there is nothing in it.", totals: [0, 0, 0, 0, 0]),
    CountedLog(
      "empty.log good.log",
      error: "empty.log: there is nothing in it.\n\(BadInput.note(6, "good.log"))",
      totals: [6, 1, 30, 6, 0]
    ),
    CountedLog(
      "empty.log --log-format s3",
      error: "empty.log: there is nothing in it.",
      totals: [0, 0, 0, 0, 0]
    ),
    CountedLog(
      "blank.log",
      error: """
        blank.log: there is nothing in it.
        warning: blank.log:1: the line is empty
        warning: blank.log:2: there is no time in brackets after the client
        warning: 0 lines parsed + 2 rejected = 2 lines
        """,
      totals: [0, 0, 0, 2, 2]
    ),
    CountedLog(
      "good.log good.log ./folder/../good.log symbolic.log hard.log",
      error: """
        \(BadInput.note(6, "good.log"))
        good.log: was named before, and is read once.
        good.log: was named before, and is read once.
        symbolic.log: is the same file as good.log, and is read once.
        hard.log: is the same file as good.log, and is read once.
        """,
      totals: [6, 1, 30, 6, 0]
    ),
    CountedLog("open.log", error: BadInput.note(1, "open.log"), totals: [2, 1, 10, 2, 0]),
    CountedLog(
      "cut.log",
      error: BadInput.note(2, "cut.log")
        + "\ncut.log: begins with 9,000 zero bytes, which are skipped: "
        + "it was cut off while it was written to.",
      totals: [2, 1, 10, 2, 0]
    ),
    CountedLog(
      "common.log",
      error: BadInput.note(1, "common.log", "common"),
      totals: [1, 1, 5, 1, 0]
    ),
    CountedLog("- <good.log", error: BadInput.note(6, "standard input"), totals: [6, 1, 30, 6, 0]),
  ]
}

@Suite("Bad logs", .timeLimit(.minutes(5))) struct BadLogTests {
  private static let links =
    "mkdir folder; ln -s good.log symbolic.log; ln good.log hard.log; "
    + "gzip -nc good.log > zipped.log; gzip -nc zipped.log > twice.log; "
    + "(zstd -qc good.log 2>/dev/null || gzip -nc good.log) > zstd.log"

  @Test("are refused, with what to do about them", arguments: BadInput.logs)
  func refused(_ input: BadInput) async throws {
    var input = input
    input.tool = "logs"
    try await input.check(files, adding: Self.links)
  }

  @Test("are counted as far as they go, with a note", arguments: CountedLog.all)
  fileprivate func counted(_ example: CountedLog) async throws {
    let folder = try folder(with: files)
    let result = try await BuiltBinary(directory: folder.path).shell(
      "\(Self.links); $batteries logs \(example.line) --format json"
    )
    #expect(result.status == 0)
    // The last line is what was found in all.
    let notes = result.error.split(separator: "\n").dropLast().joined(separator: "\n")
    #expect(notes == example.error)
    #expect(try totals(result.output) == example.totals)
  }

  @Test("of lines of a megabyte and of 65 are read, and shown in part")
  func longLines() async throws {
    let long = String(repeating: "long/", count: 210_000)
    let folder = try folder(with: ["long.log": bytes(entry() + entry("/" + long) + entry("/end"))])
    let binary = BuiltBinary(directory: folder.path)
    let text = try await binary.run("logs", "long.log")
    #expect(text.status == 0)
    #expect(text.output.utf8.count < 10_000)
    #expect(text.output.contains("/long/long"))
    let huge = try await binary.shell(
      """
      { head -n 1 long.log; head -c 68157440 /dev/zero | tr '\\000' x; echo; tail -n 1 long.log; } > 65.log
      $batteries logs 65.log --format json
      """
    )
    #expect(huge.error.contains("\nwarning: 2 lines parsed + 1 rejected = 3 lines\n"))
    #expect(try totals(huge.output) == [2, 1, 10, 3, 1])
    let endless = try await binary.shell(
      """
      { head -n 1 long.log; head -c 200000000 /dev/zero | tr '\\000' x; } > endless.log
      $batteries logs endless.log --log-format combined
      """
    )
    #expect(endless.error.contains(" + 1 rejected = 2 lines\n"), "\(endless.error)")
  }

  @Test("with times out of order and clocks that were set back are reported from first to last")
  func clocks() async throws {
    let log = [
      entry("/a", time: "25/Oct/2026:02:59:59 +0200"),
      entry("/b", time: "25/Oct/2026:02:00:01 +0100"),
      entry("/c", time: "24/Oct/2026:23:30:00 -0330"),
      entry("/d", time: "25/Oct/2026:00:00:00 +0200"),
      entry("/e", time: "29/Feb/2026:00:00:00 +0200"),
      entry("/f", time: "31/Dec/1969:23:59:59 +0000"),
      entry("/g", time: "01/Jan/2106:00:00:00 +0000"),
      entry("/h", time: "25/Oct/2026:02:00:01 +2460"),
    ]
    let folder = try folder(with: ["clock.log": bytes(log.joined())])
    let result = try await BuiltBinary(directory: folder.path).run("logs", "clock.log")
    let shown = result.output.split(separator: "\n").prefix(7).map(String.init)
    #expect(
      shown == [
        "Hits      4", "Visitors  2", "Sent      20 B", "Lines     8", "Rejected  4 (50.0%)",
        // 22:00 UTC, and 03:00 UTC.
        "From      25 Oct 2026, 00:00 +02:00", "To        24 Oct 2026, 23:30 -03:30",
      ]
    )
    let json = try await BuiltBinary(directory: folder.path)
      .run("logs", "clock.log", "--format", "json", "--since", "2026-10-25T02:30")
    #expect(json.output.contains(#""from":"2026-10-25T02:59:59+02:00""#))
    #expect(json.output.contains(#""to":"2026-10-25T02:59:59+02:00""#))
  }

  @Test("of syslog get the year from the file's last change", arguments: [2024, 2026])
  func years(_ year: Int) async throws {
    let log = """
      Feb 29 10:00:00 web app[1]: leap
      Dec 31 23:59:59 web app[1]: old
      Jan  1 00:00:01 web app[1]: new

      """
    let folder = try folder(with: ["sys.log": bytes(log)])
    let result = try await BuiltBinary(directory: folder.path).shell(
      "touch -d '\(year)-01-01T12:00:00Z' sys.log; $batteries logs sys.log --format json"
    )
    // The last leap year before.
    #expect(result.output.contains(#""from":"\#(year == 2024 ? 2020 : 2024)-02-29T10:00:00""#))
    #expect(result.output.contains(#""to":"\#(year)-01-01T00:00:01""#))
    #expect(result.output.contains(#""value":"\#(year - 1)-12-31""#))
  }

  private func folder(with files: [String: [UInt8]]) throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    for (name, bytes) in files {
      let path = folder.path.appending(name).string
      #expect(FileManager.default.createFile(atPath: path, contents: Data(bytes)))
    }
    return folder
  }

  /// The records, visitors, bytes, lines and rejected lines of a report in JSON.
  private func totals(_ json: String) throws -> [Int] {
    let general = try JSONDecoder().decode(Report.self, from: Data(json.utf8)).general
    return [general.parsed, general.visitors, general.bytes, general.lines, general.rejected]
  }

  private struct Report: Decodable {
    struct General: Decodable {
      var parsed: Int
      var visitors: Int
      var bytes: Int
      var lines: Int
      var rejected: Int
    }

    var general: General
  }
}
