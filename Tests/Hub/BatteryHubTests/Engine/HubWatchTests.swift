import BatteryHub
import BatteryJobs
import Foundation
import Synchronization
import SystemPackage
import TestKit
import Testing

@Suite("Hub's watched folders", .serialized, .timeLimit(.minutes(10))) struct HubWatchTests {
  private static func yaml(_ more: String = "", probe: String) -> String {
    "  tidy: { on: { watch: { path: Inbox\(more) } }, probe: { key: \(probe) } }"
  }

  private static func inbox() throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    try makeFolder("Inbox", in: directory)
    return directory
  }

  private static func makeFolder(_ name: String, in directory: TemporaryDirectory) throws {
    try FileManager.default.createDirectory(
      atPath: directory.path.appending(name).string,
      withIntermediateDirectories: true
    )
  }

  @Test("start a run when a file arrives, and name it")
  func arrival() async throws {
    let directory = try Self.inbox()
    let bench = try await HubHarness(Self.yaml(probe: "none"), directory: directory)
    try directory.write("a", to: "Inbox/scan.pdf")
    let runs = try await bench.wait(for: "tidy", .succeeded)
    #expect(runs.map(\.trigger) == [.watch])
    #expect(runs.map(\.cause) == ["scan.pdf"])
    try directory.write("b", to: "other.pdf")
    try FileManager.default.moveItem(
      atPath: directory.path.appending("other.pdf").string,
      toPath: directory.path.appending("Inbox/moved.pdf").string
    )
    #expect(try await bench.wait(for: "tidy", .succeeded, count: 2).first?.cause == "moved.pdf")
    await bench.stop()
  }

  @Test("start no run for files that are hidden, partial, or not asked for")
  func filter() async throws {
    let directory = try Self.inbox()
    let bench = try await HubHarness(
      Self.yaml(", match: '*.pdf'", probe: "none")
        + "\n  any: { on: { watch: Inbox }, probe: { key: none } }",
      directory: directory
    )
    for name in [".hidden", "film.mp4.part", "page.html.crdownload"] {
      try directory.write("a", to: "Inbox/\(name)")
    }
    try directory.write("a", to: "Inbox/notes.txt")
    #expect(try await bench.wait(for: "any", .succeeded).map(\.cause) == ["notes.txt"])
    try directory.write("a", to: "Inbox/last.pdf")
    #expect(try await bench.wait(for: "tidy", .succeeded).map(\.cause) == ["last.pdf"])
    #expect(try await bench.wait(for: "any", .succeeded, count: 2).count == 2)
    await bench.stop()
  }

  @Test("leave a file alone while it is written to")
  func writing() async throws {
    let directory = try Self.inbox()
    let bench = try await HubHarness(Self.yaml(", quiet: 2s", probe: "none"), directory: directory)
    let path = directory.path.appending("Inbox/big.bin")
    let file = try FileDescriptor.open(
      path,
      .writeOnly,
      options: [.create],
      permissions: [.ownerReadWrite]
    )
    for _ in 0..<5 {
      _ = try file.writeAll([1, 2, 3])
      bench.advance(by: .seconds(10))
      try directory.write("a", to: "Inbox/.probe")
      for _ in 0..<200 { await Task.yield() }
    }
    #expect(try await bench.store.runs(RunFilter(job: "tidy")).isEmpty)
    try file.close()
    #expect(try await bench.wait(for: "tidy", .succeeded).map(\.cause) == ["big.bin"])
    await bench.stop()
  }

  @Test("start one more run for all that arrived during a run")
  func during() async throws {
    let gate = Gate()
    ProbeJob.set("watch-slow") { _ in await gate.wait() }
    let directory = try Self.inbox()
    let bench = try await HubHarness(Self.yaml(probe: "watch-slow"), directory: directory)
    try directory.write("a", to: "Inbox/one")
    _ = try await bench.wait(for: "tidy", .running)
    for name in ["two", "three", "four"] { try directory.write("a", to: "Inbox/\(name)") }
    try await bench.wait { await bench.hub.arrivalCount(of: "tidy") == 3 }
    gate.open()
    let runs = try await bench.wait(for: "tidy", .succeeded, count: 2)
    #expect(runs.first?.cause?.hasSuffix(" and 2 more") == true)
    #expect(try await bench.store.runs(RunFilter(job: "tidy")).count == 2)
    await bench.stop()
  }

  @Test("start a run for what arrived while the hub was down")
  func downtime() async throws {
    let directory = try Self.inbox()
    let clock = ManualTimeSource(now: Date(timeIntervalSinceNow: -86_400))
    let first = try await HubHarness(Self.yaml(probe: "none"), directory: directory, clock: clock)
    try directory.write("a", to: "Inbox/a")
    _ = try await first.wait(for: "tidy", .succeeded)
    await first.stop()
    try directory.write("b", to: "Inbox/b")
    let second = try await HubHarness(Self.yaml(probe: "none"), directory: directory, clock: clock)
    let runs = try await second.wait(for: "tidy", .succeeded, count: 2)
    #expect(runs.map(\.cause) == ["a and 1 more", "a"])
    await second.stop()
  }

  @Test("start no run for what an earlier run has seen")
  func seen() async throws {
    let directory = try Self.inbox()
    let clock = ManualTimeSource(now: Date(timeIntervalSinceNow: 86_400))
    try directory.write("a", to: "Inbox/a")
    let first = try await HubHarness(Self.yaml(probe: "none"), directory: directory, clock: clock)
    #expect(try await first.wait(for: "tidy", .succeeded).map(\.cause) == ["a"])
    await first.stop()
    let second = try await HubHarness(Self.yaml(probe: "none"), directory: directory, clock: clock)
    try directory.write("b", to: "Inbox/b")
    let runs = try await second.wait(for: "tidy", .succeeded, count: 2)
    #expect(runs.map(\.cause) == ["b", "a"])
    await second.stop()
  }

  @Test("wait for a folder that is not there")
  func missing() async throws {
    let bench = try await HubHarness(Self.yaml(probe: "none"))
    try Self.makeFolder("Inbox", in: bench.directory)
    try bench.directory.write("a", to: "Inbox/x")
    #expect(try await bench.wait(for: "tidy", .succeeded).map(\.cause) == ["x"])
    try FileManager.default.removeItem(atPath: bench.directory.path.appending("Inbox").string)
    try Self.makeFolder("Inbox", in: bench.directory)
    try bench.directory.write("a", to: "Inbox/y")
    #expect(try await bench.wait(for: "tidy", .succeeded, count: 2).first?.cause == "y")
    await bench.stop()
  }
}
