import Foundation
import SystemPackage
import Testing

@testable import BatteryTables

@Suite("SQLite as CPython's test_sqlite3 has it", .timeLimit(.minutes(5)))
struct CPythonSQLiteTests {
  /// The connections to one database.
  private final class Session {
    let folder: URL?
    var connections: [Int64: SQLiteDatabase] = [:]

    init(isFile: Bool) throws {
      folder =
        isFile
        ? FileManager.default.temporaryDirectory.appendingPathComponent("cpython-\(UUID())") : nil
      if let folder {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      }
    }

    deinit {
      connections.removeAll()
      if let folder { try? FileManager.default.removeItem(at: folder) }
    }

    func connection(_ number: Int64) throws -> SQLiteDatabase {
      if let known = connections[number] { return known }
      let database: SQLiteDatabase
      if let folder {
        database = try SQLiteDatabase(FilePath(folder.path).appending("t.db"), for: .creating)
        try database.execute("PRAGMA busy_timeout = 0")
      } else {
        database = try SQLiteDatabase()
      }
      connections[number] = database
      return database
    }
  }

  private static func value(_ recorded: JSONValue) throws -> Value {
    if let digits = recorded["int"]?.string {
      return .integer(try #require(Int64(digits)))
    }
    if let digits = recorded["float"]?.string { return .double(try #require(Double(digits))) }
    if let digits = recorded["bytes"]?.string { return .text(digits) }
    if let isTrue = recorded.boolean { return .boolean(isTrue) }
    return recorded.string.map(Value.text) ?? .null
  }

  private static func isBeyondBounds(_ step: JSONValue) -> Bool {
    (step["values"]?.array ?? []).contains { value in
      value["int"]?.string.map { Int64($0) == nil } ?? false
    }
  }

  /// Whether a value of a typed column is the one that CPython gets.
  private static func isEqual(_ ours: Value, _ theirs: JSONValue) throws -> Bool {
    switch (ours, try value(theirs)) {
    case (.null, .null): true
    case (.integer(let left), .integer(let right)): left == right
    case (.boolean(let left), .integer(let right)): (left ? 1 : 0) == right
    case (.double(let left), .double(let right)): left == right
    // Columns with numbers of both kinds are floating-point; those with texts, too, are text.
    case (.double(let left), .integer(let right)): left == Double(right)
    case (.text(let text), .integer(let number)), (.decimal(let text), .integer(let number)):
      text == "\(number)"
    case (.text(let text), .double(let number)), (.decimal(let text), .double(let number)):
      Double(text) == number
    case (.timestamp, .text(let text)):
      (ours.description + "00000").replacing("T", with: " ").hasPrefix(text)
    case (_, .text(let text)): ours.description == text
    default: false
    }
  }

  /// Runs a step; returns our answer, and CPython's as it looks when both are alike.
  private static func run(_ step: JSONValue, _ database: SQLiteDatabase) throws -> (String, String)
  {
    let sql = try #require(step["sql"]?.string)
    let values = step["values"]?.array ?? []
    let rows = step["rows"]?.array
    let theirs = step["error"] != nil ? "refused" : rows.map { "\($0)" } ?? "done"
    do {
      if step["script"]?.boolean == true {
        try database.execute(sql)
        return ("done", theirs)
      }
      let arguments = try values.map(value)
      let statement = try SQLiteStatement(database, sql)
      guard statement.columnCount > 0 else {
        try statement.bind(arguments)
        if arguments.isEmpty {
          try database.execute(sql)
        } else {
          while try statement.step() {}
        }
        return ("done", theirs)
      }
      let reader = try database.query(sql, arguments)
      var found: [[Value]] = []
      while let batch = try reader.next() { found += (0..<batch.count).map { batch[$0] } }
      let isSame =
        try found.count == rows?.count
        && zip(found, rows ?? []).allSatisfy { ours, expected in
          let expected = expected.array ?? []
          return try ours.count == expected.count
            && zip(ours, expected).allSatisfy { try isEqual($0, $1) }
        }
      return (isSame ? theirs : "\(found.map { $0.map(\.description) })", theirs)
    } catch let error as TableError {
      if step["error"] == nil { return ("refused: \(error.message)", theirs) }
      // A value that is there already and a lock have a code of their own.
      let kind = step["error"]?.string
      if kind == "IntegrityError", error.code != .typeMismatch { return ("\(error)", theirs) }
      if step["message"]?.string?.contains("locked") == true, error.code != .unavailable {
        return ("\(error)", theirs)
      }
      return ("refused", theirs)
    }
  }

  @Test("every statement is answered as CPython's sqlite3 answers it")
  func statements() throws {
    let cases = try CPythonCases("sqlite")
    var problems: [String] = []
    var steps = 0
    for example in cases.cases {
      let id = try #require(example["id"]?.string)
      let session = try Session(isFile: example["file"]?.boolean == true)
      for (number, step) in (example["steps"]?.array ?? []).enumerated() {
        let on = try #require(step["on"]?.integer)
        if step["close"]?.boolean == true {
          session.connections[on] = nil
          continue
        }
        steps += 1
        // Numbers beyond 64 bits have no type here, and so cannot be bound.
        if Self.isBeyondBounds(step) { continue }
        let (ours, theirs) = try Self.run(step, try session.connection(on))
        let problem = cases.problem("\(id) \(number)", ours: ours, theirs: theirs)
        if let problem { problems.append("\(problem) \(step["sql"]?.string ?? "")") }
      }
    }
    #expect(problems.joined(separator: "\n") == "")
    #expect(cases.cases.count == 242)
    #expect(steps == 1191)
  }
}
