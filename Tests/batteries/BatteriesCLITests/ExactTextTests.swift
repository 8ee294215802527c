import Foundation
import TestKit
import Testing

@testable import BatteriesCLI

@Suite("Values that are only passed on", .timeLimit(.minutes(5))) struct ExactTextTests {
  /// Numbers, times and words in every spelling that a type would change.
  private static let table = """
    id,price,plus,exp,flag,day,at,big,neg,empty,word
    007,1.50,+5,1e5,TRUE,03/04/05,2026-11-22 09:30,99999999999999999999,-0,"",NA
    008,10.00,+6,1E5,true,2026-11-22,2026-11-22T09:30:00.250+0100,1,-0.0,,null
    010,2.250,7,5.,False,2026-1-2,2026-11-22T09:30Z,-5,0,x y,None

    """

  private let console: CapturedConsole

  init() throws {
    console = try CapturedConsole()
    try console.directory.write(Self.table, to: "e.csv")
    try console.directory.write("cost,city\n1.500,Rome\n3.0,Oslo\n", to: "c.csv")
    try console.directory.write("id,price\n1,2\n2,3\n", to: "m.csv")
    try console.directory.write("id,price\n1,2.50\n2,3\n", to: "n.csv")
  }

  private func output(_ arguments: [String]) async -> String {
    let result = await console.run(["table"] + arguments)
    #expect(result.status == 0, "\(result.error)")
    return result.output
  }

  @Test(
    "come out byte by byte as they were",
    arguments: [
      ["convert", "e.csv"], ["head", "e.csv", "--format", "csv"],
      ["where", "price > 1", "e.csv", "--format", "csv"],
      ["where", "neg < 1 and big > -9 and price > 1.0", "e.csv", "--format", "csv"],
      ["where", "at > timestamp '2020-01-01T00:00:00'", "e.csv", "--format", "csv"],
      ["where", "word in ('NA', 'null', 'None')", "e.csv", "--format", "csv"],
      ["sort", "e.csv", "--by", "id", "--format", "csv"],
      ["sort", "e.csv", "--by", "id", "--limit", "3", "--format", "csv"],
      ["convert", "e.csv", "--types", "price=double,neg=double,at=timestamp"],
      ["convert", "e.csv", "--derive", "price = price"],
    ]
  )
  func identity(arguments: [String]) async {
    #expect(await output(arguments) == Self.table)
  }

  @Test(
    "keep their spelling beside what is worked with",
    arguments: [
      (
        ["sort", "e.csv", "--by=-price", "-c", "id,price"],
        "id,price\n008,10.00\n010,2.250\n007,1.50\n"
      ),
      (
        ["sort", "e.csv", "--by=at,-price", "-c", "price,at"],
        "price,at\n10.00,2026-11-22T09:30:00.250+0100\n2.250,2026-11-22T09:30Z\n"
          + "1.50,2026-11-22 09:30\n"
      ),
      (
        ["where", "price > 2", "e.csv", "--derive", "twice=price*2", "-c", "price,twice"],
        "price,twice\n10.00,20\n2.250,4.5\n"
      ),
      (
        [
          "convert", "e.csv", "--derive", "cost=price", "--derive", "price=price*2", "-c",
          "cost,price",
        ],
        "cost,price\n1.50,3\n10.00,20\n2.250,4.5\n"
      ),
      (["convert", "e.csv", "--derive", "x=1", "-c", "x,neg"], "x,neg\n1,-0\n1,-0.0\n1,0\n"),
      (
        ["join", "e.csv", "c.csv", "--on", "price=cost", "--kind", "full", "-c", "id,price,city"],
        "id,price,city\n007,1.50,Rome\n008,10.00,\n010,2.250,\n,3.0,Oslo\n"
      ),
      (
        [
          "join", "e.csv", "e.csv", "--on", "price", "--where", "neg_right >= 0", "-c",
          "at_right,neg",
        ],
        "at_right,neg\n2026-11-22 09:30,-0\n2026-11-22T09:30:00.250+0100,-0.0\n2026-11-22T09:30Z,0\n"
      ),
      (["convert", "m.csv", "n.csv"], "id,price\n1,2\n2,3\n1,2.50\n2,3\n"),
      (["where", "price > 2", "m.csv", "n.csv"], "id,price\n2,3\n1,2.50\n2,3\n"),
      (
        ["sort", "n.csv", "n.csv", "m.csv", "--by", "price", "-n", "3"],
        "id,price\n1,2\n1,2.50\n1,2.50\n"
      ),
    ]
  )
  func spelling(arguments: [String], expected: String) async {
    #expect(await output(arguments + ["--format", "csv"]) == expected)
  }

  @Test("of a stream, too, and in other formats of text")
  func formats() async throws {
    let binary = BuiltBinary(directory: console.directory.path)
    let piped = try await binary.shell(
      "cat e.csv | $batteries table where 'price > 2' - -c price,at"
    )
    #expect(
      piped.output == "price,at\n10.00,2026-11-22T09:30:00.250+0100\n2.250,2026-11-22T09:30Z\n"
    )
    #expect(
      await output(["where", "price > 2", "n.csv", "--format", "markdown"])
        == "| id | price |\n| ---: | ---: |\n| 1 | 2.50 |\n| 2 | 3 |\n"
    )
    #expect(
      await output(["where", "price > 2", "n.csv", "--format", "jsonl"])
        == "{\"id\":1,\"price\":2.5}\n{\"id\":2,\"price\":3.0}\n"
    )
  }
}
