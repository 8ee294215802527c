import TestKit
import Testing

@Suite("An import that is ended", .timeLimit(.minutes(5))) struct ImportInterruptionTests {
  /// Ends an import in the midst of its rows, as soon as something is on the disk.
  private static func script(_ signal: String, _ options: String, until sign: String) -> String {
    """
    mkfifo rows
    $batteries table import rows --into x.db --table t --all-text --quiet \(options) & import=$!
    exec 3>rows
    (echo n; seq 800000) >&3
    until \(sign) 2> /dev/null; do :; done
    kill -\(signal) $import
    wait $import
    echo "status $?"
    exec 3>&-
    """
  }

  @Test(
    "leaves no database that was not there",
    arguments: [("TERM", "130"), ("INT", "130"), ("KILL", "137")]
  )
  func newDatabase(signal: String, status: String) async throws {
    let directory = try TemporaryDirectory()
    let binary = BuiltBinary(directory: directory.path)
    let result = try await binary.shell(
      Self.script(signal, "", until: "ls .x.db.*.new > /dev/null")
    )
    #expect(result.output == "status \(status)\n")
    let left = try await binary.shell("ls -A | grep -v rows")
    // What cannot be caught leaves its own file, but nothing under the name of the database.
    #expect(signal == "KILL" ? !left.output.contains("\nx.db") : left.output == "")
    #expect(!left.output.hasPrefix("x.db"))
  }

  @Test(
    "leaves a database that was there as it was",
    arguments: [("TERM", "130"), ("KILL", "137")]
  )
  func oldDatabase(signal: String, status: String) async throws {
    let directory = try TemporaryDirectory()
    try directory.write("n\n1\n2\n", to: "two.csv")
    let binary = BuiltBinary(directory: directory.path)
    let made = try await binary.shell(
      "$batteries table import two.csv --into x.db --table t --all-text --quiet"
    )
    #expect(made.status == 0)
    let result = try await binary.shell(
      Self.script(signal, "--append", until: "[ -s x.db-journal ]")
    )
    #expect(result.output == "status \(status)\n")
    let rows = try await binary.shell("$batteries table convert x.db")
    #expect(rows.output == "n\n1\n2\n")
    let again = try await binary.shell(
      "$batteries table import two.csv --into x.db --table t --all-text --append --quiet; "
        + "$batteries table count x.db"
    )
    #expect(again.output == "4\n")
  }

  @Test("neither follows what was planted beside the database nor keeps what a killed one left")
  func leftovers() async throws {
    let directory = try TemporaryDirectory()
    try directory.write("n\n1\n", to: "one.csv")
    let binary = BuiltBinary(directory: directory.path)
    let result = try await binary.shell(
      """
      mkdir d
      dead=$(sh -c 'echo $$')
      for name in x.db.$dead-left x.db.$dead-new x.db.$$-alive y.db.$dead-other x.db.$dead; do
        : > d/.$name.new
        touch -d '5 minutes ago' d/.$name.new
      done
      touch d/.x.db.$dead-new.new
      ln -s ../victim d/.x.db.$dead-link.new
      sh -c 'ln -s ../victim d/.x.db.$$.new
        exec $batteries table import one.csv --into d/x.db --table t --quiet'
      ls -A d | sed -e "s/$dead/DEAD/" -e "s/$$/ALIVE/" | grep -v '^.x.db.[0-9]*.new'
      ls -A
      $batteries table count d/x.db
      """
    )
    #expect(result.error == "")
    let kept = [
      ".x.db.ALIVE-alive.new", ".x.db.DEAD-link.new", ".x.db.DEAD-new.new", ".x.db.DEAD.new",
      ".y.db.DEAD-other.new", "x.db",
    ]
    var lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.suffix(3) == ["d", "one.csv", "1"])
    lines.removeLast(3)
    #expect(lines.sorted() == kept)
  }

  @Test("takes everything back when a row cannot be read", arguments: ["", "--append"])
  func badRow(options: String) async throws {
    let directory = try TemporaryDirectory()
    let binary = BuiltBinary(directory: directory.path)
    let result = try await binary.shell(
      """
      printf 'n\\n1\\n2\\n' > two.csv
      (echo n; seq 400000; echo 1,2) > bad.csv
      [ -z "\(options)" ] || $batteries table import two.csv --into x.db --table t --quiet
      $batteries table import bad.csv --into x.db --table t --quiet \(options)
      echo "status $?"
      ls -A
      [ -z "\(options)" ] || $batteries table count x.db
      """
    )
    #expect(
      result.error
        == "batteries: bad.csv:400002: the row has 2 fields, but there is 1 column. Check "
        + "its quotes, or pass --ragged keep.\n"
    )
    let files = options.isEmpty ? "bad.csv\ntwo.csv\n" : "bad.csv\ntwo.csv\nx.db\n2\n"
    #expect(result.output == "status 65\n" + files)
  }
}
