import BatteryJobs
import Foundation
import Synchronization
import SystemPackage
import TestKit
import Testing

@testable import DiskTool

@Suite("Disk job", .timeLimit(.minutes(5))) struct DiskJobTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  // MARK: - Configuration

  @Test("reads the path alone and the long form")
  func decoding() throws {
    let short = try JSONDecoder().decode(DiskJob.self, from: Data(#""/var""#.utf8))
    #expect(short.path == "/var")
    #expect(short.depth == 1)
    #expect(short.top == 20)
    let long =
      #"{"path": "/srv", "depth": 2, "top": 5, "oneFilesystem": false, "warnAbove": "80%"}"#
    let job = try JSONDecoder().decode(DiskJob.self, from: Data(long.utf8))
    #expect(job.warnAbove?.share == 0.8)
    #expect(!job.oneFilesystem)
  }

  @Test("has exactly the keys of the schema")
  func schema() throws {
    let share = try #require(Percentage("90%"))
    let job = DiskJob(path: "/", warnAbove: share, failAbove: share)
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(job))
    let keys = try #require(object as? [String: Any]).keys
    #expect(Set(keys) == Set(DiskJob.schema.fields.map(\.name)))
  }

  @Test(
    "says which field is wrong",
    arguments: [
      (DiskJob(path: ""), "path"), (DiskJob(path: "/", depth: 0), "depth"),
      (DiskJob(path: "/", top: 0), "top"), (DiskJob(path: "/", depth: 21), "depth"),
      (
        DiskJob(path: "/", warnAbove: Percentage("90%"), failAbove: Percentage("80%")),
        "warnAbove"
      ),
    ]
  )
  func validation(_ job: DiskJob, _ path: String) {
    let error = #expect(throws: ConfigurationError.self) { try job.validate() }
    #expect(error?.path == path)
  }

  @Test("refuses what is no share", arguments: ["101%", "-1%", "", "%", "80 %", "0.8", "x"])
  func noShare(_ text: String) {
    #expect(Percentage(text) == nil)
  }

  // MARK: - Measuring

  @Test("counts what du counts, whatever the depth", arguments: [1, 2, 3])
  func oracle(_ depth: Int) async throws {
    try await buildTree()
    let report = try await DiskJob(path: directory.path.string, depth: depth, top: 10_000)
      .run(in: context())
    let expected = try await diskUsage(depth: depth)
    var found = ["": report.bytes]
    for row in report.rows { found[row.path] = row.bytes }
    #expect(found == expected)
    #expect(report.unreadableCount == 0)
    #expect(report.rows.map(\.bytes) == report.rows.map(\.bytes).sorted(by: >))
  }

  @Test("counts a file with several names once, and links as links")
  func hardLinks() async throws {
    try directory.write(String(repeating: "x", count: 100_000), to: "a/file")
    try directory.write("", to: "b/other")
    let name = directory.path.appending("b").appending("again").string
    #expect(link(directory.path.appending("a").appending("file").string, name) == 0)
    let report = try await DiskJob(path: directory.path.string).run(in: context())
    #expect(report.files == 2)
    #expect(report.bytes < 150_000)
  }

  @Test("shows only the largest rows, with their shares")
  func top() async throws {
    for index in 0..<50 {
      let size = index == 17 ? 900_000 : 1000
      try directory.write(String(repeating: "x", count: size), to: "f\(index)")
    }
    let report = try await DiskJob(path: directory.path.string, top: 3).run(in: context())
    #expect(report.rows.count == 3)
    #expect(report.rows.first?.path == "f17")
    #expect(try #require(report.rows.first?.share) > 0.7)
    #expect(report.table?.rows.count == 3)
    #expect(report.summary.contains("f17"))
  }

  @Test("warns above one share of the file system and fails above another")
  func fullness() async throws {
    let none = Percentage("0%")
    let all = Percentage("100%")
    var job = DiskJob(path: directory.path.string, warnAbove: none, failAbove: all)
    #expect(try await job.run(in: context()).warnings.count == 1)
    job.warnAbove = all
    #expect(try await job.run(in: context()).warnings.isEmpty)
    job.failAbove = none
    job.warnAbove = none
    let error = await #expect(throws: JobError.self) { try await job.run(in: context()) }
    #expect(error?.code.name == "failed")
    #expect(error?.message.contains("above 0%") == true)
  }

  @Test("says that there is no such directory")
  func missing() async {
    let error = await #expect(throws: JobError.self) {
      try await DiskJob(path: "no-such").run(in: context())
    }
    #expect(error?.code.name == "not-found")
    #expect(error?.message.contains("Check the path.") == true)
  }

  @Test("ends when it is cancelled")
  func cancelled() async throws {
    let job = DiskJob(path: "/usr")
    let context = context()
    let run = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await job.run(in: context)
    }
    await #expect(throws: CancellationError.self) { try await run.value }
  }

  // MARK: - Helpers

  private func context() -> JobContext {
    JobContext(job: "test", directory: directory.path)
  }

  private func buildTree() async throws {
    for (index, name) in ["a", "b/c", "b/d/e", "b/d/f/g/h", "Ä ö", "k/l/m/n"].enumerated() {
      let text = String(repeating: "x", count: index * 7919)
      try directory.write(text, to: "\(name)/file \(index)")
    }
    let sparse = try directory.write("x", to: "b/d/e/sparse").string
    #expect(truncate(sparse, 10_000_000) == 0)
    // Deeper than any row, since which of two names has the room depends on the order.
    #expect(link(sparse, sparse + "2") == 0)
    #expect(symlink("/usr", directory.path.appending("link").string) == 0)
  }

  /// What `du` says, by path; the root is the empty path.
  private func diskUsage(depth: Int) async throws -> [String: Int64] {
    let recorded = Mutex<[String]>([])
    let request = ProcessRequest(
      .arguments(["du", "-x", "-a", "--block-size=1", "-d", "\(depth)", "."]),
      environment: ["PATH": "/usr/bin:/bin"],
      directory: directory.path
    )
    let outcome = try await ProcessRunner.run(request) { lines in
      recorded.withLock { $0 += lines.map(\.text) }
    }
    #expect(outcome.status == .exited(0))
    var sizes: [String: Int64] = [:]
    for line in recorded.withLock({ $0 }) {
      let parts = line.split(separator: "\t", maxSplits: 1)
      let path = String(parts[1].dropFirst(parts[1].hasPrefix("./") ? 2 : 1))
      sizes[path] = Int64(parts[0])
    }
    return sizes
  }
}
