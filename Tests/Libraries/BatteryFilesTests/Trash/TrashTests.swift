import Foundation
import SystemPackage
import TestKit
import Testing

@testable import BatteryFiles

@Suite("Trash", .timeLimit(.minutes(5))) struct TrashTests {
  let directory: TemporaryDirectory
  let trash: Trash

  init() throws {
    directory = try TemporaryDirectory()
    trash = Trash(home: directory.path.pushing("home/Trash"), topDirectories: { [] })
  }

  @Test("takes files, directories and links, and puts them back")
  func roundTrip() throws {
    try directory.write("text", to: "a file")
    try directory.write("inner", to: "folder/sub/file")
    symlink("nowhere", directory.path.appending("link").string)
    let real = try realPath()
    var items: [TrashedItem] = []
    for name in ["a file", "folder", "link"] {
      items.append(try trash.put(directory.path.appending(name), time: 1_700_000_000))
      #expect(!isThere(name))
    }
    #expect(try trash.items() == items.sorted { $0.name.string < $1.name.string })
    #expect(items.map(\.original) == ["a file", "folder", "link"].map { real.appending($0) })
    let info = try String(contentsOfFile: items[0].infoPath.string, encoding: .utf8)
    #expect(info.hasPrefix("[Trash Info]\nPath=\(real.string)/a%20file\nDeletionDate=2023-11-1"))
    for item in items { try trash.restore(item) }
    #expect(try trash.items().isEmpty)
    #expect(try text("a file") == "text")
    #expect(try text("folder/sub/file") == "inner")
    #expect(
      try FileManager.default.subpathsOfDirectory(atPath: trash.home.string).sorted()
        == ["directorysizes", "files", "info"]
    )
    #expect(try text("home/Trash/directorysizes").isEmpty)
  }

  @Test("gives each thing a name that nobody has, also a long one")
  func names() throws {
    let names = ["file.txt", "file.txt", "file.txt", String(repeating: "n", count: 255)]
    var items: [TrashedItem] = []
    for (index, name) in names.enumerated() {
      try directory.write("\(index)", to: name)
      items.append(try trash.put(directory.path.appending(name)))
    }
    #expect(items.prefix(3).map(\.name.string) == ["file.txt", "file_2.txt", "file_3.txt"])
    #expect(items[3].name.string.utf8.count < 246)
    #expect(try trash.items().count == 4)
    try trash.restore(items[3])
    #expect(try text(names[3]) == "3")
    // Somebody left a file here without saying what it is: its name is taken.
    try directory.write("orphan", to: "home/Trash/files/other")
    try directory.write("x", to: "other")
    #expect(try trash.put(directory.path.appending("other")).name == "other_2")
  }

  @Test("keeps bytes that are no text, and the percent sign")
  func bytes() throws {
    let name: [CChar] = [0x25, 0x34, 0x31, -1, 0x0A, 0x20, 0]
    let path = Array(directory.path.string.utf8CString.dropLast()) + [0x2F] + name
    close(open(path, O_CREAT | O_WRONLY, 0o600))
    let item = try trash.put(FilePath(platformString: path))
    let real = try realPath().string + "/%2541%FF%0A%20\n"
    let file = try FileDescriptor.open(item.infoPath, .readOnly)
    var info = [UInt8](repeating: 0, count: 4_096)
    let count = try file.closeAfter { try info.withUnsafeMutableBytes { try file.read(into: $0) } }
    #expect(String(decoding: info.prefix(count), as: UTF8.self).contains(real))
    let found = try #require(try trash.items().first)
    #expect(found == item)
    try trash.restore(found)
    #expect(access(path, F_OK) == 0)
  }

  @Test("does not put a thing back over another one")
  func conflict() throws {
    try directory.write("old", to: "a.txt")
    let item = try trash.put(directory.path.appending("a.txt"))
    try directory.write("new", to: "a.txt")
    let error = #expect(throws: FileError.self) { try trash.restore(item) }
    #expect(error?.cause == .fileExists)
    #expect(try trash.restore(item, conflict: .renames).lastComponent == "a_2.txt")
    #expect(try text("a.txt") == "new")
    #expect(try text("a_2.txt") == "old")
  }

  @Test("is emptied of what is older than some time")
  func empty() throws {
    for (name, time) in [("old", 1_000_000_000), ("new", 1_700_000_000)] as [(String, Int64)] {
      try directory.write("x", to: "\(name)/deep/file")
      try trash.put(directory.path.appending(name), time: time)
    }
    #expect(try text("home/Trash/directorysizes").split(separator: "\n").count == 2)
    #expect(try trash.empty(before: 1_500_000_000) == 1)
    #expect(try trash.items().map(\.name) == ["new"])
    #expect(try trash.empty() == 1)
    #expect(try trash.items().isEmpty)
  }

  @Test("refuses itself, mount points and what has no name")
  func refused() throws {
    try directory.write("x", to: "home/Trash/files/x")
    for path in ["home", "home/Trash"] {
      let error = #expect(throws: FileError.self) {
        try trash.put(directory.path.pushing(FilePath(path)))
      }
      #expect(error?.description.contains("Empty the trash instead") == true)
    }
    for path in ["/", "/proc", "..", ""] as [FilePath] {
      #expect(throws: FileError.self) { try trash.put(path) }
    }
    #expect(throws: FileError.self) { try trash.put(directory.path.appending("gone")) }
  }

  @Test("of another file system is at its top, safe or not at all")
  func otherFileSystem() throws {
    guard let memory = MemoryFileSystem(directory.path.appending("memory")) else {
      print("skipped: only root can mount a second file system")
      return
    }
    let top = memory.path
    let shared = top.appending(".Trash")
    let own = top.appending(".Trash-\(geteuid())")
    let folder = top.appending("batteries-trash")
    mkdir(folder.string, 0o700)
    let trash = Trash(home: trash.home, topDirectories: { [top] })
    func put(_ name: String) throws -> TrashedItem {
      close(open(folder.appending(name).string, O_CREAT | O_WRONLY, 0o600))
      return try trash.put(folder.appending(name))
    }
    // A trash of all users counts only with the sticky bit, and when it is no link.
    let item = try put("one")
    #expect(item.trash == own)
    #expect(item.original == folder.appending("one"))
    let info = try String(contentsOfFile: item.infoPath.string, encoding: .utf8)
    #expect(info.contains("Path=batteries-trash/"))
    // Where file systems begin is otherwise what the system says.
    #expect(try Trash(home: trash.home).items().contains(item))
    mkdir(shared.string, 0o777)
    #expect(try put("two").trash == own)
    chmod(shared.string, 0o1777)
    #expect(try put("three").trash == shared.appending("\(geteuid())"))
    #expect(try trash.items().count == 3)
    for item in try trash.items() { try trash.restore(item) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.string).count == 3)
    try FileManager.default.removeItem(atPath: shared.string)
    symlink(directory.path.string, shared.string)
    #expect(try put("three").trash == own)
    try FileManager.default.removeItem(atPath: own.string)
    symlink(directory.path.string, own.string)
    let error = #expect(throws: FileError.self) { try put("three") }
    #expect(error?.description.contains("somebody else's") == true)
    #expect(isPath(folder.appending("three").string))
  }

  @Test(
    "reads what trash-cli writes, and the other way round",
    .enabled(if: ArchiveOracle.trash != nil, "needs trash-cli")
  )
  func trashCLI() throws {
    try directory.write("theirs", to: "their file ü")
    try directory.write("ours", to: "our file ü")
    try directory.write("x", to: "folder/x")
    let data = directory.path.appending("home").string
    func call(_ program: String, _ arguments: [String]) throws -> String {
      let words = ["XDG_DATA_HOME=\(data)", program] + arguments
      return String(decoding: try ArchiveOracle.run("env", words), as: UTF8.self)
    }
    _ = try call("trash-put", [directory.path.appending("their file ü").string])
    let theirs = try #require(try trash.items().first)
    #expect(theirs.original == (try realPath().appending("their file ü")))
    try trash.restore(theirs)
    #expect(try text("their file ü") == "theirs")
    try trash.put(directory.path.appending("our file ü"))
    try trash.put(directory.path.appending("folder"))
    let list = try call("trash-list", [])
    #expect(list.contains("\(try realPath())/our file ü\n"))
    #expect(list.contains("\(try realPath())/folder\n"))
    _ = try call("trash-empty", [])
    #expect(try trash.items().isEmpty)
  }

  private func realPath() throws -> FilePath {
    let real = try #require(realpath(directory.path.string, nil))
    defer { free(real) }
    return FilePath(platformString: real)
  }

  private func isThere(_ name: String) -> Bool { isPath(directory.path.appending(name).string) }

  private func isPath(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: directory.path.pushing(FilePath(path)).string, encoding: .utf8)
  }
}
