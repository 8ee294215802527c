import BatteryHub
import BatteryJobs
import Dispatch
import Foundation
import ServiceLifecycle
import SystemPackage

/// Has the configuration read again when its file changes, or when SIGHUP asks for it.
struct ConfigurationWatcher: Service {
  let hub: Hub
  let console: Console

  private static let interval = Duration.seconds(2)

  /// What tells two versions of a file apart without reading them.
  private struct Version: Hashable {
    var seconds: Int
    var nanoseconds: Int
    var size: Int
    var inode: UInt64

    init?(of file: FilePath) {
      var status = stat()
      guard stat(file.string, &status) == 0 else { return nil }
      seconds = status.st_mtim.tv_sec
      nanoseconds = status.st_mtim.tv_nsec
      size = Int(status.st_size)
      inode = UInt64(status.st_ino)
    }
  }

  private enum Occasion {
    case look
    case asked
  }

  func run() async throws {
    let (occasions, continuation) = AsyncStream.makeStream(of: Occasion.self)
    let hangup = DispatchSource.makeSignalSource(signal: SIGHUP, queue: .global())
    hangup.setEventHandler { continuation.yield(.asked) }
    hangup.resume()
    defer { hangup.cancel() }
    let clock = console.clock
    let timer = Task {
      while !Task.isCancelled {
        try await clock.sleep(for: Self.interval)
        continuation.yield(.look)
      }
    }
    defer { timer.cancel() }
    let file = await hub.configuration.file
    var known = Version(of: file)
    for await occasion in occasions.cancelOnGracefulShutdown() {
      let version = Version(of: file)
      // An editor may remove the file for a moment while it saves; that is no change to take in.
      if occasion == .look, version == nil || version == known { continue }
      known = version
      await reload()
    }
  }

  private func reload() async {
    if let problems = await hub.reload() {
      for line in problems.description.split(separator: "\n") { console.note(String(line)) }
    } else {
      console.note("The configuration was read again.")
    }
  }
}
