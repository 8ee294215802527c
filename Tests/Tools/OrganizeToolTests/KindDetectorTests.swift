import Testing

@testable import OrganizeTool

@Suite("Kind of a file") struct KindDetectorTests {
  private func kind(_ bytes: [UInt8], _ suffix: String = "") -> FileKind {
    bytes.withUnsafeBytes { KindDetector.kind($0, suffix: suffix) }
  }

  private func kind(_ text: String, _ suffix: String = "") -> FileKind {
    kind(Array(text.utf8), suffix)
  }

  @Test(
    "knows formats by their first bytes, whatever the name says",
    arguments: [
      ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], FileKind.image),
      ([0xFF, 0xD8, 0xFF, 0xE0], .image), (Array("GIF89a".utf8), .image),
      (Array("RIFF____WEBP".utf8), .image), (Array("RIFF____WAVE".utf8), .audio),
      (Array("RIFF____AVI ".utf8), .video), (Array("____ftypheic".utf8), .image),
      (Array("____ftypisom".utf8), .video), (Array("____ftypM4A ".utf8), .audio),
      ([0x1A, 0x45, 0xDF, 0xA3], .video), (Array("ID3".utf8), .audio), (Array("fLaC".utf8), .audio),
      (Array("%PDF-1.4".utf8), .document), ([0x50, 0x4B, 3, 4], .archive),
      ([0x1F, 0x8B, 8], .archive), ([0x28, 0xB5, 0x2F, 0xFD], .archive),
      ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .archive), ([0x7F, 0x45, 0x4C, 0x46, 2], .program),
      (Array("wOF2".utf8), .font), (Array("SQLite format 3\0".utf8), .data),
    ]
  )
  func signatures(_ bytes: [UInt8], _ expected: FileKind) {
    #expect(kind(bytes, "txt") == expected)
    #expect(kind(bytes) == expected)
  }

  @Test(
    "tells texts by their names",
    arguments: [
      ("int main() {}", "c", FileKind.code), ("a,b\n1,2\n", "csv", .spreadsheet),
      ("{}", "json", .data), ("Hello", "txt", .text), ("Hello", "", .text), ("Hello", "png", .text),
      ("#!/bin/sh\n", "", .code), ("<svg/>", "svg", .image), ("gr\u{FC}n", "md", .text),
      ("<html>", "html", .document),
    ]
  )
  func texts(_ text: String, _ suffix: String, _ expected: FileKind) {
    let found = kind(text, suffix)
    // Text that calls itself a picture is neither.
    #expect(found == (suffix == "png" ? .text : expected))
  }

  @Test("believes no name of a format whose signature is missing")
  func impostors() {
    #expect(kind([0, 1, 2, 3], "png") == .other)
    #expect(kind([0, 1, 2, 3], "pdf") == .other)
    #expect(kind([0, 1, 2, 3], "bin") == .data)
    #expect(kind([0, 1, 2, 3], "") == .other)
  }

  @Test(
    "tells what is in a zip file",
    arguments: [
      ("mimetypeapplication/epub+zip", "zip", FileKind.book),
      ("mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "x", .spreadsheet),
      ("[Content_Types].xml", "docx", .document), ("[Content_Types].xml", "xlsx", .spreadsheet),
      ("META-INF/", "jar", .program), ("photos/1.jpg", "zip", .archive),
    ]
  )
  func zips(_ name: String, _ suffix: String, _ expected: FileKind) {
    let header: [UInt8] = [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 26)
    #expect(kind(header + Array(name.utf8), suffix) == expected)
  }

  @Test("an empty file is what its name says")
  func empty() {
    #expect(kind([], "txt") == .text)
    #expect(kind([], "png") == .image)
    #expect(kind([]) == .other)
  }

  @Test("takes Latin-1 for text, and bytes for none")
  func latin() {
    #expect(kind(Array("Stra".utf8) + [0xDF] + Array("e in der Stadt".utf8), "txt") == .text)
    #expect(kind([0xC3, 0x28, 0xA0, 0xFE, 0x90], "") == .other)
    #expect(kind([0xFF, 0xFE, 0x41, 0x00], "txt") == .text)
  }

  @Test("stands any bytes")
  func anything() {
    var state: UInt64 = 42
    for length in 0..<2000 {
      let bytes = (0..<(length % 97)).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1
        return UInt8(truncatingIfNeeded: state >> 56)
      }
      _ = kind(bytes, "zip")
      for signature in FileSignature.further where signature.offset < 40 {
        _ = kind(signature.bytes + bytes)
      }
    }
  }
}
