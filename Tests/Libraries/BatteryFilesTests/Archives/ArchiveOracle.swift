import Foundation
import SystemPackage

/// Programs of others that read and write archives, where they are installed.
enum ArchiveOracle {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  static var tar: String? { find(["tar"]) }
  static var bsdtar: String? { find(["bsdtar"]) }
  static var zip: String? { find(["zip"]) }
  static var unzip: String? { find(["unzip"]) }
  static var trash: String? { find(["trash-put"]) }
  /// A Python whose `tarfile` and `zipfile` are those of 3.11 at least.
  static let python: String? = {
    candidates(["python3.13", "python3.12", "python3.11", "python3"]).first { program in
      let question = "import sys; sys.exit(sys.version_info < (3, 11))"
      return (try? run(program, ["-c", question])) != nil
    }
  }()

  /// The archives that CPython's own tests read, where they are installed.
  static var pythonArchives: String? {
    guard let python,
      let text = try? run(
        python,
        ["-c", "import os, test; print(os.path.join(os.path.dirname(test.__file__)))"]
      )
    else { return nil }
    let folder = String(decoding: text, as: UTF8.self).trimmingCharacters(in: .newlines)
    for candidate in [folder] + ((try? pyenvTests()) ?? []) {
      let path = candidate + "/archivetestdata"
      if FileManager.default.fileExists(atPath: path + "/testtar.tar") { return path }
    }
    return nil
  }

  private static func pyenvTests() throws -> [String] {
    let root = NSHomeDirectory() + "/.pyenv/versions"
    return try FileManager.default.contentsOfDirectory(atPath: root).sorted().reversed()
      .map { name in
        let short = name.split(separator: ".").prefix(2).joined(separator: ".")
        return "\(root)/\(name)/lib/python\(short)/test"
      }
  }

  /// Runs a program to its end and returns what it prints; any status but those is a failure.
  @discardableResult
  static func run(
    _ program: String,
    _ arguments: [String],
    in folder: FilePath = "/",
    statuses: Set<Int32> = [0]
  ) throws -> [UInt8] {
    let path = NSTemporaryDirectory() + "/archive-oracle-" + UUID().uuidString
    defer {
      unlink(path)
      unlink(path + ".err")
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(
      &actions,
      2,
      path + ".err",
      O_WRONLY | O_CREAT | O_TRUNC,
      0o600
    )
    let words = ["env", "-C", folder.string, program] + arguments
    var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for word in argv { free(word) } }
    let search = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let variables = [
      "PATH=\(search)", "LC_ALL=C.UTF-8", "TZ=UTC", "PYTHONUTF8=1", "HOME=\(NSHomeDirectory())",
    ]
    var environment: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
    defer { for word in environment { free(word) } }
    var number: pid_t = 0
    guard posix_spawn(&number, "/usr/bin/env", &actions, nil, &argv, &environment) == 0 else {
      throw Failure(description: "\(program): could not be started")
    }
    var status: Int32 = 0
    while waitpid(number, &status, 0) < 0, errno == EINTR {}
    let code = status & 0x7F == 0 ? status >> 8 & 0xFF : -1
    let output = FileManager.default.contents(atPath: path) ?? Data()
    guard statuses.contains(code) else {
      let message = FileManager.default.contents(atPath: path + ".err") ?? Data()
      let text = String(decoding: message.suffix(2_000), as: UTF8.self)
      throw Failure(description: "\(words): status \(code): \(text)")
    }
    return Array(output)
  }

  private static func find(_ names: [String]) -> String? { candidates(names).first }

  private static func candidates(_ names: [String]) -> [String] {
    let search = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return names.flatMap { name in
      search.split(separator: ":").map { "\($0)/\(name)" }
    }.filter { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
