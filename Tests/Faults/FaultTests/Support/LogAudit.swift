import Foundation
import GRDB

/// Looks for lines that a job had printed well before the hub was killed, and that are not in the
/// store.
struct LogAudit {
  let bench: FaultBench
  let job: String
  /// When the hub was killed.
  let kills: [Date]

  /// A line that is not in the store.
  struct Lost {
    var line: String
    /// How long before the kill it had been printed, in seconds.
    var age: Double
    var kill: Date
  }

  /// Returns the lost lines, and how many there should be in all.
  func lost() throws -> (lost: [Lost], printed: Int) {
    let (stored, starts) = try bench.read { database in
      var stored: Set<String> = []
      let lines = try Row.fetchAll(
        database,
        sql: """
          SELECT run, line.attempt, bytes FROM line JOIN run ON run.id = line.run
          WHERE job = ? AND source = 1
          """,
        arguments: [job]
      )
      for row in lines {
        let text = String(decoding: row[2] as Data, as: UTF8.self)
        stored.insert("\(row[0] as Int64)/\(row[1] as Int) \(text)")
      }
      var starts: [String: Double] = [:]
      for row in try Row.fetchAll(
        database,
        sql: """
          SELECT run, number, attempt.startedAt FROM attempt JOIN run ON run.id = attempt.run
          WHERE job = ?
          """,
        arguments: [job]
      ) {
        starts["\(row[0] as Int64)/\(row[1] as Int)"] = Double(row[2] as Int64) / 1000
      }
      return (stored, starts)
    }
    var lost: [Lost] = []
    var printed = 0
    for words in bench.traces(of: job) where words.count == 5 && words[0] == "line" {
      let attempt = "\(words[1])/\(words[2])"
      guard let time = Double(words[4]).map({ $0 / 1e9 }), let start = starts[attempt] else {
        continue
      }
      printed += 1
      let name = "\(attempt) line \(words[3])"
      guard !stored.contains(name) else { continue }
      let kill = kills.first { $0.timeIntervalSince1970 > start } ?? .distantFuture
      lost.append(Lost(line: name, age: kill.timeIntervalSince1970 - time, kill: kill))
    }
    return (lost, printed)
  }
}
