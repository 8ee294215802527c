import TestKit
import Testing

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

/// CSV files of which something is wrong.
private let files: [String: [UInt8]] = [
  "open.csv": bytes("a,b\n1,\"x\n2,y\n"),
  "openhead.csv": bytes("\n\"a\nb,c\n1,2\n"),
  "after.csv": bytes("a,b\n1,\"x\"y\n"),
  "ragged.csv": bytes("a,b\n1\n2,3,4\n5,6\n"),
  "twice.csv": bytes("a,a\n1,2\n"),
  "noname.csv": bytes("a,\n1,2\n"),
  "nul.csv": bytes("a,b\n1,2\n3,\0\n"),
  "nulhead.csv": bytes("a\0,b\n1,2\n"),
  "latin.csv": bytes("a,b\n1,2\n") + [0x4D, 0xFC, 0x2C, 0x80, 10],
  "latinhead.csv": [0x4D, 0xFC, 10, 0x31, 10],
  "utf16.csv": [0xFF, 0xFE, 0x61, 0, 10, 0, 0xFC, 0, 10, 0],
  "utf16be.csv": [0xFE, 0xFF, 0, 0x61, 0, 10, 0, 0xFC, 0, 10],
  "utf16cut.csv": [0xFF, 0xFE, 0x61, 0, 10, 0, 0x3D, 0xD8],
  "long.csv": bytes("a,b\n1,abcdefgh\n"),
  "big.csv": bytes("n\n9223372036854775807\n9223372036854775808\n"),
  "most.csv": bytes("n\n9223372036854775807\n1\n"),
  "header.csv": bytes("a,b\n"),
  "empty.csv": [],
  "blank.csv": bytes("\n\r\n\n"),
  "dates.csv": bytes("d\n03/04/05\n"),
  "na.csv": bytes("x\n1\nNA\nnull\n"),
  "late.csv": bytes("id\n") + bytes((1...60_000).map { "\($0)\n" }.joined()) + bytes("007\n"),
]

extension BadInput {
  fileprivate static let quotes = [
    BadInput(
      "convert open.csv",
      error: "open.csv:2: the quote that opens here is never closed. Close it, or name another "
        + "quote character or none."
    ),
    BadInput(
      "stats open.csv",
      error: "open.csv:2: the quote that opens here is never closed. Close it, or name another "
        + "quote character or none."
    ),
    BadInput(
      "count - < open.csv",
      error: "standard input:2: the quote that opens here is never closed. Close it, or name "
        + "another quote character or none."
    ),
    BadInput("convert open.csv --quote none", output: "a,b\n1,\"\"\"x\"\n2,y\n", status: 0),
    BadInput(
      "count openhead.csv",
      error: "openhead.csv:2: the quote that opens here is never closed. Close it, or name another "
        + "quote character or none."
    ),
    BadInput(
      "validate open.csv",
      1,
      output: """
        not valid: 0 rows of 2 columns, 0 rejected
        open.csv:2: the quote that opens here is never closed. Close it, or name another quote \
        character or none.

        """
    ),
    BadInput(
      "convert after.csv --strict",
      error: "after.csv:2: text follows a closing quote. Double the quotes within a field, or read "
        + "without --strict."
    ),
    BadInput(
      "count after.csv --strict",
      error: "after.csv:2: text follows a closing quote. Double the quotes within a field, or read "
        + "without --strict."
    ),
    BadInput("convert after.csv", output: "a,b\n1,xy\n", status: 0),
  ]

  fileprivate static let ragged = [
    BadInput(
      "count ragged.csv",
      error:
        "ragged.csv:2: the row has 1 field, but there are 2 columns. Pass --ragged pad to fill "
        + "it up."
    ),
    BadInput(
      "convert ragged.csv --ragged error",
      error:
        "ragged.csv:2: the row has 1 field, but there are 2 columns. Pass --ragged pad to fill "
        + "it up."
    ),
    BadInput(
      "convert ragged.csv --ragged pad",
      error: "ragged.csv:3: the row has 3 fields, but there are 2 columns. Check its quotes, or "
        + "pass --ragged keep."
    ),
    BadInput(
      "convert ragged.csv --ragged keep",
      output: "a,b,column3\n1,,\n2,3,4\n5,6,\n",
      status: 0
    ),
    BadInput("count ragged.csv --ragged keep", output: "3\n", status: 0),
    BadInput(
      "convert ragged.csv --rejects bad.csv && cat bad.csv",
      0,
      error: """
        ragged.csv:2: the row has 1 field, but there are 2 columns. Pass --ragged pad to fill it up.
        ragged.csv:3: the row has 3 fields, but there are 2 columns. Check its quotes, or pass \
        --ragged keep.
        1 rows parsed + 2 rejected = 3 rows.
        """,
      output: """
        a,b
        5,6
        source,line,offset,reason
        ragged.csv,2,4,"the row has 1 field, but there are 2 columns. Pass --ragged pad to fill it \
        up."
        ragged.csv,3,6,"the row has 3 fields, but there are 2 columns. Check its quotes, or pass \
        --ragged keep."

        """
    ),
    BadInput(
      "count ragged.csv --ragged pad --rejects bad.csv && cut -d, -f 1-3 bad.csv",
      0,
      error: """
        ragged.csv:3: the row has 3 fields, but there are 2 columns. Check its quotes, or pass \
        --ragged keep.
        2 rows parsed + 1 rejected = 3 rows.
        """,
      output: "2\nsource,line,offset\nragged.csv,3,6\n"
    ),
    BadInput(
      "sql 'SELECT count(*) AS n FROM ragged' ragged.csv --max-rejects 2",
      0,
      error: """
        ragged.csv:2: the row has 1 field, but there are 2 columns. Pass --ragged pad to fill it up.
        ragged.csv:3: the row has 3 fields, but there are 2 columns. Check its quotes, or pass \
        --ragged keep.
        1 rows parsed + 2 rejected = 3 rows.
        """,
      output: "n\n1\n"
    ),
    BadInput(
      "count ragged.csv --max-rejects 1",
      error: "ragged.csv:3: the row has 3 fields, but there are 2 columns. Check its quotes, or "
        + "pass --ragged keep. More than 1 rows are rejected; correct the file, or allow more with "
        + "--max-rejects."
    ),
    BadInput(
      "convert ragged.csv --output out.csv --rejects ./out.csv; ls out.csv",
      2,
      error: "./out.csv: the rejected rows would take the place of the output. Name another file.\n"
        + "ls: cannot access 'out.csv': No such file or directory"
    ),
  ]

  fileprivate static let names = [
    BadInput(
      "head twice.csv",
      error:
        "twice.csv:1: two columns are called \"a\". Correct the header, or pass --names rename "
        + "or --no-header."
    ),
    BadInput(
      "select a noname.csv",
      error: "noname.csv:1: column 2 has no name. Correct the header, or pass --names rename or "
        + "--no-header."
    ),
    BadInput("convert twice.csv --names rename", output: "a,a_2\n1,2\n", status: 0),
    BadInput("convert noname.csv --names rename", output: "a,column2\n1,2\n", status: 0),
    BadInput("convert noname.csv --no-header", output: "column1,column2\na,\n1,2\n", status: 0),
    BadInput(
      "stats empty.csv",
      error: "empty.csv: the file is empty: it has not even a header. Check the path."
    ),
    BadInput(
      "count blank.csv",
      error: "blank.csv: the file is empty: it has not even a header. Check the path."
    ),
    BadInput(
      "convert - < empty.csv",
      error: "standard input: the file is empty: it has not even a header. Check the path."
    ),
    BadInput(
      "count header.csv",
      0,
      error: "header.csv: there is a header, but no row after it.",
      output: "0\n"
    ),
    BadInput(
      "convert header.csv",
      0,
      error: "header.csv: there is a header, but no row after it.",
      output: "a,b\n"
    ),
    BadInput(
      "group header.csv --by a --format csv",
      0,
      error: "header.csv: there is a header, but no row after it.",
      output: "a,count\n"
    ),
    BadInput("convert header.csv --quiet", output: "a,b\n", status: 0),
    BadInput(
      "validate header.csv",
      0,
      error: "header.csv: there is a header, but no row after it.",
      output: "valid: 0 rows of 2 columns, 0 rejected\n"
    ),
    BadInput(
      "validate empty.csv",
      1,
      output: "not valid: 0 rows of 0 columns, 0 rejected\n"
        + "empty.csv: the file is empty: it has not even a header. Check the path.\n"
    ),
  ]

  fileprivate static let characters = [
    BadInput(
      "count nul.csv",
      error:
        "nul.csv:3: there is a NUL byte. Remove it, or say how the file is encoded: --encoding "
        + "utf16."
    ),
    BadInput(
      "convert nulhead.csv",
      error: "nulhead.csv:1: there is a NUL byte in the header. Remove it, or say how the file is "
        + "encoded: --encoding utf16."
    ),
    BadInput(
      "stats latin.csv",
      error: "latin.csv:3: there are bytes that are not UTF-8. Say how the file is encoded: "
        + "--encoding windows1252, or latin1."
    ),
    BadInput(
      "convert latinhead.csv",
      error: "latinhead.csv:1: there are bytes in the header that are not UTF-8. Say how the file "
        + "is encoded: --encoding windows1252, or latin1."
    ),
    BadInput(
      "convert latin.csv --encoding windows1252",
      output: "a,b\n1,2\nMü,€\n",
      status: 0
    ),
    BadInput(
      "convert latin.csv --encoding latin1",
      output: "a,b\n1,2\nMü,\u{80}\n",
      status: 0
    ),
    BadInput(
      "convert latin.csv --rejects bad.csv && cut -d, -f 1-3 bad.csv",
      0,
      error: """
        latin.csv:3: there are bytes that are not UTF-8. Say how the file is encoded: --encoding \
        windows1252, or latin1.
        1 rows parsed + 1 rejected = 2 rows.
        """,
      output: "a,b\n1,2\nsource,line,offset\nlatin.csv,3,8\n"
    ),
    BadInput("convert utf16.csv", output: "a\nü\n", status: 0),
    BadInput("convert utf16be.csv", output: "a\nü\n", status: 0),
    BadInput(
      "convert utf16cut.csv",
      error: "utf16cut.csv: the text is not valid UTF-16. Say how it is encoded: --encoding utf8."
    ),
  ]

  fileprivate static let values = [
    BadInput(
      "convert long.csv --field-limit 5",
      error: "long.csv:2: a field has more than 5 bytes. Check the quotes, or raise the limit: "
        + "--field-limit 10."
    ),
    BadInput("convert long.csv --field-limit 8", output: "a,b\n1,abcdefgh\n", status: 0),
    BadInput(
      "count long.csv --field-limit 0",
      64,
      error: "--field-limit must be from 1 to 268435456, not 0. See batteries table count --help."
    ),
    BadInput(
      "count long.csv --field-limit 4611686018427387904",
      64,
      error: "--field-limit must be from 1 to 268435456, not 4611686018427387904. "
        + "See batteries table count --help."
    ),
    BadInput(
      "convert big.csv --types n=integer",
      error: "big.csv:3: \"9223372036854775808\" in the column \"n\" is beyond 64 bits. Read the "
        + "column as decimal."
    ),
    BadInput("convert big.csv", output: "n\n9223372036854775807\n9223372036854775808\n", status: 0),
    BadInput(
      "convert big.csv --format jsonl",
      output: "{\"n\":9223372036854775807}\n{\"n\":9223372036854775808}\n",
      status: 0
    ),
    BadInput(
      "group big.csv --aggregate 'sum(n)' --format csv",
      output: "sum(n)\n18446744073709551615\n",
      status: 0
    ),
    BadInput(
      "group most.csv --aggregate 'sum(n)' --format csv",
      output: "sum(n)\n9223372036854775808\n",
      status: 0
    ),
    BadInput(
      "convert most.csv --derive 'm = n + n'",
      error: "m:1:4: 9223372036854775807 + 9223372036854775807 does not fit an integer of 64 bits. "
        + "Write cast(… as decimal) on one side."
    ),
    BadInput("convert dates.csv --format jsonl", output: "{\"d\":\"03/04/05\"}\n", status: 0),
    BadInput(
      "convert na.csv --format jsonl",
      output: "{\"x\":\"1\"}\n{\"x\":\"NA\"}\n{\"x\":\"null\"}\n",
      status: 0
    ),
    BadInput(
      "convert na.csv --null NA --null null --format jsonl",
      output: "{\"x\":1}\n{\"x\":null}\n{\"x\":null}\n",
      status: 0
    ),
    BadInput(
      "where \"id in ('7', '007')\" late.csv --format csv",
      output: "id\n7\n007\n",
      status: 0
    ),
  ]

  private init(_ line: String, output: String, status: Int32) {
    self.init(line, status, output: output)
  }
}

@Suite("Bad CSV", .timeLimit(.minutes(5))) struct BadCSVTests {
  @Test("quotes that do not fit are told of with their line", arguments: BadInput.quotes)
  func quotes(input: BadInput) async throws { try await input.check(files) }

  @Test(
    "rows of other lengths are refused, filled up, kept or rejected",
    arguments: BadInput.ragged
  )
  func ragged(input: BadInput) async throws { try await input.check(files) }

  @Test("headers and files without anything are told apart", arguments: BadInput.names)
  func names(input: BadInput) async throws { try await input.check(files) }

  @Test("bytes that are no text are refused, never replaced", arguments: BadInput.characters)
  func characters(input: BadInput) async throws { try await input.check(files) }

  @Test("values stay what they are, or are refused", arguments: BadInput.values)
  func values(input: BadInput) async throws { try await input.check(files) }

  @Test(
    "a field beyond 16 MiB is refused unless the limit is raised",
    arguments: ["printf 'a\\n1\\n'; $wide; echo", "printf 'a\\n1\\n\"'; $wide; echo '\"'"]
  )
  func wide(text: String) async throws {
    let directory = try TemporaryDirectory()
    let binary = BuiltBinary(directory: directory.path)
    let file = text.replacing("$wide", with: "head -c 16777217 /dev/zero | tr '\\0' x")
    let refused = try await binary.shell("(\(file)) > w.csv; $batteries table count w.csv")
    #expect(refused.status == 65)
    #expect(
      refused.error
        == "batteries: w.csv:3: a field has more than 16777216 bytes. Check the quotes, "
        + "or raise the limit: --field-limit 33554432.\n"
    )
    let raised = try await binary.shell("$batteries table count w.csv --field-limit 33554432")
    #expect(raised.output == "2\n")
    #expect(raised.error == "")
  }
}
