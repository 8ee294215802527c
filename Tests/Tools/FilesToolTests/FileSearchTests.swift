import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import FilesTool

@Suite("File search") struct FileSearchTests {
  let bench: CatalogBench

  init() throws {
    bench = try CatalogBench()
    try bench.make(
      "Invoice 2026-04.pdf",
      "invoice_2025.PDF",
      "notes.md",
      "photos/2026/Rome.JPG",
      "photos/2025/rome (1).jpg",
      "ab",
      "über straße.txt",
      "tar.gz/x.tar.gz",
      ".profile.d"
    )
    try bench.write("big.bin", String(repeating: "x", count: 5000))
    try bench.setTime(of: "notes.md", 1_600_000_000)
    try bench.index(FolderOptions(hidden: true))
  }

  @Test(
    "finds names that have all words, whatever their case",
    arguments: [
      (["invoice"], ["Invoice 2026-04.pdf", "invoice_2025.PDF"]),
      (["invoice 2026"], ["Invoice 2026-04.pdf"]), (["2026 INVOICE"], ["Invoice 2026-04.pdf"]),
      (["\"invoice 2026\""], ["Invoice 2026-04.pdf"]), (["\"2026 invoice\""], []),
      (["voic", "25"], ["invoice_2025.PDF"]), (["nothing"], []), (["invoicee"], []),
      (["ome"], ["photos/2025/rome (1).jpg", "photos/2026/Rome.JPG"]),
      (["a", "b"], ["ab"]), (["ÜBER"], ["über straße.txt"]), (["ü"], ["über straße.txt"]),
      (["photos/2026"], ["photos/2026", "photos/2026/Rome.JPG"]),
      (["photos/", "rome ("], ["photos/2025/rome (1).jpg"]),
      (["*.pdf"], ["Invoice 2026-04.pdf", "invoice_2025.PDF"]), (["invoice*.md"], []),
      (["n?tes.*"], ["notes.md"]), (["[m-o]otes*"], ["notes.md"]), (["otes.md*"], []),
      (["(1)"], ["photos/2025/rome (1).jpg"]), (["\" OR 1\""], []), (["names:invoice"], []),
    ]
  )
  func words(words: [String], names: [String]) throws {
    let found = try bench.find(FileQuery(words: words))
    let wanted = names.filter { $0 != "ab" } == names || words != ["a", "b"]
    #expect(wanted ? found == names : found.contains("ab"))
  }

  @Test(
    "finds by kind, ending, size and time",
    arguments: [
      (FileQuery(kinds: [.image]), ["photos/2025/rome (1).jpg", "photos/2026/Rome.JPG"]),
      (FileQuery(extensions: ["pdf"]), ["Invoice 2026-04.pdf", "invoice_2025.PDF"]),
      (FileQuery(extensions: [".md", "bin"]), ["big.bin", "notes.md"]),
      (FileQuery(extensions: ["gz"]), ["tar.gz/x.tar.gz"]),
      (FileQuery(extensions: ["profile"]), []),
      (FileQuery(size: SizeRange(">=5kB")), ["big.bin"]),
      (FileQuery(modified: ModifiedRange("2020-09")), ["notes.md"]),
      (FileQuery(words: ["o"], modified: ModifiedRange(">1d")), ["notes.md"]),
      (FileQuery(words: ["rome"], kinds: [.document]), []),
    ]
  )
  func conditions(query: FileQuery, names: [String]) throws {
    #expect(try bench.find(query).filter { $0 != "tar.gz" } == names)
  }

  @Test("finds only what is in a directory, and not in one of a like name")
  func folder() throws {
    try bench.make("photos2/rome.jpg")
    try bench.index()
    let query = FileQuery(words: ["rome"], folder: bench.path("photos").string)
    #expect(try bench.find(query).count == 2)
    let found = try bench.catalog.find(
      FileQuery(words: ["rome"], folder: "2026"),
      home: bench.path("photos")
    )
    #expect(found.map(\.path) == [bench.path("photos/2026/Rome.JPG")])
  }

  @Test("sorts and cuts what it found")
  func order() throws {
    let files = FileQuery(kinds: FileCategory.allCases.filter(\.isFile))
    #expect(try bench.find(files, order: .size).first == "big.bin")
    #expect(try bench.find(files, order: .modified).last == "notes.md")
    #expect(try bench.find(files, order: .name).first == ".profile.d")
    #expect(try bench.catalog.find(files, order: .none, limit: 2).count == 2)
    #expect(try bench.catalog.find(files, limit: 0).isEmpty)
    let all = try bench.catalog.find(files).map(\.path)
    #expect(try bench.catalog.find(files, limit: 3).map(\.path) == Array(all.prefix(3)))
  }

  @Test("says when directories of what it found changed since")
  func freshness() throws {
    let found = try bench.catalog.find(FileQuery(words: ["rome"]))
    let fresh = try bench.catalog.freshness(of: found)
    #expect((fresh.directories, fresh.changed) == (2, 0))
    try bench.make("photos/2026/new.jpg")
    try bench.remove("photos/2025")
    #expect(try bench.catalog.freshness(of: found).changed == 2)
  }

  @Test("saves searches and finds by them")
  func saved() throws {
    let query = FileQuery(words: ["rome (1", "x/y"], kinds: [.image], size: SizeRange("<1MB"))
    try bench.catalog.save(query, as: "rome")
    #expect(try bench.catalog.search(named: "rome") == query)
    #expect(try bench.catalog.searches().map(\.name) == ["rome"])
    #expect(throws: JobError.self) { try bench.catalog.search(named: "none") }
    #expect(throws: JobError.self) { try bench.catalog.save(query, as: "a\u{1B}b") }
    #expect(try bench.catalog.removeSearch(named: "rome"))
    #expect(try !bench.catalog.removeSearch(named: "rome"))
  }

  @Test(
    "reads sizes",
    arguments: [
      (">1MB", 1_000_001, Int64.max), (">= 1kB", 1000, .max), ("<5", 0, 4), ("<=5", 0, 5),
      ("7", 7, 7), ("=7", 7, 7), ("1kB..2kB", 1000, 2000), ("..9", 0, 9), ("9..", 9, .max),
    ] as [(String, Int64, Int64)]
  )
  func sizes(text: String, least: Int64, greatest: Int64) throws {
    let range = try #require(SizeRange(text))
    #expect((range.least, range.greatest) == (least, greatest))
  }

  @Test("refuses what is no size", arguments: ["", ">", "10xb", "2..1", "..", "<0", "><1", "-1"])
  func noSize(text: String) { #expect(SizeRange(text) == nil) }

  @Test(
    "reads times",
    arguments: [
      ("30d", -2_592_000, nil), ("<30d", -2_592_000, nil), (">1h", nil, -3600),
      ("1970-01-02", 86_400, 172_800), ("1970", 0, 31_536_000), ("1970-02", 2_678_400, 5_097_600),
      ("1970-01-01..1970-01-02", 0, 172_800), ("..1970-01-01", nil, 86_400),
    ] as [(String, Int64?, Int64?)]
  )
  func times(text: String, first: Int64?, last: Int64?) throws {
    let range = try #require(ModifiedRange(text))
    let zone = try #require(TimeZone(secondsFromGMT: 0))
    let bounds = range.bounds(now: Date(timeIntervalSince1970: 0), zone: zone)
    #expect(bounds.lowerBound == first.map { $0 * 1_000_000_000 } ?? .min)
    #expect(bounds.upperBound == last.map { $0 * 1_000_000_000 } ?? .max)
  }

  @Test(
    "refuses what is no time",
    arguments: ["", "30", "1970-13", "1970-02-30", "70", "..", "1970-1-1", "a..b", ">2020"]
  )
  func noTime(text: String) { #expect(ModifiedRange(text) == nil) }
}
