import Foundation
import SystemPackage
import TestKit

/// A file system of a few megabytes, and of not too many files, that only one process and those it is told to start see.
///
/// It goes with its process, so a test that dies leaves nothing mounted.
final class SmallDisk {
  /// Where it is mounted, in the eyes of those inside.
  let path: FilePath
  private let directory: TemporaryDirectory
  private let holder: ChildProgram
  private var fillers: [FilePath] = []

  init(megabytes: Int, files: Int = 100_000) async throws {
    let directory = try TemporaryDirectory()
    self.directory = directory
    path = directory.path.appending("disk")
    try FileManager.default.createDirectory(
      atPath: path.string,
      withIntermediateDirectories: true
    )
    holder = try ChildProgram(
      [
        "/usr/bin/env", "unshare", "-m", "/bin/sh", "-c",
        "mount -t tmpfs -o size=\(megabytes)m,nr_inodes=\(files) tmpfs \"$0\" "
          + "&& : > \"$0/ready\" && exec sleep 3600",
        path.string,
      ],
      output: directory.path.appending("mount.log")
    )
    let deadline = ContinuousClock.now + .seconds(30)
    while !FileManager.default.fileExists(atPath: outside.appending("ready").string) {
      guard ContinuousClock.now < deadline else {
        throw FaultBench.Trouble(description: "No file system could be mounted.")
      }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  /// What starts a program that sees it.
  var prefix: [String] { ["/usr/bin/env", "nsenter", "-t", "\(holder.pid)", "-m"] }

  /// The root of those inside, in our eyes.
  var root: FilePath { FilePath("/proc/\(holder.pid)/root") }

  private var outside: FilePath { root.appending(path.components) }
  private var ballast: FilePath { outside.appending("ballast") }

  /// Takes every free page.
  func fill() throws {
    let file = try FileDescriptor.open(
      ballast,
      .writeOnly,
      options: [.create, .append],
      permissions: .ownerReadWrite
    )
    defer { try? file.close() }
    let page = [UInt8](repeating: 0x2e, count: 4096)
    do {
      while true { try file.writeAll(page) }
    } catch Errno.noSpace {}
  }

  /// Makes as many empty files as there may be: what has pages can still be written, but nothing
  /// new can be made.
  func fillWithFiles() throws {
    do {
      while true {
        let filler = outside.appending("filler-\(fillers.count)")
        try FileDescriptor.open(
          filler,
          .writeOnly,
          options: [.create],
          permissions: .ownerReadWrite
        ).close()
        fillers.append(filler)
      }
    } catch Errno.noSpace {}
  }

  /// Gives the pages and the files free again.
  func free() throws {
    for path in fillers { try FileManager.default.removeItem(atPath: path.string) }
    fillers = []
    guard FileManager.default.fileExists(atPath: ballast.string) else { return }
    try FileManager.default.removeItem(atPath: ballast.string)
  }
}
