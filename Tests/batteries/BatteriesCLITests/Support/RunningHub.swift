import BatteryJobs
import Foundation
import Synchronization
import SystemPackage
import TestKit

/// A hub as its user runs it: the built program, stopped at the end.
enum RunningHub {
  /// Runs a hub while a test talks to it; returns how the hub ended.
  static func with(
    _ configuration: String,
    in directory: TemporaryDirectory? = nil,
    _ body: (BuiltBinary) async throws -> Void
  ) async throws -> BuiltBinary.Result {
    let directory = try directory ?? TemporaryDirectory()
    try directory.write(configuration, to: "batteries.yaml")
    let binary = BuiltBinary(directory: directory.path)
    let (ready, continuation) = AsyncStream.makeStream(of: Void.self)
    let group = Mutex<Int32>(0)
    let hub = Task {
      defer { continuation.finish() }
      return try await binary.run("up", "--listen", "127.0.0.1:0") { id in
        group.withLock { $0 = id }
      } onLine: { line in
        if line.text.contains("ign in") { continuation.finish() }
      }
    }
    for await _ in ready {}
    do {
      try await body(binary)
    } catch {
      hub.cancel()
      throw error
    }
    kill(group.withLock { $0 }, SIGTERM)
    return try await hub.value
  }
}
