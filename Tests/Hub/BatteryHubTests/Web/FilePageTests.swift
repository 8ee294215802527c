import Foundation
import HTTPTypes
import SystemPackage
import TestKit
import Testing

@testable import BatteryHub

@Suite("File pages", .timeLimit(.minutes(5))) struct FilePageTests {
  let shelf: Shelf

  init() throws { shelf = try Shelf() }

  private static let pixel: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52,
  ]

  @Test("show folders, tags and searches, and lead to them")
  func overview() async throws {
    let web = try await WebHarness(files: shelf)
    let page = try await web.ask(.get, "/files", as: .session(.viewer))
    #expect(page.status == 200)
    for part in ["/srv/a &amp; b", "href=\"/files/1\"", "tag=red%20%26%20x", "saved=latest"] {
      #expect(page.text.contains(part), "\(part)")
    }
    await web.stop()
  }

  @Test("say how to begin when there is no catalog, and what is wrong with one")
  func noCatalog() async throws {
    let web = try await WebHarness()
    #expect(try await web.ask(.get, "/files").text.contains("files: { folders:"))
    #expect(try await web.ask(.get, "/files/1").status == 404)
    await web.stop()
    let broken = try await WebHarness(files: Shelf(problem: "it is <damaged>"))
    #expect(try await broken.ask(.get, "/files").text.contains("it is &lt;damaged&gt;"))
    #expect(try await broken.ask(.get, "/files/1").status == 503)
    await broken.stop()
  }

  @Test("escape names, tags and texts, whatever they are")
  func hostile() async throws {
    shelf.add(2, "<script>alert(1)</script>\u{1B}\u{202E}.txt", tags: ["\"><img src=x>"])
    try shelf.write(2, Array("<script>alert(2)</script>".utf8))
    let web = try await WebHarness(files: shelf)
    for path in [
      "/files/1", "/files/2", "/files/search?q=%3Cb%3E", "/files/search?tag=%22%3E%3Cb%3E",
    ] {
      let page = try await web.ask(.get, path)
      #expect(page.status == 200)
      for part in ["<script>alert", "<img src=x", "<b>", "\u{1B}", "\u{202E}"] {
        #expect(!page.text.contains(part), "\(path) \(part)")
      }
    }
    #expect(try await web.ask(.get, "/files/2").text.contains("&lt;script&gt;alert(2)"))
    await web.stop()
  }

  @Test("send a picture as what its bytes are, in a sandbox")
  func picture() async throws {
    shelf.add(2, "a.txt")
    try shelf.write(2, Self.pixel)
    let web = try await WebHarness(files: shelf)
    #expect(try await web.ask(.get, "/files/2").text.contains("src=\"/files/2/image\""))
    let image = try await web.ask(.get, "/files/2/image")
    #expect(image.status == 200)
    #expect(image.body == Self.pixel)
    #expect(image.headers[.contentType] == "image/png")
    #expect(image.headers[.contentSecurityPolicy]?.contains("sandbox") == true)
    #expect(image.headers[.xContentTypeOptions] == "nosniff")
    await web.stop()
  }

  @Test(
    "send nothing but pictures of pixels",
    arguments: ["<svg xmlns='http://www.w3.org/2000/svg'/>", "<html>", "BM text", "%PDF-1.4", ""]
  )
  func noPicture(text: String) async throws {
    shelf.add(2, "picture.png")
    try shelf.write(2, Array(text.utf8))
    let web = try await WebHarness(files: shelf)
    #expect(try await web.ask(.get, "/files/2/image").status == 404)
    #expect(!(try await web.ask(.get, "/files/2").text.contains("<img")))
    await web.stop()
  }

  @Test("say when a file is gone, is no text, or is longer than what is shown")
  func previews() async throws {
    for id in 2...4 { shelf.add(Int64(id), "file\(id)") }
    try shelf.write(3, [0, 1, 2, 3])
    try shelf.write(4, Array(String(repeating: "é", count: 40_000).utf8))
    let web = try await WebHarness(files: shelf)
    #expect(try await web.ask(.get, "/files/2").text.contains("not there any more"))
    #expect(try await web.ask(.get, "/files/3").text.contains("no preview"))
    #expect(try await web.ask(.get, "/files/4").text.contains("This is its beginning"))
    await web.stop()
  }

  @Test("are for those who are signed in")
  func strangers() async throws {
    let web = try await WebHarness(files: shelf)
    for path in ["/files", "/files/1", "/files/search?q=a", "/files/2/image"] {
      #expect(try await web.ask(.get, path, as: .nobody).status == 401)
    }
    await web.stop()
  }

  @Test(
    "take no address that means nothing",
    arguments: [
      ("/files/99", 404), ("/files/0", 404), ("/files/-1", 404), ("/files/..", 404),
      ("/files/%2e%2e%2fetc", 404), ("/files/1?from=x", 400), ("/files/search?words=x", 400),
      ("/files/99999999999999999999", 404), ("/files/1/image", 404),
    ]
  )
  func addresses(path: String, status: Int) async throws {
    let web = try await WebHarness(files: shelf)
    #expect(try await web.ask(.get, path).status == status)
    await web.stop()
  }
}
