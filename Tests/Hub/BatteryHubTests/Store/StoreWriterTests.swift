import BatteryJobs
import Foundation
import GRDB
import SystemPackage
import TestKit
import Testing

@testable import BatteryHub

@Suite("Changes of the store", .timeLimit(.minutes(5))) struct StoreWriterTests {
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  private func store() throws -> SQLiteStore {
    try SQLiteStore(directory.path.appending("hub.sqlite"))
  }

  @Test("are made although others that waited with them fail")
  func failures() async throws {
    let store = try store()
    let results = await withTaskGroup(of: (Int, Bool).self) { group in
      for index in 0..<200 {
        group.addTask {
          let isMade: Void? = try? await store.write { database in
            try database.execute(
              sql: "INSERT INTO property VALUES (?, '')",
              arguments: [index % 50 == 7 ? "identity" : "number \(index)"]
            )
          }
          return (index, isMade != nil)
        }
      }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    #expect(results.filter { !$0.value }.map(\.key).sorted() == [7, 57, 107, 157])
    let count = try await store.read { database in
      try Int.fetchOne(database, sql: "SELECT count(*) FROM property WHERE name LIKE 'number %'")
    }
    #expect(count == 196)
    try store.close()
  }

  @Test("that wait when the store is closed are made first, and later ones refused")
  func closing() async throws {
    let store = try store()
    let made = await withTaskGroup(of: Bool.self) { group in
      for index in 0..<100 {
        group.addTask {
          let isMade: Void? = try? await store.write { database in
            try database.execute(
              sql: "INSERT INTO property VALUES (?, '')",
              arguments: ["number \(index)"]
            )
          }
          return isMade != nil
        }
      }
      group.addTask {
        try? store.close()
        return false
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    await #expect(throws: StoreError.self) {
      try await store.write { try $0.execute(sql: "DELETE FROM property") }
    }
    let again = try self.store()
    let count = try await again.read { database in
      try Int.fetchOne(database, sql: "SELECT count(*) FROM property WHERE name LIKE 'number %'")
    }
    #expect(count == made)
    try again.close()
  }

  @Test("go on when the task that asked for them is cancelled")
  func cancelled() async throws {
    let store = try store()
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await store.write { try $0.execute(sql: "INSERT INTO property VALUES ('late', '')") }
    }
    try await task.value
    let count = try await store.read { database in
      try Int.fetchOne(database, sql: "SELECT count(*) FROM property WHERE name = 'late'")
    }
    #expect(count == 1)
    try store.close()
  }

  @Test("can be made by many stores, one after the other")
  func manyStores() async throws {
    for _ in 0..<50 {
      let store = try store()
      _ = try await store.setPaused(true, job: "a")
      try store.close()
    }
  }

  @Test("keep every value as it was")
  func values() async throws {
    let store = try store()
    let texts = ["", "ü\u{0}x", "plain", String(repeating: "long ", count: 100)]
    let read = try await store.write { database in
      try texts.map { text in
        var statement = try DirectStatement(database, "SELECT ?, ?, ?, ?, length(?)")
        statement.bind(text)
        statement.bind(nil as String?)
        statement.bind(Int64.min)
        statement.bind(nil as Int64?)
        statement.bind([UInt8]())
        defer { statement.reset() }
        #expect(try statement.step())
        #expect(statement.text(1) == nil && statement.integer(3) == nil)
        #expect(statement.integer(2) == .min && statement.integer(4) == 0)
        return statement.text(0)
      }
    }
    #expect(read == texts)
    try store.close()
  }

  @Test("bring a database of the version before up to date, with its history")
  func migrates() async throws {
    let path = directory.path.appending("hub.sqlite").string
    let queue = try DatabaseQueue(path: path)
    try SQLiteSchema.migrator.migrate(queue, upTo: "2-taken-spans")
    try await queue.write { database in
      for (id, state) in ["succeeded", "failed", "succeeded", "queued", "running"].enumerated() {
        try database.execute(
          sql: """
            INSERT INTO run (id, job, state, trigger, createdAt, readyAt)
            VALUES (?, 'a', ?, 'manual', 0, 0)
            """,
          arguments: [id + 1, state]
        )
      }
    }
    try queue.close()
    let store = try store()
    #expect(
      try await store.counts() == [.succeeded: 2, .failed: 1, .queued: 1, .running: 1]
    )
    #expect(try await store.runs(RunFilter(states: [.succeeded])).map(\.id) == [3, 1])
    #expect(try await store.runs(RunFilter(job: "a", states: [.failed])).map(\.id) == [2])
    #expect(try await store.activeRuns(job: "a").map(\.id) == [4, 5])
    _ = try await store.endQueued(run: 4, state: .cancelled, reason: "", now: Date())
    #expect(
      try await store.counts() == [.succeeded: 2, .failed: 1, .cancelled: 1, .running: 1]
    )
    let copies = try FileManager.default.contentsOfDirectory(atPath: directory.path.string)
      .filter { $0.contains(".before-") && !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }
    let copy = try #require(copies.first)
    let mode =
      try FileManager.default.attributesOfItem(atPath: directory.path.appending(copy).string)[
        .posixPermissions
      ] as? Int
    #expect(mode == 0o600)
    try store.close()
  }
}
