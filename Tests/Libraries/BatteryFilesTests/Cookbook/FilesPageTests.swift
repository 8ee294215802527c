import ArgumentParser
import Foundation
import SystemPackage
import Testing

/// Compares `Documentation/Cookbook/Files.md` with what its tests run, and with what there is.
@Suite("Cookbook, the page of files", .timeLimit(.minutes(5))) struct FilesPageTests {
  @Test("has the pieces that are run, to the letter")
  func pieces() throws {
    let page = try FilesPage()
    let tested = try page.piecesOfTests()
    #expect(tested.count > 25)
    #expect(Set(tested).subtracting(page.pieces).isEmpty)
    #expect(Set(page.pieces).subtracting(tested).isEmpty)
    #expect(tested.count == page.pieces.count)
  }

  /// What the table names of Swift itself and of System, compiled here.
  private static var others: [String: Any] {
    [
      "FilePath.appending": { (path: FilePath) in path.appending("a") },
      "FilePath.pushing": { (path: FilePath) in path.pushing("a") },
      "FilePath.components": \FilePath.components,
      "FilePath.extension": \FilePath.extension,
      "FilePath.isAbsolute": \FilePath.isAbsolute,
      "FilePath.lastComponent": \FilePath.lastComponent,
      "FilePath.removingLastComponent()": { (path: FilePath) in path.removingLastComponent() },
      "FileDescriptor.open": { (path: FilePath) in try FileDescriptor.open(path, .readOnly) },
      "FileDescriptor.closeAfter": { (file: FileDescriptor) in try file.closeAfter {} },
      "FileDescriptor.read": { (file: FileDescriptor, bytes: UnsafeMutableRawBufferPointer) in
        try file.read(into: bytes)
      },
      "FileDescriptor.writeAll": { (file: FileDescriptor) in try file.writeAll([]) },
      "ProcessInfo.processInfo.environment": \ProcessInfo.environment,
      "ParsableCommand": (any ParsableCommand).self,
      "CommandLine.arguments": { CommandLine.arguments },
      "getpid()": { getpid() },
      "exit": { (status: Int32) in exit(status) },
    ]
  }

  @Test("names nothing of ours that is not there")
  func names() throws {
    let page = try FilesPage()
    let (declared, labels) = try declarations(page.root)
    var (count, missing): (Int, [String]) = (0, [])
    for name in page.table.flatMap(\.swift) where Self.others[name] == nil {
      let parts = name.split(separator: "(", maxSplits: 1)
      for word in parts[0].split(separator: ".") where word != "FilePath" {
        if !declared.contains(String(word)) { missing.append(name) }
        count += 1
      }
      for label in (parts.count > 1 ? parts[1] : "").split(separator: ":")
      where label.allSatisfy({ $0.isLetter }) {
        if !labels.contains(String(label)) { missing.append(name) }
      }
    }
    #expect(missing == [])
    #expect(count > 80)
  }

  /// What the libraries of the page declare in public, and the labels of arguments in them.
  private func declarations(_ root: URL) throws -> (names: Set<String>, labels: Set<String>) {
    var (names, labels): (Set<String>, Set<String>) = ([], [])
    for library in ["BatteryFiles", "BatteryJobs", "BatteryParallel"] {
      let folder = root.appending(path: "Sources/Libraries/\(library)").path
      for path in try FileManager.default.subpathsOfDirectory(atPath: folder)
      where path.hasSuffix(".swift") {
        let code = try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
        let kinds = /public (?:[a-z]+ )*(?:func|var|let|struct|class|enum|protocol) (\w+)/
        for match in code.matches(of: kinds) { names.insert(String(match.output.1)) }
        for match in code.matches(of: /\n +case (\w+)/) { names.insert(String(match.output.1)) }
        for match in code.matches(of: /(\w+)(?: \w+)?:\s/) { labels.insert(String(match.output.1)) }
      }
    }
    return (names, labels)
  }

  @Test(
    "names nothing of Python's that is not there",
    .enabled("No Python 3.13 or later is installed.") { await OracleProgram.python != nil }
  )
  func python() async throws {
    let names = try FilesPage().table.flatMap(\.python)
      .map { $0.prefix { $0 != "(" }.description }
    #expect(names.count > 100)
    let modules = [
      "argparse", "fcntl", "filecmp", "fnmatch", "glob", "hashlib", "os", "os.path", "pathlib",
      "shutil", "subprocess", "sys", "tarfile", "tempfile", "zipfile",
    ]
    let script = """
      import \(modules.joined(separator: ", "))
      for name in \(names):
        try: eval(name)
        except AttributeError: print(name)
      """
    let python = try #require(await OracleProgram.python)
    let missing = try await OracleProgram.output(python, ["-c", script], in: "/")
    #expect(String(decoding: missing, as: UTF8.self).isEmpty)
  }
}
