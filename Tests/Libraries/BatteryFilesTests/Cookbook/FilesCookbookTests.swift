import BatteryFiles
import Foundation
import SystemPackage
import TestKit
import Testing

/// Runs pieces of `Documentation/Cookbook/Files.md` that look at files, to the letter.
@Suite("Cookbook, files that are looked at", .timeLimit(.minutes(5))) struct FilesCookbookTests {
  private let directory: TemporaryDirectory
  private let place: FilePath

  init() throws {
    directory = try TemporaryDirectory()
    place = directory.path
  }

  @Test("makes a folder, writes a file, copies it and removes it")
  func basics() throws {
    // page: begin
    let root = try RootedDirectory(place)
    try root.makeDirectories("letters/2026")
    try root.write("Dear reader,\n".utf8, to: "letters/2026/draft.txt")
    let letters = place.pushing("letters/2026")
    try FileTransfer().copy(letters.appending("draft.txt"), to: letters.appending("final.txt"))
    try root.removeFile("letters/2026/draft.txt")
    let text = String(decoding: try root.read("letters/2026/final.txt"), as: UTF8.self)
    // page: end
    #expect(text == "Dear reader,\n")
    #expect(try root.list("letters/2026").map(\.name) == ["final.txt"])
  }

  @Test("takes paths apart")
  func paths() throws {
    // page: begin
    let archive = FilePath("/srv/backups/site.tar.gz")
    let name = archive.lastComponent?.string
    let suffixes = archive.suffixes.map(\.string)
    let other = try archive.with(suffix: ".xz")
    let above = archive.parents.map(\.string)
    let short = try archive.relative(to: "/srv")
    let tidy = FilePath("/srv/./backups/../site").normalized
    let isBackup = archive.match("backups/*.gz")
    // page: end
    #expect(name == "site.tar.gz")
    #expect(suffixes == [".tar", ".gz"])
    #expect(other == "/srv/backups/site.tar.xz")
    #expect(above == ["/srv/backups", "/srv", "/"])
    #expect(short == "backups/site.tar.gz")
    #expect(tidy == "/srv/site")
    #expect(isBackup)
  }

  @Test("asks what the system knows of a file")
  func status() throws {
    let file = try directory.write("1, 2, 3\n", to: "table.csv")
    let link = place.appending("latest")
    try RootedDirectory(place).makeSymbolicLink("latest", to: "table.csv")
    // page: begin
    let end = try link.resolved(strict: true)
    let status = try FileStatus(at: link)
    let isLink = try FileStatus(at: link, followsLink: false).kind == .symbolicLink
    let changed = Date(timeIntervalSince1970: Double(status.modified) / 1e9)
    let isThere = (try? FileStatus(at: place.appending("table.json"))) != nil
    // page: end
    #expect(end == (try file.resolved()))
    #expect(status.size == 8)
    #expect(isLink)
    #expect(abs(changed.timeIntervalSinceNow) < 600)
    #expect(!isThere)
  }

  @Test("lists a folder")
  func list() throws {
    for name in ["b.txt", "a/inner.txt", "c.txt"] { try directory.write(name, to: name) }
    // page: begin
    let lines = try RootedDirectory(place).list().map { "\($0.name): \($0.kind.rawValue)" }
    // page: end
    #expect(lines == ["a: directory", "b.txt: file", "c.txt: file"])
  }

  @Test("walks a tree, and takes errors as values")
  func walk() throws {
    for name in ["a/b/c.txt", "a/d.txt", "e.txt", "locked/f.txt"] {
      try directory.write(name, to: name)
    }
    chmod(place.appending("locked").string, 0)
    defer { chmod(place.appending("locked").string, 0o755) }
    // page: begin
    var walk = DirectoryWalk(place, isSorted: true)
    walk.fields = .size
    var (paths, bytes, failures): ([FilePath], Int64, [FileError]) = ([], 0, [])
    try walk.forEach { event in
      switch event {
      case .listing(let listing):
        for entry in listing where entry.kind == .file {
          paths.append(entry.path)
          bytes += entry.status?.size ?? 0
        }
      case .failure(let error): failures.append(error)
      }
    }
    // page: end
    let isRoot = geteuid() == 0
    #expect(paths == ["e.txt", "a/d.txt", "a/b/c.txt"] + (isRoot ? ["locked/f.txt"] : []))
    #expect(bytes == (isRoot ? 33 : 21))
    #expect(failures.count == (isRoot ? 0 : 1))
  }

  @Test("counts on several threads")
  func parallelWalk() throws {
    for number in 0..<60 { try directory.write("", to: "d\(number % 7)/e\(number % 3)/\(number)") }
    // page: begin
    let counts = try DirectoryWalk(place).reduce(workers: 4, into: 0) { count, event in
      if case .listing(let listing) = event { count += listing.count }
    }
    let total = counts.reduce(0, +)
    // page: end
    #expect(total == 60 + 7 + 21)
  }

  @Test("finds files by patterns")
  func glob() throws {
    for name in ["main.swift", "Sources/a/b.swift", "Sources/b.o", ".hidden/c.swift", "README.md"] {
      try directory.write("", to: name)
    }
    // page: begin
    let found = try Glob("**/*.{swift,md}").paths(in: place)
    let names = ["report-1.csv", "report-12.csv", "report.csv", "[draft].csv"]
    let reports = FilenamePattern("report-[0-9]*.csv").filter(names)
    let drafts = FilenamePattern(FilenamePattern.escape("[draft]") + "*").filter(names)
    // page: end
    #expect(found == ["README.md", "Sources/a/b.swift", "main.swift"])
    #expect(reports == ["report-1.csv", "report-12.csv"])
    #expect(drafts == ["[draft].csv"])
  }

  @Test("leaves out what rules ignore")
  func ignore() throws {
    for name in ["a.swift", "b.log", ".build/c.o", "keep/important.log", ".git/config"] {
      try directory.write("", to: name)
    }
    try directory.write(".build/\n", to: ".gitignore")
    try directory.write("!important.log\n", to: "keep/.gitignore")
    // page: begin
    var walk = DirectoryWalk(place, isSorted: true)
    walk.ignoreFiles = [".gitignore"]
    walk.ignoreRules = IgnoreRules(".git/\n*.log\n")
    var files: [String] = []
    try walk.forEach { event in
      guard case .listing(let listing) = event else { return }
      files += listing.filter { $0.kind == .file }.map(\.path.string)
    }
    // page: end
    #expect(files == [".gitignore", "a.swift", "keep/.gitignore", "keep/important.log"])
  }

  @Test("adds up what folders take, and asks how full the disk is")
  func usage() throws {
    try directory.write(String(repeating: "x", count: 100_000), to: "large/a.bin")
    try directory.write("small", to: "small/b.txt")
    // page: begin
    var options = DiskUsage.Options()
    options.depth = 2
    options.largestFiles = 1
    let usage = try DiskUsage(of: place, options)
    for item in usage.directories { print(item.path, item.files, item.allocated) }
    let space = try FileSystemSpace(of: place)
    let isNearlyFull = space.usedShare > 0.9
    // page: end
    #expect(usage.total.files == 2)
    #expect(usage.directories.map(\.path).sorted { $0.string < $1.string } == ["large", "small"])
    #expect(usage.largestFiles.map(\.path) == ["large/a.bin"])
    #expect(isNearlyFull == (space.usedShare > 0.9))
    #expect(space.capacity > 0)
  }

  @Test("compares files and trees")
  func compare() throws {
    let (left, right) = (place.appending("left"), place.appending("right"))
    for name in ["same.txt", "both/same.txt"] {
      try directory.write(name, to: "left/" + name)
      try directory.write(name, to: "right/" + name)
    }
    try directory.write("one", to: "left/both/other.txt")
    try directory.write("two", to: "right/both/other.txt")
    try directory.write("", to: "left/gone.txt")
    // page: begin
    let isSame = try FileComparison.areEqual(
      left.appending("same.txt"),
      right.appending("same.txt"),
      .deep
    )
    for part in try DirectoryComparison.compare(left, right, .deep) where !part.isSame {
      print(part.path, part.leftOnly, part.rightOnly, part.differing)
    }
    // page: end
    #expect(isSame)
    let parts = try DirectoryComparison.compare(left, right, .deep).filter { !$0.isSame }
    #expect(parts.map(\.path) == ["", "both"])
    #expect(parts.map(\.leftOnly) == [["gone.txt"], []])
    #expect(parts.map(\.differing) == [[], ["other.txt"]])
  }

  @Test("finds files with the same content")
  func duplicates() throws {
    for name in ["a.jpg", "copies/a.jpg", "copies/again.jpg"] {
      try directory.write("a picture", to: name)
    }
    try directory.write("something", to: "other.jpg")
    // page: begin
    let report = try DuplicateSearch().search([place])
    for group in report.groups { print(group.size, group.paths) }
    let wasted = report.wasted
    // page: end
    #expect(report.groups.count == 1)
    #expect(
      report.groups.first?.paths
        == ["a.jpg", "copies/a.jpg", "copies/again.jpg"].map { place.pushing(FilePath($0)) }
    )
    #expect(wasted == 18)
  }

  @Test("hashes files, several at once")
  func hash() throws {
    let paths = try ["one", "two", "one"].enumerated().map { try directory.write($1, to: "\($0)") }
    // page: begin
    let first = try FileHashing.hash(paths[0])
    let results = FileHashing.hashAll(paths, threads: 4, FileHashing.hash)
    let hashes = results.compactMap { try? $0.get() }
    // page: end
    #expect(hashes.count == 3)
    #expect(hashes[0] == first)
    #expect(hashes[0] == hashes[2])
    #expect(hashes[0] != hashes[1])
    #expect(first.description.count == 32)
  }
}
