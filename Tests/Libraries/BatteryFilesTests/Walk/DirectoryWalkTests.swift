import BatteryFiles
import Foundation
import SystemPackage
import TestKit
import Testing

@Suite("Directory walk", .timeLimit(.minutes(5))) struct DirectoryWalkTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  @Test("lists everything once on any number of threads", arguments: [1, 2, 3, 8])
  func everything(_ workers: Int) throws {
    let expected = try forest(directories: 200, files: 5)
    let found = try DirectoryWalk(directory.path).reduce(workers: workers, into: [String]()) {
      if case .listing(let listing) = $1 { $0 += listing.map(\.path.string) }
    }
    #expect(found.joined().sorted() == expected)
  }

  @Test("sorts by the bytes of names, and goes through directories in that order")
  func sorted() throws {
    for name in ["b/z", "b/a", "a/é", "a/z", "c", "B", "ä"] { try directory.write("", to: name) }
    #expect(
      try paths(DirectoryWalk(directory.path, isSorted: true)) == [
        "B", "a", "b", "c", "ä", "a/z", "a/é", "b/a", "b/z",
      ]
    )
  }

  @Test("hands out a large directory in pieces, and as a whole when it sorts")
  func large() throws {
    for index in 0..<5000 { try directory.write("", to: "a-file-with-a-longer-name-\(index)") }
    var pieces = 0
    var names: Set<String> = []
    try DirectoryWalk(directory.path).forEach { event in
      guard case .listing(let listing) = event else { return }
      pieces += 1
      for entry in listing { names.insert(entry.name.string) }
    }
    #expect(pieces > 1)
    #expect(names.count == 5000)
    let sorted = try paths(DirectoryWalk(directory.path, isSorted: true))
    #expect(sorted == names.sorted())
  }

  @Test("keeps entries valid after their listing")
  func kept() throws {
    let expected = try forest(directories: 50, files: 20)
    var entries: [WalkEntry] = []
    try DirectoryWalk(directory.path).forEach { event in
      if case .listing(let listing) = event { entries += listing }
    }
    #expect(entries.map(\.path.string).sorted() == expected)
  }

  @Test(
    "lists between two depths, and enters no further",
    arguments: [(1, 2), (2, 2), (2, 3), (3, 9)]
  )
  func depths(_ least: Int, _ most: Int) throws {
    try directory.write("", to: "1/2/3/4")
    var walk = DirectoryWalk(directory.path)
    walk.minimumDepth = least
    walk.maximumDepth = most
    let all = ["1", "1/2", "1/2/3", "1/2/3/4"]
    #expect(try paths(walk) == Array(all[(least - 1)..<min(most, 4)]))
  }

  @Test("leaves out hidden names when told to")
  func hidden() throws {
    for name in [".a/b", "c/.d", "c/e"] { try directory.write("", to: name) }
    var walk = DirectoryWalk(directory.path)
    walk.includesHidden = false
    #expect(try paths(walk) == ["c", "c/e"])
  }

  @Test("lists, enters, does both or neither, as the filter says")
  func filter() throws {
    for name in ["list/x", "enter/y", "all/z", "none/w"] { try directory.write("", to: name) }
    var walk = DirectoryWalk(directory.path)
    walk.filter = { entry in
      switch entry.name.string {
      case "list": .list
      case "enter": .enter
      case "none": .none
      default: .all
      }
    }
    #expect(try paths(walk) == ["all", "all/z", "enter/y", "list"])
  }

  @Test("asks for sizes only when told to, and gives the inode anyhow")
  func status() throws {
    try directory.write("12345", to: "a")
    var walk = DirectoryWalk(directory.path)
    let plain = try entries(walk)
    #expect(plain.map(\.status) == [nil])
    walk.fields = .size
    let entry = try #require(try entries(walk).first)
    let status = try FileStatus(at: directory.path.appending("a"))
    #expect(entry.status?.size == 5)
    #expect(entry.inode == status.inode)
    #expect(plain.first?.inode == status.inode)
  }

  @Test("does not follow links unless told to, and then not in circles")
  func links() throws {
    let outside = try TemporaryDirectory()
    try outside.write("1", to: "file")
    try directory.write("1", to: "inside/file")
    try link("out", to: outside.path)
    try link("inside/up", to: directory.path)
    try link("dead", to: "nowhere")
    var walk = DirectoryWalk(directory.path)
    #expect(try paths(walk) == ["dead", "inside", "inside/file", "inside/up", "out"])
    walk.links = .follow
    var failures: [FileError] = []
    var found: [String: FileEntry.Kind] = [:]
    try walk.forEach { event in
      switch event {
      case .failure(let error): failures.append(error)
      case .listing(let listing):
        for entry in listing { found[entry.path.string] = entry.kind }
      }
    }
    #expect(found["out"] == .directory)
    #expect(found["out/file"] == .file)
    #expect(found["dead"] == .symbolicLink)
    #expect(found.count == 6)
    #expect(failures.map(\.path) == [directory.path.appending("inside").appending("up")])
    #expect(failures.first?.cause == .tooManySymbolicLinkLevels)
  }

  @Test("stops when the visitor throws, on any number of threads", arguments: [1, 4])
  func thrown(_ workers: Int) throws {
    _ = try forest(directories: 100, files: 2)
    #expect(throws: CancellationError.self) {
      _ = try DirectoryWalk(directory.path).reduce(workers: workers, into: 0) { count, _ in
        count += 1
        if count == 5 { throw CancellationError() }
      }
    }
  }

  @Test("takes names of 255 bytes, with line breaks and without UTF-8")
  func names() throws {
    let names: [[UInt8]] = [
      Array(repeating: 0xFF, count: 255), Array("a\nb\t\"'".utf8), Array("é".utf8),
      Array("e\u{301}".utf8), [0x20], [0x2D, 0x2D], [0xED, 0xA0, 0x80],
    ]
    for name in names {
      let component = try #require(FilePath.Component(bytes: name))
      try FileDescriptor.open(
        directory.path.appending(component),
        .writeOnly,
        options: .create,
        permissions: .ownerReadWrite
      ).close()
    }
    let found = try entries(DirectoryWalk(directory.path))
    #expect(Set(found.map(\.name.bytes)) == Set(names))
    #expect(Set(found.map(\.path)).count == names.count)
  }

  @Test("goes 10,000 directories deep with something beside each, and back", arguments: [1, 3])
  func deep(_ workers: Int) throws {
    let depth = 10_000
    try chain(depth)
    let counts = try DirectoryWalk(directory.path).reduce(workers: workers, into: [0, 0, 0]) {
      guard case .listing(let listing) = $1 else {
        $0[2] += 1
        return
      }
      for entry in listing { $0[entry.kind == .directory ? 0 : 1] += 1 }
    }
    let sums = counts.reduce([0, 0, 0]) { zip($0, $1).map(+) }
    #expect(sums == [2 * depth, depth, 0])
    try removeChain(depth)
  }

  @Test("keeps few directories open")
  func descriptors() throws {
    try chain(300)
    var walk = DirectoryWalk(directory.path)
    walk.openLimit = 8
    var most = 0
    try walk.forEach { _ in
      most = max(most, try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count)
    }
    let before = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    // Other tests open files meanwhile.
    #expect(most < before + 100)
    try removeChain(300)
  }

  @Test("does not enter other file systems when told so")
  func mounts() throws {
    let device = try FileStatus(at: "/").device
    var walk = DirectoryWalk("/")
    walk.isOneFileSystem = true
    walk.maximumDepth = 2
    var entered: Set<FilePath> = []
    try walk.forEach { event in
      if case .listing(let listing) = event { entered.insert(listing.path) }
    }
    #expect(entered.count > 1)
    for path in entered {
      #expect(try FileStatus(at: FilePath("/").pushing(path)).device == device)
    }
  }

  @Test(
    "says what it may not read, and goes on",
    .enabled("Whoever runs the tests may read everything.") { geteuid() != 0 }
  )
  func denied() throws {
    try directory.write("", to: "closed/a")
    try directory.write("", to: "open/b")
    let closed = directory.path.appending("closed").string
    #expect(chmod(closed, 0) == 0)
    defer { chmod(closed, 0o700) }
    var failures: [FileError] = []
    var count = 0
    try DirectoryWalk(directory.path).forEach { event in
      switch event {
      case .failure(let error): failures.append(error)
      case .listing(let listing): count += listing.count
      }
    }
    #expect(failures.map(\.cause) == [.permissionDenied])
    #expect(count == 3)
  }

  @Test("goes on while directories come, go and turn into links")
  func changes() throws {
    let outside = try TemporaryDirectory()
    try outside.write("", to: "secret")
    for index in 0..<200 { try directory.write("", to: "d\(index)/file") }
    var found: [String] = []
    var step = 0
    try DirectoryWalk(directory.path).forEach { event in
      guard case .listing(let listing) = event else { return }
      found += listing.map(\.path.string)
      if listing.depth == 0 {
        for index in stride(from: 0, to: 200, by: 2) {
          let path = directory.path.appending("d\(index)")
          try FileManager.default.removeItem(atPath: path.string)
          if index % 4 == 0 { try link("d\(index)", to: outside.path) }
        }
      }
      step += 1
    }
    #expect(found.count { $0.hasSuffix("/file") } == 100)
    #expect(!found.contains { $0.hasSuffix("secret") })
  }

  // MARK: - Trees

  private func forest(directories: Int, files: Int) throws -> [String] {
    var paths: [String] = []
    var folders = [""]
    for index in 0..<directories {
      let parent = folders[index * 7 % folders.count]
      let folder = parent + (parent.isEmpty ? "" : "/") + "d\(index)"
      folders.append(folder)
      paths.append(folder)
      for file in 0..<files {
        try directory.write("", to: "\(folder)/f\(file)")
        paths.append("\(folder)/f\(file)")
      }
    }
    return paths.sorted()
  }

  /// Makes directories in each other, with a file and an empty directory beside each.
  private func chain(_ depth: Int) throws {
    var current = try FileDescriptor.open(directory.path, .readOnly, options: .directory)
    for _ in 0..<depth {
      #expect(mkdirat(current.rawValue, "down", 0o700) == 0)
      #expect(mkdirat(current.rawValue, "side", 0o700) == 0)
      let file = openat(current.rawValue, "file", O_CREAT | O_WRONLY, 0o600)
      #expect(file >= 0)
      close(file)
      let next = openat(current.rawValue, "down", O_RDONLY | O_DIRECTORY)
      try current.close()
      try #require(next >= 0)
      current = FileDescriptor(rawValue: next)
    }
    try current.close()
  }

  /// Takes the chain away from below, because what removes the test's directory goes by paths.
  private func removeChain(_ depth: Int) throws {
    var current = try FileDescriptor.open(directory.path, .readOnly, options: .directory)
    for _ in 0..<depth {
      let next = openat(current.rawValue, "down", O_RDONLY | O_DIRECTORY)
      try current.close()
      current = FileDescriptor(rawValue: next)
    }
    for _ in 0..<depth {
      let above = openat(current.rawValue, "..", O_RDONLY | O_DIRECTORY)
      try current.close()
      current = FileDescriptor(rawValue: above)
      unlinkat(above, "file", 0)
      unlinkat(above, "side", AT_REMOVEDIR)
      #expect(unlinkat(above, "down", AT_REMOVEDIR) == 0)
    }
    try current.close()
  }

  private func link(_ name: String, to target: FilePath) throws {
    #expect(symlink(target.string, directory.path.pushing(FilePath(name)).string) == 0)
  }

  private func entries(_ walk: DirectoryWalk) throws -> [WalkEntry] {
    var entries: [WalkEntry] = []
    try walk.forEach { event in
      switch event {
      case .listing(let listing): entries += listing
      case .failure(let error): throw error
      }
    }
    return entries
  }

  private func paths(_ walk: DirectoryWalk) throws -> [String] {
    let paths = try entries(walk).map(\.path.string)
    return walk.isSorted ? paths : paths.sorted()
  }
}
