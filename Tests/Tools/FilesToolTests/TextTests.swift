import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import FilesTool

@Suite("Texts") struct TextTests {
  let bench: CatalogBench
  private let options = FolderOptions(text: true)

  init() throws { bench = try CatalogBench() }

  private func find(_ text: String) throws -> [String] {
    try bench.find(FileQuery(contains: text))
  }

  @Test("are found by words, phrases and beginnings of words, without regard to marks and case")
  func search() throws {
    try bench.write("a.txt", "The Zürich agreement of 2026")
    try bench.write("b.md", "# Agreement\nof nothing")
    try bench.write("c.bin", "agreement")
    #expect(try bench.index(options).texts == 2)
    #expect(try find("agreement") == ["a.txt", "b.md"])
    #expect(try find("zurich 2026") == ["a.txt"])
    #expect(try find("\"of 2026\"") == ["a.txt"])
    #expect(try find("agree*") == ["a.txt", "b.md"])
    #expect(try find("agree") == [])
    #expect(try find("\"a\" OR b:c NEAR(") == [])
    #expect(throws: JobError.self) { try find(" ") }
  }

  @Test("are read again only when the file changed")
  func incremental() throws {
    try bench.write("a.txt", "first")
    try bench.write("b.txt", "second")
    #expect(try bench.index(options).texts == 2)
    #expect(try bench.index().texts == 0)
    try bench.write("a.txt", "another")
    #expect(try bench.index().texts == 1)
    #expect(try find("first") == [])
    #expect(try find("another") == ["a.txt"])
    try bench.remove("a.txt")
    try bench.index()
    #expect(try find("another") == [])
  }

  @Test("have no markup and no scripts")
  func pages() throws {
    try bench.write(
      "a.html",
      """
      <html><head><style>p { color: crimson }</style><SCRIPT>var hidden = 1</SCRIPT></head>
      <body><p class="secret">Tom &amp; Jerry&#33;</p><!-- comment --><b>bo</b>ld <broken
      """
    )
    try bench.index(options)
    #expect(try find("tom jerry") == ["a.html"])
    for word in ["crimson", "hidden", "secret", "comment", "broken"] {
      #expect(try find(word) == [], "\(word)")
    }
  }

  @Test("are read from packed documents, and damaged ones have none")
  func packed() throws {
    let markup = "<w:p><w:t>Contract</w:t></w:p><w:p><w:t>with Rome</w:t></w:p>"
    let output = MemoryArchiveOutput()
    let writer = try ZipWriter(output)
    try writer.add(ArchiveEntry("word/document.xml"), contents: Array(markup.utf8))
    try writer.finish()
    let zip = output.bytes
    try Data(zip).write(to: URL(fileURLWithPath: bench.path("a.docx").string))
    try Data(zip.dropLast(30)).write(to: URL(fileURLWithPath: bench.path("b.docx").string))
    let counts = try bench.index(options)
    #expect(counts.failureCount == 0)
    #expect(try find("contract rome") == ["a.docx"])
    #expect(try bench.index().texts == 0)
  }

  @Test("end at a limit, and of binary files there are none")
  func limits() throws {
    let long = String(repeating: "word ", count: 60_000) + "unreachable"
    try bench.write("long.txt", long)
    try bench.write("binary.txt", "word\0")
    try bench.index(options)
    #expect(try find("word") == ["long.txt"])
    #expect(try find("unreachable") == [])
  }
}
