import BatteryTables
import SystemPackage
import TestKit
import Testing

@Suite("Table file", .timeLimit(.minutes(5))) struct TableFileTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  @Test(
    "knows the format by the name, or else by the content",
    arguments: [
      ("a.csv", "{\"a\": 1}", TableFileFormat.csv), ("a.tsv.gz", "a\tb", .csv),
      ("a.jsonl", "", .jsonLines), ("a.ndjson", "", .jsonLines), ("a.json", "[]", .json),
      ("a.json", "{}", .jsonLines),
      ("a.txt", "a,b\n1,2\n", .csv), ("a", "\n {\"a\": 1}\n", .jsonLines),
      ("a.dat", "\u{FEFF}[{\"a\": 1}]", .json), ("a.db", "SQLite format 3\0", .sqlite),
      ("a.csv", "SQLite format 3\0", .sqlite), ("a.log", "", .csv),
    ]
  )
  func format(name: String, content: String, format: TableFileFormat) throws {
    let path = try directory.write(content, to: name)
    #expect(try TableFile(path).format == format)
  }

  @Test("reads a named pipe, and again what was read of it")
  func pipe() async throws {
    _ = try await Program.shell("mkfifo pipe", in: directory.path)
    let path = directory.path.appending("pipe")
    async let writing = Program.shell(
      "(printf 'a,b\\n'; printf '1,2\\n') > pipe",
      in: directory.path
    )
    var source = try TableFile(path).source
    var bytes = [UInt8](repeating: 0, count: 100)
    for _ in 0..<2 {
      let count = try bytes.withUnsafeMutableBytes { try source.fill($0) }
      #expect(String(decoding: bytes[..<count], as: UTF8.self) == "a,b\n1,2\n")
      #expect(try source.restart())
    }
    _ = try await writing
  }

  @Test("says that a file is missing")
  func missing() throws {
    let path = directory.path.appending("none.csv")
    let error = try #require(throws: TableError.self) { try TableFile(path) }
    #expect(error == TableError(.notFound, "\(path): there is no such file. Check the path."))
  }

  @Test("says that a directory is no file")
  func isDirectory() throws {
    let error = try #require(throws: TableError.self) { try TableFile(directory.path) }
    #expect(error.code == .inputOutput)
  }
}
