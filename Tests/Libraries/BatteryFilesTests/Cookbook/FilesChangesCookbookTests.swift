import BatteryFiles
import Foundation
import SystemPackage
import TestKit
import Testing

/// Runs pieces of `Documentation/Cookbook/Files.md` that change files, to the letter.
@Suite("Cookbook, files that are changed", .timeLimit(.minutes(5)))
struct FilesChangesCookbookTests {
  private let directory: TemporaryDirectory
  private let place: FilePath

  init() throws {
    directory = try TemporaryDirectory()
    place = directory.path
  }

  @Test("copies, moves and removes trees")
  func trees() throws {
    for name in ["photos/2025/a.jpg", "photos/2026/b.jpg", "old/c.jpg"] {
      try directory.write(name, to: name)
    }
    let (photos, backup) = (place.appending("photos"), place.appending("backup"))
    // page: begin
    var transfer = FileTransfer()
    transfer.conflict = .rename
    transfer.failures = .collect
    transfer.isDurable = true
    transfer.threads = 4
    let copied = try transfer.copy(photos, to: backup)
    for failure in copied.failures { print(failure) }
    try transfer.move(photos.appending("2025"), to: place.appending("archive"))
    let removed = try transfer.remove(place.appending("old"))
    try transfer.mirror(photos, onto: backup)
    // page: end
    #expect(copied.files == 2)
    #expect(removed.files == 1)
    #expect(Set(try Trees.all(place).map(\.string)).isSuperset(of: ["archive/a.jpg"]))
    #expect(try DirectoryComparison.compare(photos, backup, .deep).allSatisfy(\.isSame))
  }

  @Test("sorts a folder by endings and months, and takes it back")
  func organizer() throws {
    for name in ["letter.TXT", "notes.txt", "archive.tar.gz", "README", "txt/notes.txt"] {
      try directory.write(name, to: name)
    }
    let june = Int64(1_781_000_000) * 1_000_000_000
    try RootedDirectory(place).setTimes(accessed: june, modified: june, of: "README")
    let before = try Trees.all(place)
    // page: begin
    var sorter = try FolderSorter(place)
    try sorter.sort { file, _ in
      file.suffix.map { FilePath($0.string.lowercased().dropFirst().description) }
    }
    try sorter.sort { _, attributes in
      let date = Date(timeIntervalSince1970: Double(attributes.modified) / 1e9)
      return FilePath(date.formatted(.iso8601.year().month()))
    }
    // page: end
    #expect(
      try Trees.all(place).filter { try FileStatus(at: place.pushing($0)).kind == .file }
        .map(\.string).sorted() == [
          "2026-06/README", "gz/archive.tar.gz", "txt/letter.TXT", "txt/notes.txt",
          "txt/notes_2.txt",
        ]
    )
    #expect(
      String(decoding: try RootedDirectory(place).read("txt/notes.txt"), as: UTF8.self)
        == "txt/notes.txt"
    )
    // page: begin
    try sorter.undo()
    // page: end
    #expect(Set(try Trees.all(place)).isSuperset(of: before))
    #expect(sorter.moves.isEmpty)
  }

  @Test("plans a copy, applies it, and goes on after an interruption")
  func plan() throws {
    for name in ["photos/2025/a.jpg", "photos/2026/b.jpg"] { try directory.write(name, to: name) }
    let photos = place.appending("photos")
    let target = place.appending("copy")
    let journal = place.appending("copy.journal")
    // page: begin
    let plan = try FileTransfer().plan(copying: photos, to: target)
    let summary = "\(plan.steps.count) steps, \(plan.bytes) bytes"
    // page: end
    #expect(summary == "\(plan.steps.count) steps, 34 bytes")
    #expect(try Trees.all(place).count == 5)
    // Somebody takes the name meanwhile.
    try directory.write("", to: "copy")
    // page: begin
    do {
      try FileTransfer().apply(plan, journal: journal)
    } catch {
      print(error)
    }
    // page: end
    #expect(try FileStatus(at: target).kind == .file)
    try FileTransfer().remove(target)
    // page: begin
    let rest = try FileTransfer().resume(journal)
    // page: end
    #expect(rest.failures.isEmpty)
    #expect(try DirectoryComparison.compare(photos, target, .deep).allSatisfy(\.isSame))
    #expect(try FileTransfer().resume(journal) == TransferReport())
  }

  @Test("replaces files as a whole, and adds a line at the end of one")
  func writing() throws {
    let settings = try directory.write("port: 80\n", to: "settings.yaml")
    let (table, log) = (place.appending("table.csv"), place.appending("log.txt"))
    let rows = ["1,2", "3,4"]
    // page: begin
    try AtomicFile.write("port: 8080\n".utf8, to: settings)
    let writer = try AtomicFileWriter(table)
    for row in rows { try writer.write("\(row)\n".utf8) }
    try writer.commit()
    // page: end
    // page: begin
    let file = try FileDescriptor.open(
      log,
      .writeOnly,
      options: [.create, .append, .closeOnExec],
      permissions: .ownerReadWrite
    )
    try file.closeAfter { _ = try file.writeAll("one more line\n".utf8) }
    // page: end
    let root = try RootedDirectory(place)
    #expect(String(decoding: try root.read("settings.yaml"), as: UTF8.self) == "port: 8080\n")
    #expect(String(decoding: try root.read("table.csv"), as: UTF8.self) == "1,2\n3,4\n")
    #expect(String(decoding: try root.read("log.txt"), as: UTF8.self) == "one more line\n")
    #expect(try root.list().count == 3)
  }

  @Test("keeps things for a while, and leaves nothing behind")
  func temporary() throws {
    let path = try scratch()
    #expect(throws: FileError.self) { try FileStatus(at: path) }
  }

  private func scratch() throws -> FilePath {
    // page: begin
    let file = try TemporaryFile()
    try file.descriptor.writeAll("gone with the last reference".utf8)
    let folder = try TemporaryFolder(prefix: "build-")
    try folder.root().write("as well".utf8, to: "log.txt")
    let spool = SpooledFile(limit: 1 << 20)
    try spool.append("in memory, as it is small".utf8)
    // page: end
    #expect(file.path == nil)
    #expect(!spool.isInFile)
    #expect(try folder.root().list().map(\.name) == ["log.txt"])
    return folder.path
  }

  @Test("lets one program in at a time")
  func locks() async throws {
    let path = place.appending("nightly.lock")
    var work = 0
    // page: begin
    do {
      let lock = try FileLock(path)
      defer { lock.unlock() }
      work += 1
    } catch let held as FileLock.Held {
      print(held)
    }
    let shared = try await FileLock.taking(path, mode: .shared, timeout: .seconds(5))
    let holder = FileLock.owner(of: path)?.process
    // page: end
    #expect(work == 1)
    #expect(holder == getpid())
    let held = #expect(throws: FileLock.Held.self) { try FileLock(path) }
    #expect(held?.description.hasPrefix("\(path): process \(getpid()) holds the lock") == true)
    shared.unlock()
    #expect(FileLock.owner(of: path) == nil)
  }

  @Test("puts files into the trash, and takes them out")
  func trash() throws {
    let file = try directory.write("not wanted", to: "old.txt")
    let trash = Trash(home: place.appending("Trash"), topDirectories: { [] })
    let monthAgo: Int64 = 1_000_000_000
    // page: begin
    let item = try trash.put(file)
    let waiting = try trash.items().map(\.original)
    try trash.restore(item)
    let removed = try trash.empty(before: monthAgo)
    // page: end
    #expect(waiting == [try file.resolved()])
    #expect(removed == 0)
    #expect(try RootedDirectory(place).read("old.txt") == Array("not wanted".utf8))
  }

  @Test("notices files that arrive, once they are complete")
  func watch() async throws {
    let inbox = place
    // page: begin
    let options = WatchOptions(settling: .milliseconds(100))
    let watch = try DirectoryWatch(inbox, options: options)
    // page: end
    for name in ["a.csv", "new/b.csv"] { try directory.write(name, to: name) }
    // page: begin
    var arrived: Set<FilePath> = []
    for try await changes in watch {
      for change in changes where change.kind == .settled { arrived.insert(change.path) }
      if arrived.count == 2 { break }
    }
    // page: end
    #expect(arrived == ["a.csv", "new/b.csv"])
  }

  @Test("keeps names from outside within a folder")
  func rooted() throws {
    let body = "a picture".utf8
    // page: begin
    let uploads = try RootedDirectory(place)
    var refused: [String] = []
    for name in ["ada/cat.png", "../../etc/passwd", "/etc/passwd", "ada/cat.png\0.txt"] {
      do {
        let path = try uploads.relativePath(name.utf8)
        try uploads.makeDirectories(path.removingLastComponent())
        try uploads.write(body, to: path)
      } catch {
        refused.append("\(error)")
      }
    }
    // page: end
    #expect(try Trees.all(place) == ["ada", "ada/cat.png"])
    #expect(refused.count == 3)
    #expect(refused.last?.hasSuffix("It holds a zero byte. Give one without.") == true)
  }

  @Test("packs trees, and reads archives")
  func packing() throws {
    for name in ["project/a.swift", "project/b.o", "project/docs/c.md"] {
      try directory.write(name, to: name)
    }
    let project = place.appending("project")
    let (tar, zip) = (place.appending("project.tar.gz"), place.appending("project.zip"))
    try packTar(project, tar)
    try packZip(project, zip)
    // page: begin
    var sizes: [FilePath: Int] = [:]
    let reader = try TarReader(tar)
    while let entry = try reader.next() {
      guard entry.kind == .file else { continue }
      sizes[entry.path] = try reader.contents(of: entry, limit: 1 << 20).count
    }
    let names = try ZipReader(zip).entries.map(\.path)
    // page: end
    #expect(sizes == ["project/a.swift": 15, "project/docs/c.md": 17])
    #expect(names == ["a.swift", "b.o", "docs", "docs/c.md", "notes/today.txt"])
  }

  private func packTar(_ project: FilePath, _ archive: FilePath) throws {
    // page: begin
    let writer = TarWriter(try GzipArchiveOutput(FileArchiveOutput(archive)))
    let options = ArchiveTreeOptions(prefix: Array("project".utf8), isReproducible: true)
    try writer.addTree(project, options: options) { entry in
      entry.path.extension == "o" ? .excluded : .included
    }
    try writer.finish()
    // page: end
  }

  private func packZip(_ project: FilePath, _ archive: FilePath) throws {
    // page: begin
    let writer = try ZipWriter(FileArchiveOutput(archive), method: .deflated(level: 9))
    try writer.addTree(project)
    try writer.add(ArchiveEntry("notes/today.txt"), contents: Array("Rain.\n".utf8))
    try writer.finish()
    // page: end
  }

  @Test("extracts archives that nobody vouches for")
  func extraction() throws {
    let upload = place.appending("upload.tar")
    let target = place.appending("target")
    try RootedDirectory(place).makeDirectory("target")
    let writer = TarWriter(try FileArchiveOutput(upload))
    try writer.add(ArchiveEntry("fine.txt"), contents: Array("fine".utf8))
    try writer.add(ArchiveEntry("../out.txt"), contents: Array("not fine".utf8))
    try writer.finish()
    // page: begin
    var policy = ExtractionPolicy()
    policy.refusal = .leavesOut
    let limits = ArchiveLimits(entries: 10_000, totalSize: 1 << 30)
    let report = try ArchiveExtractor(into: target, policy: policy)
      .extract(TarReader(upload, limits: limits))
    for member in report.refused { print(FilePath(bytes: member.name), member.reason) }
    // page: end
    #expect(report.summary == "1 files, 0 directories, 0 links, 4 bytes, 1 refused")
    #expect(report.refused.map(\.reason) == ["has a name that leads out by \"..\""])
    #expect(try Trees.all(place).count == 3)
  }
}
