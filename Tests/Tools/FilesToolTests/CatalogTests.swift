import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import FilesTool

@Suite("Catalog") struct CatalogTests {
  @Test("says how to make one where there is none")
  func missing() throws {
    let directory = try TemporaryDirectory()
    let file = directory.path.appending("none.sqlite")
    for access in [Catalog.Access.reading, .writing] {
      let error = #expect(throws: JobError.self) { try Catalog(file, for: access) }
      #expect(error?.code.name == "not-found")
      #expect(error?.message.contains("batteries files index") == true)
    }
    #expect(!FileManager.default.fileExists(atPath: file.string))
  }

  @Test("is readable by its owner alone, and so is its directory")
  func permissions() throws {
    let directory = try TemporaryDirectory()
    let file = directory.path.appending("data").appending("catalog.sqlite")
    _ = try Catalog(file, for: .creating)
    #expect(try FileStatus(at: file).mode & 0o777 == 0o600)
    #expect(try FileStatus(at: file.removingLastComponent()).mode & 0o777 == 0o700)
  }

  @Test("refuses one that a newer version made, and leaves it as it is")
  func newer() throws {
    let bench = try CatalogBench()
    try bench.sql("PRAGMA user_version = 99")
    let error = #expect(throws: JobError.self) { try Catalog(bench.catalogFile, for: .writing) }
    #expect(error?.code.name == "configuration")
    #expect(error?.message.contains("form 99") == true)
  }

  @Test("refuses a database that is no catalog")
  func otherDatabase() throws {
    let directory = try TemporaryDirectory()
    let file = directory.path.appending("other.sqlite")
    try CatalogConnection(file, isWritable: true).execute("CREATE TABLE a(b)")
    for access in [Catalog.Access.reading, .creating] {
      let error = #expect(throws: JobError.self) { try Catalog(file, for: access) }
      #expect(error?.code.name == "invalid-input")
    }
  }

  @Test("refuses a file that is no database")
  func damaged() throws {
    let directory = try TemporaryDirectory()
    let file = try directory.write(String(repeating: "no database ", count: 1000), to: "a.sqlite")
    let error = #expect(throws: JobError.self) { try Catalog(file) }
    #expect(error?.code.name == "invalid-input")
    #expect(error?.message.contains("Move it away") == true)
  }

  @Test(
    "is in the data directory of the XDG specification",
    arguments: [
      (["XDG_DATA_HOME": "/data", "HOME": "/home/a"], "/data/batteries/catalog.sqlite"),
      (
        ["XDG_DATA_HOME": "data", "HOME": "/home/a"],
        "/home/a/.local/share/batteries/catalog.sqlite"
      ),
      (["XDG_DATA_HOME": "", "HOME": "/home/a"], "/home/a/.local/share/batteries/catalog.sqlite"),
    ]
  )
  func place(environment: [String: String], path: String) {
    #expect(Catalog.defaultPath(environment).string == path)
  }

  @Test("shows a reader the state before a change until the change is whole")
  func isolation() throws {
    let bench = try CatalogBench()
    try bench.make("a.txt")
    try bench.index()
    let reader = try Catalog(bench.catalogFile)
    try bench.catalog.connection.transaction {
      _ = try bench.catalog.connection.execute("DELETE FROM entries WHERE parent <> 0")
      #expect(try reader.find(FileQuery(words: ["a.txt"])).count == 1)
    }
  }
}
