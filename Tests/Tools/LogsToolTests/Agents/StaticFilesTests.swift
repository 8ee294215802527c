import Testing

@testable import LogsTool

@Suite("Static files") struct StaticFilesTests {
  private static func isStatic(_ target: String, _ files: StaticFiles = StaticFiles()) -> Bool {
    Array(target.utf8).withUnsafeBufferPointer { files.contains($0) }
  }

  @Test(
    "are told by the ends of their names",
    arguments: [
      "/style.css", "/a/b.JS", "/fonts/x.woff2", "/a.jpeg?v=3", "/a.png?x=/b.html", "/.css",
      "/a.7z",
      "/a.tar.gz", "/%C3%A9.svg", "a.webp",
    ]
  )
  func files(_ target: String) {
    #expect(Self.isStatic(target))
  }

  @Test(
    "are nothing else",
    arguments: [
      "", "-", "/", "/css", "/a.html", "/a.php?file=a.css", "/a.css/", "/a.css2", "/acss", ".css",
      "?",
      "/?a.css", "/a.", "/averylongname.averylongextension", "/js", "/a.jss",
    ]
  )
  func others(_ target: String) {
    #expect(!Self.isStatic(target))
  }

  @Test("can be those that one names")
  func named() {
    let files = StaticFiles([".min.js", ".wasm", ".Parquet99"])
    #expect(Self.isStatic("/a.MIN.js?1", files))
    #expect(Self.isStatic("/a.wasm", files))
    #expect(Self.isStatic("/a.parquet99", files))
    #expect(!Self.isStatic("/a.js", files))
    #expect(!Self.isStatic("/a.css", files))
  }

  @Test("have each of the usual extensions", arguments: StaticFiles.usual)
  func usual(_ end: String) {
    #expect(Self.isStatic("/a" + end))
    #expect(Self.isStatic("/a" + end.uppercased() + "?q"))
    #expect(!Self.isStatic("/a" + end + "/"))
  }
}
