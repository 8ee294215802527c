import ConformanceSuites
import Foundation

let arguments = CommandLine.arguments.dropFirst()

if arguments == ["cron-next"] {
  while let line = readLine() { print(CronBatch.answer(line)) }
  exit(0)
}

if arguments == ["json-check"] {
  while let line = readLine() { print(JSONBatch.answer(line)) }
  exit(0)
}

guard arguments.count == 2, let name = arguments.first, let path = arguments.last,
  let suite = SuiteRegistry.named(name)
else {
  let names = SuiteRegistry.all.map { $0.name }.joined(separator: ", ")
  FileHandle.standardError.write(
    Data("usage: conformance SUITE PATH, where SUITE is one of: \(names)\n".utf8)
  )
  exit(64)
}

do {
  let result = try suite.run(path: path)
  for failure in result.failures { print(failure) }
  print(result.summary)
  exit(result.failures.isEmpty ? 0 : 1)
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(66)
}
