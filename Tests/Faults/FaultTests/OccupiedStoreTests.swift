import Foundation
import GRDB
import SystemPackage
import TestKit
import Testing

extension FaultTests {
  @Suite("Other processes beside a hub", .timeLimit(.minutes(3))) struct OccupiedStoreTests {
    @Test("a second hub on the same store is refused, also by another configuration")
    func secondHub() async throws {
      let bench = try FaultBench(jobs: "  slow: { on: { every: 1s }, run: sleep 30 }\n")
      let first = try bench.start()
      try await bench.waitUntilReady(first)
      let same = try bench.start()
      #expect(try await same.waitForEnd(seconds: 60) == 69)
      let other = try FaultBench(jobs: "  quick: { run: echo }\n", data: bench.data)
      let second = try other.start()
      #expect(try await second.waitForEnd(seconds: 60) == 69)
      for text in [bench.printed, other.printed] {
        #expect(text.contains("a hub uses this directory already: process \(first.pid)"))
      }
      #expect(first.exitStatus == nil)

      // The lock dies with its holder, although the programs that it started are still there.
      first.send(SIGKILL)
      _ = first.waitBlocking()
      let third = try bench.start()
      try await bench.waitUntilReady(third)
      #expect(try await bench.stop(third) == 0)
    }

    @Test("processes of others are let live, whatever they have in common with ours")
    func strangers() async throws {
      let bench = try FaultBench(jobs: "  slow: { on: { every: 1s }, run: sleep 60 }\n")
      let first = try bench.start()
      try await bench.waitUntilReady(first)
      let identity = try bench.read {
        try String.fetchOne($0, sql: "SELECT value FROM property WHERE name = 'identity'") ?? ""
      }
      let mark = "BATTERIES_MARK=\(identity)/1"
      let strangers = try [
        ["BATTERIES_MARK": "00000000-0000-0000-0000-000000000000/1"],
        ["BATTERIES_MARK": identity], ["BATTERIES_MARK": "\(identity)x/1"],
        ["BATTERIES_MARK": "x\(identity)/1"], ["XBATTERIES_MARK": "\(identity)/1"],
        ["NOTE": mark], ["NOTE": "line\n\(mark)"], [:],
      ].map { extra in
        // The mark among the arguments, or in a file that is open, makes nobody ours.
        try ChildProgram(
          ["/bin/sh", "-c", "while :; do sleep 1; done", mark],
          environment: ["PATH": "/usr/bin:/bin"].merging(extra) { $1 },
          output: bench.directory.path.appending(mark.replacing("/", with: "-"))
        )
      }
      defer { for stranger in strangers { stranger.send(SIGKILL) } }
      let ours = try ChildProgram(
        ["/bin/sh", "-c", "while :; do sleep 1; done"],
        environment: ["PATH": "/usr/bin:/bin", "BATTERIES_MARK": "\(identity)/999999"],
        output: nil
      )
      try await bench.wait(seconds: 60, "a run") {
        Machine.processes(withEnvironment: mark.dropLast() + "").count >= 2
      }
      first.send(SIGKILL)
      _ = first.waitBlocking()
      let second = try bench.start()
      try await bench.waitUntilReady(second)
      #expect(try await ours.waitForEnd(seconds: 60) != nil)
      #expect(try await bench.stop(second) == 0)
      for (index, stranger) in strangers.enumerated() {
        #expect(stranger.exitStatus == nil, "stranger \(index)")
      }
    }
  }
}
