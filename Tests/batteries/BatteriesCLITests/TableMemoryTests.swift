import SystemPackage
import TestKit
import Testing

@Suite("The memory of table commands", .timeLimit(.minutes(5))) struct TableMemoryTests {
  private let directory: TemporaryDirectory
  private let binary: BuiltBinary

  init() throws {
    directory = try TemporaryDirectory()
    binary = BuiltBinary(directory: directory.path)
  }

  @Test("figures that do not fit are estimated and said to be, the others stay exact")
  func estimates() async throws {
    let made = try await binary.shell(
      "(echo n,few; seq 600000 | sed 's/\\(.\\)$/\\1,\\1/') > n.csv"
    )
    #expect(made.status == 0)
    let exact = try await binary.run(["table", "stats", "n.csv", "--format", "csv"])
    #expect(exact.error == "600000 rows of 2 columns.\n")
    #expect(
      exact.output.contains(
        "n,integer,600000,0,600000,1,600000,300000.5,173205.22509"
      )
    )
    let estimated = try await binary.run(
      ["table", "stats", "n.csv", "--format", "csv", "--memory", "64MiB"]
    )
    #expect(
      estimated.error == """
        600000 rows of 2 columns.
        n: the number of different values is an estimate.
        n: the median is an estimate.

        """
    )
    #expect(!estimated.output.contains("n,integer,600000,0,600000,"))
    #expect(estimated.output.contains(",1,600000,300000.5,173205.22509"))
    let few = exact.output.split(separator: "\n").last
    #expect(estimated.output.split(separator: "\n").last == few)
  }

  @Test(
    "keys and rows that must be held are refused beyond the limit",
    arguments: ["group n.csv --by n", "freq n.csv", "join n.csv n.csv --on n"]
  )
  func refusals(line: String) async throws {
    let result = try await binary.shell(
      "(echo n,m; seq 400000 | sed 's/$/ is a number with a text that makes a long key of it,x/') > n.csv; "
        + "$batteries table \(line) --memory 64MiB"
    )
    #expect(result.status == 69)
    #expect(
      result.error == "batteries: The rows and keys that must be held need more than 64.0 MiB of "
        + "memory. Choose fewer of them, or raise the limit: --memory 128MiB.\n"
    )
    #expect(result.output == "")
  }

  @Test("rows beyond the limit are sorted on the disk")
  func sorting() async throws {
    let result = try await binary.shell(
      "(echo n; seq 400000) | $batteries table sort - --by=-n --memory 64MiB --format csv > s.csv; "
        + "(echo n; seq 400000 -1 1) | cmp - s.csv"
    )
    #expect(result.status == 0, "\(result.error)\(result.output)")
  }

  @Test("less than the program needs cannot be kept to")
  func tooLittle() async throws {
    let result = try await binary.run(["table", "stats", "n.csv", "--memory", "10MiB"])
    #expect(result.status == 64)
    #expect(
      result.error
        == "batteries: --memory must be 64MiB or more, not 10.0 MiB. See batteries table "
        + "stats --help.\n"
    )
  }

  @Test("a table of very many columns takes memory for its fields, not for rows that it has not")
  func columns() async throws {
    let result = try await binary.shell(
      """
      for row in 1 2 3; do seq -s, 200000 | sed 's/^/c/'; done > wide.csv
      ulimit -v 8000000
      $batteries table count wide.csv
      $batteries table head wide.csv -c c1 --format csv
      """
    )
    #expect(result.error == "")
    #expect(result.output == "2\nc1\nc1\nc1\n")
  }
}
