import TestKit
import Testing

@Suite("What table commands write", .timeLimit(.minutes(5))) struct TableOutputTests {
  private let directory: TemporaryDirectory
  private let binary: BuiltBinary

  init() throws {
    directory = try TemporaryDirectory()
    try directory.write("id,price\n1,2\n3\n", to: "s.csv")
    try directory.write("id,price\n1,2\n", to: "good.csv")
    binary = BuiltBinary(directory: directory.path)
  }

  @Test(
    "rejected rows never take the place of the output, by whatever name",
    arguments: [
      ("printf old > x", "import s.csv --into x", "x"),
      ("printf old > x; ln -s x y", "import s.csv --into x", "y"),
      ("printf old > x; ln x y", "import s.csv --into x", "y"),
      ("ln -s x y", "import s.csv --into x", "y"),
      ("mkdir d; ln -s d e", "convert s.csv -o d/x", "e/x"),
      ("printf old > x", "convert s.csv -o x", "./x"),
    ]
  )
  func rejects(setUp: String, command: String, path: String) async throws {
    let result = try await binary.shell(
      "\(setUp); $batteries table \(command) --rejects \(path); echo $?; cat x 2> /dev/null; ls d"
    )
    let kept = setUp.contains("old") ? "old\n" : ""
    #expect(result.output == "64\n\(kept)")
    #expect(
      result.error.hasPrefix(
        "batteries: \(path): the rejected rows would take the place of the output. Name another "
          + "file.\n"
      )
    )
  }

  @Test("a pipe with a name gets the rows and stays a pipe")
  func pipe() async throws {
    let result = try await binary.shell(
      """
      mkfifo p.csv
      timeout 20 cat p.csv > got & reader=$!
      $batteries table convert good.csv -o p.csv
      [ -p p.csv ] && echo pipe
      wait $reader
      cat got
      """
    )
    #expect(result.output == "pipe\nid,price\n1,2\n")
    #expect(result.error == "")
  }

  @Test("a device is written to, and a link to it stays")
  func device() async throws {
    let result = try await binary.shell(
      """
      ln -s /dev/null n.csv
      $batteries table convert good.csv -o n.csv
      $batteries table convert s.csv -o n.csv --rejects n.csv --quiet
      readlink n.csv
      $batteries table convert good.csv -o /dev/stdout --format csv | cat
      """
    )
    #expect(result.output == "/dev/null\nid,price\n1,2\n")
    #expect(result.error == "")
  }

  @Test("a link stays, and the file that it leads to is replaced", arguments: ["old", ""])
  func link(old: String) async throws {
    let result = try await binary.shell(
      """
      mkdir d
      [ -z "\(old)" ] || echo \(old) > d/out.csv
      ln -s d/out.csv l.csv
      $batteries table convert good.csv -o l.csv
      readlink l.csv
      cat d/out.csv
      """
    )
    #expect(result.output == "d/out.csv\nid,price\n1,2\n")
    #expect(result.error == "")
  }

  @Test(
    "what can be read once only cannot be named twice",
    arguments: [
      ("table convert - -", "standard input"), ("table join - - --on id", "standard input"),
      ("table convert - /dev/stdin", "/dev/stdin"), ("table sql 'SELECT 1' - -", "standard input"),
      ("table validate p p", "p"),
    ]
  )
  func streams(command: String, name: String) async throws {
    let result = try await binary.shell("mkfifo p; cat good.csv | $batteries \(command)")
    #expect(result.status == 64)
    #expect(
      result.error
        == "batteries: \(name): is named twice, but can be read once only. Write it to a file "
        + "first.\n"
    )
  }

  @Test("keys of JSON that begin with NUL are columns like others")
  func keysWithNUL() async throws {
    try directory.write(
      "{\"a\":2,\"\\u0000a\":1}\n{\"a\":3.5,\"\\u0000a\":4}\n",
      to: "n.jsonl"
    )
    let result = try await binary.shell("$batteries table convert n.jsonl --format jsonl")
    #expect(
      result.output == "{\"a\":2.0,\"\\u0000a\":1}\n{\"a\":3.5,\"\\u0000a\":4}\n"
    )
  }
}
