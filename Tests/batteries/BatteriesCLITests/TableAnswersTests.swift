import Foundation
import TestKit
import Testing

/// Questions whose answers were once wrong, or silently those of another question.
@Suite("Answers of table commands", .timeLimit(.minutes(5))) struct TableAnswersTests {
  private let console: CapturedConsole

  init() throws {
    console = try CapturedConsole()
    try console.directory.write("id,big\n1,31415926535897932384\n2,9\n3,100\n", to: "b.csv")
    try console.directory.write("id,v\n1,10\n2,9\n3,1e-05\n", to: "e.csv")
    try console.directory.write("id,v\n1,10\n2,9\n3,1e5\n", to: "names.csv")
    try console.directory.write("city,qty\nRome,1\nOslo,2\nRome,3\n", to: "q.csv")
    try console.directory.write("{\"a\":1}\n{\"a\":2}\n", to: "a.jsonl")
    try console.directory.write("{\"a\":1}\n{\"a\":2\n", to: "bad.jsonl")
  }

  @Test(
    "are right",
    arguments: [
      (["sql", "SELECT max(big), min(big) FROM b", "b.csv"], "31415926535897932384,9\n"),
      (["sql", "SELECT id FROM b WHERE big > 50 ORDER BY big DESC", "b.csv"], "1\n3\n"),
      (["sort", "e.csv", "--by", "v"], "3,1e-05\n2,9\n1,10\n"),
      // Without a sign it may be the name of a part.
      (["sort", "names.csv", "--by", "v"], "1,10\n3,1e5\n2,9\n"),
      (["where", "twice > 2", "q.csv", "--derive", "twice = qty * 2", "-c", "qty"], "2\n3\n"),
      (["select", "qty", "q.csv", "--where", "qty > 1", "--where", "city = 'Rome'"], "3\n"),
      (["head", "q.csv", "-c", "qty", "-c", "city", "-n", "1"], "1,Rome\n"),
      (
        ["group", "q.csv", "--by", "city", "-a", "count", "-a", "sum(qty)"], "Rome,2,4\nOslo,1,2\n"
      ),
    ]
  )
  func answers(arguments: [String], rows: String) async {
    let result = await console.run(["table"] + arguments)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.drop { $0 != "\n" }.dropFirst() == rows)
  }

  @Test(
    "are refused with one line",
    arguments: [
      (["head", "a.jsonl", "-c", "nonsense"], 64, "There is no column \"nonsense\"."),
      (["head", "q.csv", "-o", "q.xlsx"], 64, "the name does not say how to write it."),
      (["import", "bad.jsonl", "--into", "x.db"], 65, "bad.jsonl:2:"),
    ]
  )
  func refusals(arguments: [String], status: Int32, part: String) async {
    let result = await console.run(["table"] + arguments)
    #expect(result.status == status)
    #expect(result.error.contains(part) && result.output == "")
  }

  @Test("HTML is a page of its own, however many rows there are")
  func page() async throws {
    try console.directory.write("n\n" + (1...2500).map { "\($0)\n" }.joined(), to: "n.csv")
    let page = await console.run("table", "head", "n.csv", "-n", "2500", "--format", "html").output
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.hasSuffix("</table>\n</body>\n</html>\n"))
    #expect(page.components(separatedBy: "<td").count == 2501)
    #expect(page.components(separatedBy: "<thead>").count == 2)
  }
}
