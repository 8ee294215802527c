// Organizes a folder until it is done or killed: for the tests of what a kill leaves.
//
//     OrganizeWorker organize JOB.json
//     OrganizeWorker resume STATE
//     OrganizeWorker undo STATE

import BatteryJobs
import Foundation
import OrganizeTool
import SystemPackage

let words = Array(CommandLine.arguments.dropFirst())
guard words.count == 2 else { exit(64) }

do {
  let context = JobContext(job: "organize", directory: FilePath("/"))
  switch words[0] {
  case "organize":
    let data = try Data(contentsOf: URL(fileURLWithPath: words[1]))
    let job = try JSONDecoder().decode(OrganizeJob.self, from: data)
    let report = try await job.run(in: context)
    print(report.summary)
  case "resume": print(try await OrganizeRuns(state: FilePath(words[1])).resume(nil, in: context))
  case "undo": print(try await OrganizeRuns(state: FilePath(words[1])).undo(nil, in: context))
  default: exit(64)
  }
} catch {
  print("\(error)")
  exit(1)
}
