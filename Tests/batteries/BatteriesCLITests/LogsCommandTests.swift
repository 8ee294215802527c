import Foundation
import TestKit
import Testing

private let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

private func line(_ second: Int, _ path: String, _ status: Int) -> String {
  "192.0.2.1 - - [22/Nov/2026:09:00:0\(second) +0000] \"GET \(path) HTTP/1.1\" \(status) 10 \"-\" \"\(agent)\"\n"
}

private let good = line(0, "/", 200) + line(1, "/api", 500) + line(2, "/api?a=1", 200)

/// Logs, good ones and others.
private let files: [String: [UInt8]] = [
  "good.log": Array(good.utf8),
  "mixed.log": Array(("junk\n" + good).utf8),
  "half.log": Array((good + "a\nb\nc\nd\n").utf8),
  "open.log": Array(good.utf8.dropLast()),
  "empty.log": [],
  "binary.log": [UInt8](repeating: 0, count: 500),
  "utf16.log": [0xFF, 0xFE] + good.utf8.flatMap { [$0, 0] },
]

private let found = "3 of the first 3 lines are in the format combined, and none is in another."
private let totals =
  "3 requests of 1 visitor, 30 B, from 2026-11-22T09:00:00Z to 2026-11-22T09:00:02Z"

extension BadInput {
  private static func logs(
    _ line: String,
    _ status: Int32,
    _ error: String = "",
    output: String = ""
  ) -> BadInput {
    BadInput(line, status, tool: "logs", error: error, output: output)
  }

  fileprivate static let answers = [
    logs(
      "good.log -n 1 --format csv",
      0,
      "good.log: \(found)\n\(totals)",
      output: """
        panel,value,hits,visitors,bytes,share,p50,p95,p99
        requests,/,1,1,10,0.3333333333333333,,,
        hosts,192.0.2.1,3,1,30,1.0,,,
        agents,\(agent),3,1,30,1.0,,,
        browsers,Firefox 140,3,1,30,1.0,,,
        systems,Linux,3,1,30,1.0,,,
        methods,GET,3,1,30,1.0,,,
        protocols,HTTP/1.1,3,1,30,1.0,,,
        status,200,2,1,20,0.6666666666666666,,,
        hours,09,3,1,30,1.0,,,
        days,2026-11-22,3,1,30,1.0,,,
        months,2026-11,3,1,30,1.0,,,

        """
    ),
    logs(
      "- --where 'status >= 500 and path ~ \"^/api\"' -o a.csv -o b.md < good.log && head -1 a.csv b.md",
      0,
      "standard input: \(found)\n1 request of 1 visitor, 10 B, from 2026-11-22T09:00:01Z to "
        + "2026-11-22T09:00:01Z; in a.csv, b.md",
      output: """
        ==> a.csv <==
        panel,value,hits,visitors,bytes,share,p50,p95,p99

        ==> b.md <==
        # Traffic report

        """
    ),
    logs("good.log --quiet | head -1", 0, output: "Hits      3\n"),
    logs("good.log ./good.log -qo t.csv", 0),
    logs(
      "good.log ./good.log -o t.csv",
      0,
      "good.log: \(found)\ngood.log: was named before, and is read once.\n\(totals); in t.csv"
    ),
    logs(
      "empty.log open.log -o t.csv",
      0,
      "empty.log: there is nothing in it.\nopen.log: 2 of the first 2 lines are in the format combined, "
        + "and none is in another.\n\(totals); in t.csv"
    ),
    logs(
      "good.log -o t.html --since 7000d --state st --dry-run",
      0,
      "logs good.log to t.html: 4 steps.",
      output: """
        action    subject   detail
        read      good.log
        since     7000d
        write     t.html
        remember  st

        """
    ),
    logs(
      "mixed.log -o t.csv --rejects r.csv --max-rejects 1 && cat r.csv",
      0,
      "mixed.log: 3 of the first 4 lines are in the format combined, and none is in another.\n"
        + "warning: mixed.log:1: there is no time in brackets after the client\n"
        + "warning: 3 lines parsed + 1 rejected = 4 lines\n\(totals); in t.csv",
      output: "source,line,offset,reason\n"
        + "mixed.log,1,0,there is no time in brackets after the client\n"
    ),
    logs(
      "good.log -q --state st -o t.csv && $batteries logs good.log -q --state st --alert "
        + "'count(status = 500) > 0' -o t.csv",
      0
    ),
  ]

  fileprivate static let negative = [
    BadInput(
      "mixed.log -qo t.csv --max-rejects 0; s=$?; head -1 t.csv; exit $s",
      1,
      tool: "logs",
      error:
        "batteries: 1 of 4 lines are no records, more than 0, the first at mixed.log:1: there is no "
        + "time in brackets after the client. Check the logs, or allow more with --max-rejects.",
      output: "panel,value,hits,visitors,bytes,share,p50,p95,p99\n"
    ),
    BadInput(
      "good.log -qo t.csv --alert 'count(status >= 500, 1m) > 0'; s=$?; head -1 t.csv; exit $s",
      1,
      tool: "logs",
      error:
        "batteries: alert: count(status >= 500, 1m) > 0: 1 from 2026-11-22T09:00:00Z "
        + "to 09:00:03Z; most often /api (1), from 192.0.2.1 (1)",
      output: "panel,value,hits,visitors,bytes,share,p50,p95,p99\n"
    ),
    BadInput(
      "good.log -q --alert 'rate(status >= 500) > 2% atLeast 3' --alert 'count(bytes > 9) >= 3' "
        + "| head -1; exit 1",
      1,
      tool: "logs",
      error: "batteries: alert: rate(status >= 500) > 2% atLeast 3: 33.33 % (1 of 3) from "
        + "2026-11-22T09:00:00Z to 09:00:03Z; most often /api (1), from 192.0.2.1 (1); alert: count(bytes > 9) >= 3: 3 from 2026-11-22T09:00:00Z "
        + "to 09:00:03Z; most often /api (2), from 192.0.2.1 (3)",
      output: "Alerts  2\n"
    ),
  ]

  fileprivate static let usage = [
    logs(
      "good.log --where 'statsu > 3'",
      64,
      "--where: at column 1: There is no column \"statsu\". Did you mean status?"
    ),
    logs(
      "good.log --where 'status >'",
      64,
      "--where: at column 9: Here must be a value, not the end. Documentation/Expressions.md says how "
        + "conditions are written."
    ),
    logs(
      "good.log --alert 'rate(statsu > 3, 5m) > 2%'",
      64,
      "--alert: at column 6: There is no column \"statsu\". Did you mean status?"
    ),
    logs(
      "good.log --alert 'rate(status > 3, 5m) > 2'",
      64,
      "--alert: the rate is compared with \"2\". Write a share such as 2%."
    ),
    logs(
      "good.log --since 2026-11-22 --until 2026-11-21",
      64,
      "--since: is not before --until. Exchange them."
    ),
    logs(
      "good.log --since sometimes",
      64,
      "--since: \"sometimes\" is no time. Write a day or a time (2026-11-22, 2026-11-22T09:30), how long "
        + "ago (7d, 1d12h, 30m), a time of today (12:00, noon), today or yesterday."
    ),
    logs("good.log --top 0", 64, "--top: must be 1 or more, not 0."),
    logs(
      "good.log --log-format '%h %q'",
      64,
      "--log-format: the format %h %q has no time. Add %d and %t, or %x."
    ),
    logs(
      "good.log --date-format %F",
      64,
      "--date-format: is there without --log-format. Write --log-format, too: it says where in a line the day "
        + "and the time are."
    ),
    logs(
      "good.log --exclude-host 10.0.0.0/33",
      64,
      "--exclude-host: \"10.0.0.0/33\" has no length after the slash that its address could have. Write an "
        + "address, a range such as 10.0.0.0/8 or 2001:db8::/32, or a name."
    ),
    logs(
      "good.log -o report.pdf",
      64,
      "--output: \"report.pdf\" has no ending that says how to write it. End it with .html, .json, .csv, "
        + ".md or .txt, or pass --format."
    ),
    logs(
      "good.log -o a.html --format csv",
      64,
      "--output: \"a.html\" is a name of html, but --format is csv. Leave --format out, or name the file "
        + "otherwise."
    ),
    logs(
      "good.log -o t.csv -o ./t.csv",
      64,
      "t.csv: is the same file as the output t.csv. Name another file."
    ),
    logs(
      "good.log -o good.log --format json",
      64,
      "--output: \"good.log\" is a log that is read, and would be lost. Name another file."
    ),
    logs(
      "good.log --follow",
      64,
      "--follow shows the report as text on a terminal. Pass --output FILE to write it to a file."
    ),
    logs(
      "- --follow < good.log",
      64,
      "--follow needs files: standard input is read once. Leave it out. See batteries logs --help."
    ),
  ]

  fileprivate static let data = [
    logs(
      "half.log",
      65,
      """
      half.log: 3 of the first 7 lines are in the format combined, and none is in another. Pass \
      --log-format, or check the file.
        line 4: there is no time in brackets after the client: a
        line 5: there is no time in brackets after the client: b
        line 6: there is no time in brackets after the client: c
      """
    ),
    logs(
      "binary.log",
      65,
      "binary.log: This is no log but zero bytes. Check the path."
    ),
    logs(
      "good.log utf16.log",
      65,
      "utf16.log: The log is in UTF-16. Convert it with iconv -f UTF-16 -t UTF-8."
    ),
    logs("none.log", 66, "none.log: there is no such file. Check the path."),
    logs("good.log none.log", 66, "none.log: there is no such file. Check the path."),
    logs(".", 74, ".: is a directory. Name a file in it."),
    logs("'none*'", 66, "none*: no file matches. Check the pattern."),
    logs(
      "good.log -o nowhere/t.csv",
      73,
      "nowhere/t.csv: could not write beside it: no such file or directory. Check the path."
    ),
  ]
}

/// Runs the built program, since messages name files as they were named.
@Suite("The command logs", .timeLimit(.minutes(5))) struct LogsCommandTests {
  @Test("are answered", arguments: BadInput.answers)
  func answers(_ example: BadInput) async throws { try await example.check(files) }

  @Test("end with 1 after everything is written", arguments: BadInput.negative)
  func negative(_ example: BadInput) async throws { try await example.check(files) }

  @Test("are refused with what to write instead", arguments: BadInput.usage)
  func usage(_ example: BadInput) async throws { try await example.check(files) }

  @Test("say what is wrong with them", arguments: BadInput.data)
  func data(_ example: BadInput) async throws { try await example.check(files) }
}
