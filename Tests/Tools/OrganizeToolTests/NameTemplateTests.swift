import BatteryJobs
import Foundation
import SystemPackage
import Testing

@testable import OrganizeTool

@Suite("Name template") struct NameTemplateTests {
  private func details(_ name: String, taken: Int64? = nil) -> FileDetails {
    FileDetails(
      directory: PlanPath("in/Holiday"),
      name: Array(name.utf8),
      stamp: FileStamp(
        device: 1,
        inode: 2,
        size: 5_000_000,
        modified: 1_709_210_096_000_000_000,
        hash: 3
      ),
      created: nil,
      kind: .image,
      taken: taken,
      hash: "0123456789abcdef0123456789abcdef",
      groups: ["number": "47/11"]
    )
  }

  private func write(_ text: String, _ file: FileDetails) throws -> String {
    let template = try NameTemplate(text, groups: ["number"])
    var writer = TemplateWriter(zone: .utc, now: 0)
    let bytes = try writer.write(
      template,
      file,
      name: file.name,
      directory: file.directory,
      counter: 7
    )
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(
    "fills in each field",
    arguments: [
      ("{name}", "Photo.tar.GZ"), ("{stem}", "Photo.tar"), ("{suffix}", ".GZ"),
      ("{extension}", "gz"), ("{kind}", "image"), ("{kind:folder}", "Images"),
      ("{parent}", "Holiday"), ("{directory}", "in/Holiday"), ("{size}", "Medium"),
      ("{modified:yyyy}/{modified:MM}", "2024/02"), ("{modified}", "2024-02-29"),
      ("{modified:yyyy-MM-dd HH.mm.ss}", "2024-02-29 12.34.56"), ("{modified:yyQ}", "241"),
      ("{now:yyyy}", "1970"), ("{counter}", "7"), ("{counter:3}", "007"), ("{hash}", "01234567"),
      ("{hash:12}", "0123456789ab"), ("{number}", "47_11"), ("{stem:upper}", "PHOTO.TAR"),
      ("{stem:lower}{suffix}", "photo.tar.GZ"), ("{taken|modified:yyyy}", "2024"),
      ("{{{stem}}}", "{Photo.tar}"), ("a{created|taken|now:MM}b", "a01b"),
    ]
  )
  func fields(_ text: String, _ expected: String) throws {
    #expect(try write(text, details("Photo.tar.GZ")) == expected)
  }

  @Test(
    "splits names as the file system sees them",
    arguments: [
      (".bashrc", ".bashrc", ""), ("..a", "..a", ""), ("a.", "a.", ""), ("a", "a", ""),
      ("a.b", "a", ".b"), (".a.b", ".a", ".b"), ("a..b", "a.", ".b"),
    ]
  )
  func suffixes(_ name: String, _ stem: String, _ suffix: String) throws {
    #expect(try write("{stem}|{suffix}", details(name)) == "\(stem)|\(suffix)")
    #expect(try write("{extension|none}", details(name)) == (suffix.isEmpty ? "none" : "b"))
  }

  @Test(
    "says which field a file does not have",
    arguments: ["{taken:yyyy}", "{created}", "x{extension}"]
  )
  func gaps(_ text: String) throws {
    #expect(throws: TemplateWriter.Gap.self) { try write(text, details("none")) }
  }

  @Test("takes the time of a photo as its clock showed it")
  func taken() throws {
    let file = details("a.jpg", taken: 1_000_000_000_000_000_000)
    #expect(try write("{taken:yyyy-MM-dd HH:mm}", file) == "2001-09-09 01:46")
  }

  @Test(
    "refuses what is no template, and says what to do",
    arguments: [
      ("", "empty"), ("{stem", "closes"), ("stem}", "opens"), ("{}", "field"), ("{stm}", "{stem}"),
      ("{modified:yyy}", "yyyy"), ("{modified:foo}", "part of a time"), ("{modified:}", "colon"),
      ("{counter:0}", "1 to 9"), ("{counter:x}", "1 to 9"), ("{hash:33}", "1 to 32"),
      ("{stem:yyyy}", "upper"), ("{taken|stem:yyyy}", "times"), ("a\0b", "zero byte"),
    ]
  )
  func refusals(_ text: String, _ part: String) {
    let error = #expect(throws: TemplateError.self) { try NameTemplate(text) }
    #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
  }

  @Test(
    "knows whether it stands for a directory",
    arguments: [
      ("Documents/", true), ("Documents", true), ("{modified:yyyy}/{modified:MM}", true),
      ("{extension}", true), ("a/{stem}{suffix}", false), ("{name}", false),
      ("a/{modified:yyyy}-{counter}{suffix}", false), ("{stem}/x", true), ("{hash}.bin", false),
    ]
  )
  func directories(_ text: String, _ expected: Bool) throws {
    #expect(try NameTemplate(text).isDirectory == expected)
  }

  @Test("lets no path lead up", arguments: ["../x/", "a/../b/", ".."])
  func up(_ text: String) throws {
    let template = try NameTemplate(text)
    #expect(throws: TemplateError.self) { try template.checkPath() }
  }
}
