import Foundation
import GRDB
import SystemPackage
import TestKit
import Testing

extension FaultTests {
  /// Jobs that print what no job should.
  @Suite("Output", .serialized, .timeLimit(.minutes(15))) struct OutputTests {
    /// A job that starts once, a moment from now.
    private func once(_ name: String, _ body: String) -> String {
      let time = Date(timeIntervalSinceNow: 3).formatted(.iso8601)
      return "  \(name): { on: { at: \"\(time)\" }, misfire: all, \(body) }\n"
    }

    private func waitForEnd(of job: String, _ bench: FaultBench) async throws -> Row {
      var row: Row?
      try await bench.wait(seconds: 600, "the end of \(job)") {
        row = try bench.read {
          try Row.fetchOne(
            $0,
            sql: """
              SELECT id, state, reason, summary, exitStatus FROM run
              WHERE job = ? AND state NOT IN ('queued', 'running')
              """,
            arguments: [job]
          )
        }
        return row != nil
      }
      return try #require(row)
    }

    @Test("a job that prints far more than is kept leaves its beginning, its end and a note")
    func flood() async throws {
      let bytes = FaultSettings.megabytes * 1_000_000
      let bench = try FaultBench(
        jobs: once(
          "flood",
          "run: 'yes \(String(repeating: "flood ", count: 40)) | head -c \(bytes)'"
        )
      )
      let hub = try bench.start()
      try await bench.waitUntilReady(hub)
      let before = try #require(Machine.peakMegabytes(of: hub.pid))
      let row = try await waitForEnd(of: "flood", bench)
      let peak = try #require(Machine.peakMegabytes(of: hub.pid))
      #expect(row["state"] == "succeeded")
      let run: Int64 = row["id"]
      let (notes, stored) = try bench.read { database in
        (
          try String.fetchAll(
            database,
            sql: "SELECT CAST(bytes AS TEXT) FROM line WHERE run = ? AND source = 0",
            arguments: [run]
          ),
          try Int.fetchOne(
            database,
            sql: "SELECT sum(length(bytes) + 1) FROM line WHERE run = ? AND source = 1",
            arguments: [run]
          ) ?? 0
        )
      }
      #expect(notes.count == 1)
      #expect(notes.first?.contains("left out: the limit is 64.0 MiB") == true, "\(notes)")
      #expect(stored <= 64 << 20)
      #expect(stored > 63 << 20)
      #expect(
        (row["summary"] as String?)?.contains(" \((bytes + 239) / 240) lines") == true,
        "\(row)"
      )
      print(
        "flood: \(FaultSettings.megabytes) MB printed; peak \(before) MB before, \(peak) MB after"
      )
      // Two batches of lines, what waits in pipes, SQLite's cache, and the program itself.
      #expect(peak - before < 200)
      #expect(try await bench.stop(hub) == 0)
    }

    @Test("bytes of any value are stored as they were printed")
    func binary() async throws {
      let bench = try FaultBench(
        jobs: once("binary", "run: 'head -c 300000 /dev/urandom | tee \"$EFFECTS/blob\"'")
          + once(
            "all",
            "run: 'i=0; while [ $i -lt 256 ]; do printf \"\\\\$(printf %o $i)x\"; i=$((i + 1)); done'"
          )
      )
      let hub = try bench.start()
      try await bench.waitUntilReady(hub)
      for job in ["binary", "all"] {
        let row = try await waitForEnd(of: job, bench)
        #expect(row["state"] == "succeeded", "\(row)")
        let stored = try bench.read {
          try Data.fetchAll(
            $0,
            sql: "SELECT bytes FROM line WHERE run = ? AND source = 1 ORDER BY number",
            arguments: [row["id"] as Int64]
          )
        }
        var printed = Data((0...255).flatMap { [UInt8($0), UInt8(ascii: "x")] })
        if job == "binary" {
          printed = try #require(
            FileManager.default.contents(atPath: bench.effects.appending("blob").string)
          )
        }
        var lines = printed.split(separator: 0x0A, omittingEmptySubsequences: false).map {
          Data($0)
        }
        for index in lines.indices.dropLast() where lines[index].last == 0x0D {
          lines[index].removeLast()
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        #expect(stored == lines, "\(job)")
      }
      #expect(try await bench.stop(hub) == 0)
    }

    @Test("a secret is found in what comes in pieces, and where a long line is cut")
    func secretsInPieces() async throws {
      let secret = "s3cr3t-alpha bravo/charlie delta"
      let script = """
        printf 's3cr3t-al'; sleep 0.2; printf 'pha bravo/char'; sleep 0.2; echo 'lie delta'
        for pad in $(seq 65480 4 65540) $(seq 131000 6 131080); do
          head -c $pad /dev/zero | tr '\\0' x; printf '%s' "$DOOR"; echo ' and the rest'
        done
        """
      let body = """
        run: { environment: { DOOR: { secret: door } }, shell: 'sh "${WORK%work.sh}leaky.sh"' }
        """
      let bench = try FaultBench(
        jobs: once("leaky", body),
        settings: ", secrets: { door: { file: door.txt } }"
      )
      try bench.directory.write(script, to: "leaky.sh")
      let file = try bench.directory.write(secret, to: "door.txt")
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.string)
      let hub = try bench.start()
      try await bench.waitUntilReady(hub)
      let row = try await waitForEnd(of: "leaky", bench)
      #expect(row["state"] == "succeeded", "\(row)")
      let lines = try bench.read {
        try Data.fetchAll(
          $0,
          sql: "SELECT bytes FROM line WHERE run = ?",
          arguments: [row["id"] as Int64]
        )
      }
      let texts = lines.map { String(decoding: $0, as: UTF8.self) }
      #expect(texts.first == "***")
      #expect(texts.filter { $0.contains("and the rest") }.count == 30)
      for word in ["s3cr3t", "alpha", "bravo", "charlie", "delta"] {
        let leaks = texts.filter { $0.contains(word) }
        #expect(leaks.isEmpty, "\(word): \(leaks.map { String($0.suffix(60)) })")
      }
      #expect(try await bench.stop(hub) == 0)
    }

    @Test("a job that ignores SIGTERM is killed at its time limit and at shutdown")
    func ignoresTermination() async throws {
      let deaf = "run: 'trap \"\" TERM INT HUP; while :; do sleep 0.1; done'"
      let bench = try FaultBench(
        jobs: once("limited", "timeout: 1s, \(deaf)")
          + "  endless: { on: { every: 1s }, \(deaf) }\n",
        settings: ", shutdown: 1s"
      )
      let hub = try bench.start()
      try await bench.waitUntilReady(hub)
      let row = try await waitForEnd(of: "limited", bench)
      #expect(row["state"] == "failed")
      #expect(row["exitStatus"] == 124)
      #expect(row["reason"] == "It took longer than 1s.")
      let identity = try bench.read {
        try String.fetchOne($0, sql: "SELECT value FROM property WHERE name = 'identity'") ?? ""
      }
      let mark = "BATTERIES_MARK=\(identity)/"
      #expect(Machine.processes(withEnvironment: "\(mark)\(row["id"] as Int64)\0").isEmpty)
      try await bench.wait(seconds: 60, "the endless job") {
        !Machine.processes(withEnvironment: mark).isEmpty
      }
      #expect(try await bench.stop(hub) == 0)
      #expect(Machine.processes(withEnvironment: mark).isEmpty)
      let states = try bench.read {
        try String.fetchAll($0, sql: "SELECT DISTINCT state FROM run WHERE job = 'endless'")
      }
      #expect(Set(states).isSubset(of: ["cancelled", "skipped"]) && states.contains("cancelled"))
    }
  }
}
