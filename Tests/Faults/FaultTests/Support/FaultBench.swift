import BatteryHub
import Foundation
import GRDB
import SystemPackage
import TestKit

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A directory with a configuration, for which the real `batteries up` is started and ended.
final class FaultBench {
  struct Trouble: Error, CustomStringConvertible {
    let description: String
  }

  let directory: TemporaryDirectory
  /// Where jobs leave what they did, beside their logs.
  let effects: FilePath
  /// The data directory, as the hub sees it.
  let data: FilePath
  private let prefix: [String]
  private let seenThrough: FilePath?

  /// The program, beside the tests.
  static let program: FilePath = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return FilePath(tests).removingLastComponent().appending("batteries")
  }()

  /// Writes a configuration.
  ///
  /// - Parameters:
  ///   - jobs: The jobs, as YAML below `jobs:`.
  ///   - settings: More of the section `hub`.
  ///   - data: Another data directory than the usual.
  ///   - prefix: A program that starts the hub, with its arguments.
  ///   - root: Where this program finds the files that the hub sees, when that is elsewhere.
  /// - Throws: What keeps a file from being written.
  init(
    jobs: String,
    settings: String = "",
    data: FilePath? = nil,
    prefix: [String] = [],
    root: FilePath? = nil
  ) throws {
    let directory = try TemporaryDirectory()
    self.directory = directory
    self.prefix = prefix
    seenThrough = root
    self.data = data ?? directory.path.appending(".batteries")
    effects = directory.path.appending("effects")
    try FileManager.default.createDirectory(
      atPath: effects.string,
      withIntermediateDirectories: true
    )
    try directory.write(WorkScript.text, to: "work.sh")
    let place = data.map { ", data: \"\($0)\"" } ?? ""
    let text = """
      hub:
        { listen: "127.0.0.1:0", timezone: UTC, grace: 500ms, concurrency: 32,
          environment: { EFFECTS: "\(effects)", WORK: "\(directory.path)/work.sh" }\(place)\(settings) }
      jobs:

      """
    try directory.write(text + jobs, to: "batteries.yaml")
  }

  /// The data directory, as this program sees it.
  private var visibleData: FilePath { seenThrough?.appending(data.components) ?? data }

  /// The database, or the copy of one that this program cannot see; see ``copyStore()``.
  var database: FilePath {
    (seenThrough == nil ? data : directory.path.appending("copy")).appending("hub.sqlite")
  }

  /// Copies the database of a hub that has stopped to where this program sees it.
  ///
  /// SQLite follows the link `/proc/PID/root` and would look in the wrong place.
  func copyStore() throws {
    let copy = database.removingLastComponent()
    try FileManager.default.createDirectory(
      atPath: copy.string,
      withIntermediateDirectories: true
    )
    for name in ["hub.sqlite", "hub.sqlite-wal"] {
      guard let bytes = FileManager.default.contents(atPath: visibleData.appending(name).string)
      else { continue }
      try bytes.write(to: URL(fileURLWithPath: copy.appending(name).string))
    }
  }

  /// What the hubs have printed.
  var printed: String {
    let bytes = FileManager.default.contents(atPath: directory.path.appending("hub.log").string)
    return String(decoding: bytes ?? Data(), as: UTF8.self)
  }

  /// Starts a hub.
  func start(environment: [String: String]? = nil) throws -> ChildProgram {
    try ChildProgram(
      prefix + [
        Self.program.string, "up", "--config", directory.path.appending("batteries.yaml").string,
      ],
      environment: environment,
      output: directory.path.appending("hub.log")
    )
  }

  /// Waits until a hub takes requests.
  func waitUntilReady(_ hub: ChildProgram) async throws {
    let file = visibleData.appending("hub.json").string
    try await wait(seconds: 60, "a hub that is ready") {
      if let status = hub.exitStatus {
        throw Trouble(description: "The hub ended with \(status): \(printed.suffix(500))")
      }
      guard let bytes = FileManager.default.contents(atPath: file),
        let object = try? JSONSerialization.jsonObject(with: bytes) as? [String: Any]
      else { return false }
      return object["pid"] as? Int == Int(hub.pid)
    }
  }

  /// Asks a hub to stop and waits until it has.
  func stop(_ hub: ChildProgram) async throws -> Int32? {
    hub.send(SIGTERM)
    return try await hub.waitForEnd(seconds: 90)
  }

  /// Waits until something is true, but no longer than some seconds.
  func wait(seconds: Double, _ what: String, until isTrue: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while try await !isTrue() {
      guard ContinuousClock.now < deadline else {
        throw Trouble(description: "Waited in vain for \(what). \(printed.suffix(2000))")
      }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  /// What a job left, one list of words a line.
  func traces(of job: String) -> [[Substring]] {
    let bytes = FileManager.default.contents(atPath: effects.appending(job).string) ?? Data()
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      .map { $0.split(separator: " ") }
  }

  /// How many of the lines that the hubs have printed have a text in them.
  func printedLines(with text: String) -> Int {
    printed.split(separator: "\n").filter { $0.contains(text) }.count
  }

  /// Changes the store behind the back of the hub.
  func write(_ body: (Database) throws -> Void) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(20)
    let queue = try DatabaseQueue(path: database.string, configuration: configuration)
    defer { try? queue.close() }
    try queue.write(body)
  }

  /// Reads the store.
  func read<T>(_ body: (Database) throws -> T) throws -> T {
    var configuration = Configuration()
    configuration.busyMode = .timeout(20)
    let queue = try DatabaseQueue(path: database.string, configuration: configuration)
    defer { try? queue.close() }
    return try queue.read(body)
  }
}
