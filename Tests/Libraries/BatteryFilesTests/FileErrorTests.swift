import SystemPackage
import Testing

@testable import BatteryFiles

@Suite("File errors") struct FileErrorTests {
  @Test(
    "are one line, whatever the name",
    arguments: [
      ("plain 100%", "plain 100%"),
      ("é", "é"),
      ("two\nlines", "two%0Alines"),
      ("\u{1B}[31mred", "%1B[31mred"),
    ]
  )
  func line(name: String, shown: String) {
    let error = FileError(path: FilePath(name), operation: "open", cause: .noSpace)
    #expect(
      error.description
        == "\(shown): could not open: no space left on device. Make room on the file system."
    )
  }

  @Test("show the bytes of a name that is no text")
  func bytes() {
    #expect(FileError.text(FilePath(bytes: [0x61, 0xFF])) == "a%FF")
  }
}
