import BatteryTables
import Foundation
import SystemPackage
import TestKit

@testable import LogsTool

/// A directory with a log that is written to and rotated, and all that was ever written.
final class LogYard {
  let directory: TemporaryDirectory
  /// What the log says, from its first line, whatever became of the files.
  private(set) var everything = ""
  private var number = 0
  private var clock = ManualTimeSource(now: Date())
  var log: FilePath { directory.path.appending("access.log") }
  var state: FilePath { directory.path.appending("state") }

  init() throws { directory = try TemporaryDirectory() }

  func path(_ name: String) -> FilePath { directory.path.appending(name) }

  /// A line, which is like no other.
  func line() -> String {
    number += 1
    let second = number % 60
    let minute = number / 60 % 60
    let time =
      "22/Nov/2026:10:\(minute < 10 ? "0" : "")\(minute):\(second < 10 ? "0" : "")\(second)"
    let status = number % 7 == 0 ? 404 : 200
    return "10.0.\(number % 3).\(number % 50) - - [\(time) +0000] "
      + "\"GET /page/\(number) HTTP/1.1\" \(status) \(number) \"-\" \"Agent/\(number % 5)\"\n"
  }

  /// Adds lines to the end of the log, or of another file.
  func write(_ count: Int, to name: String = "access.log") throws {
    try append((0..<count).map { _ in line() }.joined(), to: name)
  }

  /// Adds a text to the end of the log, or of another file.
  func append(_ text: String, to name: String = "access.log", isCounted: Bool = true) throws {
    let file = try FileDescriptor.open(
      path(name),
      .writeOnly,
      options: [.create, .append],
      permissions: [.ownerReadWrite]
    )
    defer { try? file.close() }
    try file.writeAll(text.utf8)
    if isCounted { everything += text }
  }

  func move(_ old: String, _ new: String) throws {
    guard rename(path(old).string, path(new).string) == 0 else { throw Errno(rawValue: errno) }
  }

  func remove(_ name: String) { unlink(path(name).string) }

  func truncateFile(_ name: String, to length: Int = 0) {
    truncate(path(name).string, off_t(length))
  }

  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path(name).string)))
  }

  func put(_ bytes: [UInt8], _ name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path(name).string))
  }

  func copy(_ old: String, _ new: String) throws { try put(bytes(old), new) }

  /// Makes the compressed form of a file as the bytes that another file would have.
  func compressed(_ name: String, _ ending: String = "gz") throws -> [UInt8] {
    let packed = path("packed.\(ending)")
    let file = try OutputFile(packed)
    try bytes(name).withUnsafeBytes { try file.write($0) }
    try file.commit()
    defer { unlink(packed.string) }
    return try bytes("packed.\(ending)")
  }

  /// Compresses a file as `gzip` does, which removes it.
  func compress(_ name: String, _ ending: String = "gz") throws {
    try put(compressed(name, ending), "\(name).\(ending)")
    remove(name)
  }

  func reading(_ change: (inout LogAnalysis.Reading) -> Void = { _ in }) -> LogAnalysis.Reading {
    var reading = LogAnalysis.Reading(threads: 1)
    reading.state = state
    reading.clock = clock
    change(&reading)
    return reading
  }

  /// Reads what is new, as a run of the program does.
  @discardableResult
  func run(
    _ names: [String] = ["access.log"],
    _ change: (inout LogAnalysis.Reading) -> Void = { _ in }
  ) throws -> LogAnalysis {
    try LogAnalysis(names.map(path), reading(change))
  }

  /// The files that `access.log*` stands for.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory.path.string)
      .filter { $0.hasPrefix("access.log") }.sorted()
  }

  /// Lets time go by until nobody can be writing to what was rotated.
  func waitUntilQuiet() { clock.setWallClock(Date().addingTimeInterval(3600)) }

  /// The report of all that was ever written, read at once.
  func wholeReport() throws -> LogReport {
    try directory.write(everything, to: "whole")
    defer { remove("whole") }
    return try LogAnalysis([path("whole")], LogAnalysis.Reading(threads: 1)).report()
  }
}
