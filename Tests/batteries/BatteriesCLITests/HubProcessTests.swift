import BatteryJobs
import Foundation
import Synchronization
import SystemPackage
import TestKit
import Testing

@testable import BatteriesCLI

@Suite("A running hub", .timeLimit(.minutes(5))) struct HubProcessTests {
  @Test("runs jobs that other terminals start, follow, stop and pause")
  func otherTerminals() async throws {
    let configuration = """
      jobs:
        hello: { run: "echo out; echo err >&2; exit 4" }
        long: { grace: 1s, run: "echo begun; exec sleep 60" }
      """
    let ended = try await RunningHub.with(configuration) { batteries in
      let run = try await batteries.run("run", "hello")
      #expect(run.status == 4)
      #expect(run.output == "out\n")
      #expect(run.error.hasPrefix("err\n"))

      let second = try await batteries.run("up")
      #expect(second.status == 69)
      #expect(second.error.contains("a hub uses this directory already: process "))

      // Stopped as soon as its output has come through the hub's history.
      let stopped = Mutex(false)
      let long = try await batteries.run("run", "long") { _ in
      } onLine: { line in
        guard line.text == "begun", stopped.withLock({ !$0 }) else { return }
        stopped.withLock { $0 = true }
        Task { try await batteries.run("stop", "long") }
      }
      #expect(long.output == "begun\n")
      #expect(long.status == 130)

      #expect(try await batteries.run("pause", "hello").status == 0)
      #expect(try await batteries.run("jobs").output.contains("paused"))
      #expect(try await batteries.run("run", "nosuch").status == 66)
      let link = try await batteries.run("link").output
      #expect(link.contains(/^http:\/\/127\.0\.0\.1:\d+\/login\?link=.{43}\n$/))
      let base = link.prefix { $0 != "?" }.replacing("/login", with: "")
      let health = try await batteries.run("http", "\(base)/healthz", "--output", "-")
      #expect(health.status == 0)
      #expect(health.output.contains("ok"))
      let refused = try await batteries.run("http", "\(base)/api/v1/jobs", "--attempts", "1")
      #expect(refused.status == 77)
      let list = try await batteries.run("runs", "--format", "json").output
      #expect(list.contains("\"state\":\"cancelled\""))
      #expect(try await batteries.run("show", "hello", "--follow").status == 4)
    }
    #expect(ended.status == 0)
    #expect(ended.output.contains("2 jobs, listening on http://127.0.0.1:"))
  }

  @Test("Ctrl-C stops the run that it was pressed for, and only that")
  func interrupt() async throws {
    let configuration = "jobs:\n  long: { grace: 1s, run: \"echo begun; exec sleep 60\" }\n"
    let ended = try await RunningHub.with(configuration) { batteries in
      let group = Mutex<Int32>(0)
      let result = try await batteries.run("run", "long") { id in
        group.withLock { $0 = id }
      } onLine: { line in
        if line.text == "begun" { kill(group.withLock { $0 }, SIGINT) }
      }
      #expect(result.status == 130)
      #expect(try await batteries.run("runs", "--format", "json").output.contains("cancelled"))
    }
    #expect(ended.status == 0)
  }

  @Test("Ctrl-C stops a run without a hub, too, and history says so")
  func interruptAlone() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(
      "jobs:\n  long: { grace: 1s, run: \"echo begun; exec sleep 60\" }\n",
      to: "batteries.yaml"
    )
    let batteries = BuiltBinary(directory: directory.path)
    let group = Mutex<Int32>(0)
    let result = try await batteries.run("run", "long") { id in
      group.withLock { $0 = id }
    } onLine: { line in
      if line.text == "begun" { kill(group.withLock { $0 }, SIGINT) }
    }
    #expect(result.status == 130)
    #expect(try await batteries.run("runs", "--format", "json").output.contains("cancelled"))
  }

  @Test("takes a changed configuration in, and keeps the old one when the new one is wrong")
  func reload() async throws {
    let directory = try TemporaryDirectory()
    try directory.write("jobs:\n  first: { run: \"true\" }\n", to: "batteries.yaml")
    let binary = BuiltBinary(directory: directory.path)
    let group = Mutex<Int32>(0)
    let result = try await binary.run("up", "--listen", "127.0.0.1:0") { id in
      group.withLock { $0 = id }
    } onLine: { line in
      let id = group.withLock { $0 }
      if line.text.contains("ign in") {
        _ = try? directory.write("jobs:\n  second: { run: \"true\" }\n", to: "batteries.yaml")
        kill(id, SIGHUP)
      } else if line.text.contains("was read again") {
        _ = try? directory.write("jobs: [", to: "batteries.yaml")
        kill(id, SIGHUP)
      } else if line.text.hasPrefix("batteries.yaml:") {
        kill(id, SIGTERM)
      }
    }
    #expect(result.status == 0)
    #expect(result.error.contains("batteries.yaml:1:"))
  }

  @Test("leaves neither hub.json nor a lock behind")
  func cleanEnd() async throws {
    let place = Mutex("")
    _ = try await RunningHub.with("jobs:\n  a: { run: \"true\" }\n") { batteries in
      place.withLock { $0 = batteries.directory.appending(".batteries/hub.json").string }
      let attributes = try FileManager.default.attributesOfItem(atPath: place.withLock { $0 })
      #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }
    #expect(!FileManager.default.fileExists(atPath: place.withLock { $0 }))
  }

  @Test("a reader that goes away is no error", arguments: ["schema", "--help", "runs --help"])
  func closedPipe(command: String) async throws {
    let directory = try TemporaryDirectory()
    let result = try await BuiltBinary(directory: directory.path)
      .shell("{ \"$batteries\" \(command); echo \"status $?\" >&2; } | true")
    #expect(result.error == "status 0\n")
  }
}
