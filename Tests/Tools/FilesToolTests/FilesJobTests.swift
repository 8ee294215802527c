import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import FilesTool

@Suite("Files job") struct FilesJobTests {
  let bench: CatalogBench

  init() throws { bench = try CatalogBench() }

  private func context() -> JobContext {
    JobContext(job: "files", directory: bench.directory.path)
  }

  @Test("has exactly the keys of the schema, and reads what it writes")
  func schema() throws {
    let rule = TagRule(tag: "x", find: FileQuery(words: ["a b"], kinds: [.image, .video]))
    let job = FilesJob(
      folders: ["a"],
      catalog: "b",
      options: FolderOptions(hidden: true, exclude: ["c"]),
      rules: [rule]
    )
    let data = try JSONEncoder().encode(job)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(Set(object.keys) == Set(FilesJob.schema.fields.map(\.name)))
    let again = try JSONDecoder().decode(FilesJob.self, from: data)
    #expect(again.rules == [rule])
    #expect(again.options == job.options)
  }

  @Test("takes one folder, pattern or kind without a list")
  func short() throws {
    let json = """
      {"folders": "a", "exclude": "*.tmp", "rules": [{"tag": "t", "find": {"name": "x y", \
      "kind": "image", "size": ">1MB", "modified": "30d"}}]}
      """
    let job = try JSONDecoder().decode(FilesJob.self, from: Data(json.utf8))
    #expect(job.folders == ["a"])
    #expect(job.options?.exclude == ["*.tmp"])
    #expect(job.rules.first?.find.words == ["x", "y"])
    #expect(job.rules.first?.find.kinds == [.image])
  }

  @Test(
    "refuses what cannot be meant",
    arguments: [
      (FilesJob(folders: [""]), "folders[0]"), (FilesJob(catalog: ""), "catalog"),
      (FilesJob(rules: [TagRule(tag: "a/b", find: FileQuery(words: ["x"]))]), "rules[0].tag"),
      (FilesJob(rules: [TagRule(tag: "a", find: FileQuery())]), "rules[0].find"),
    ]
  )
  func validation(job: FilesJob, path: String) {
    let error = #expect(throws: ConfigurationError.self) { try job.validate() }
    #expect(error?.path == path)
  }

  @Test("plans without making a catalog, then does what it planned")
  func planAndRun() async throws {
    try bench.make("a.txt", "b.txt")
    let rule = TagRule(tag: "x", find: FileQuery(words: ["a.txt"], folder: "files"))
    let job = FilesJob(folders: ["files"], catalog: "own/catalog.sqlite", rules: [rule])
    let plan = try await job.plan(in: context())
    #expect(plan.steps.map(\.detail) == ["2 new, 0 changed, 0 gone, of 2"])
    let file = bench.directory.path.appending("own").appending("catalog.sqlite")
    #expect(!FileManager.default.fileExists(atPath: file.string))
    let report = try await job.run(in: context())
    #expect(report.summary.hasPrefix("indexed 2 entries: 2 new, 0 changed, 0 gone"))
    #expect(try Catalog(file).find(FileQuery(tags: ["x"])).count == 1)
    let again = try await FilesJob(catalog: "own/catalog.sqlite").run(in: context())
    #expect(again.folders.map(\.added) == [0])
  }

  @Test("indexes the other folders when one is missing, and says so")
  func missing() async throws {
    try bench.make("a.txt")
    let job = FilesJob(folders: ["none", "files"], catalog: "c.sqlite")
    let report = try await job.run(in: context())
    #expect(report.folders.count == 1)
    #expect(report.warnings.count == 1)
    await #expect(throws: JobError.self) {
      try await FilesJob(folders: ["none"], catalog: "c.sqlite").run(in: context())
    }
  }

  @Test("says who indexes already")
  func locked() async throws {
    try bench.make("a.txt")
    let lock = try FileLock(bench.directory.path.appending("c.sqlite.lock"))
    defer { lock.unlock() }
    let error = await #expect(throws: JobError.self) {
      try await FilesJob(folders: ["files"], catalog: "c.sqlite").run(in: context())
    }
    #expect(error?.code.name == "unavailable")
    #expect(error?.message.contains("holds the lock") == true)
  }
}
