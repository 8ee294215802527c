import ConformanceSuites
import DecimalCases
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

if arguments == ["decimal-answers"] {
  while let line = readLine() { print(DecimalAnswers.answer(line)) }
  exit(0)
}

if arguments == ["csv-answers"] {
  // Each answer is waited for, so that none may stay in a buffer.
  while let line = readLine() {
    FileHandle.standardOutput.write(Data((CSVAnswers.answer(line) + "\n").utf8))
  }
  exit(0)
}

if let (seed, count) = fuzzing("csv-fuzz", at: 1), arguments.count == 3 {
  let outcome = CSVFuzz.run(seed: seed, count: count)
  for failure in outcome.failures { print(failure) }
  print(outcome.summary)
  exit(outcome.failures.isEmpty ? 0 : 1)
}

if let (seed, count) = fuzzing("mutants", at: 2), arguments.count == 4 {
  do {
    let outcome = try MutantFuzz.run(path: Array(arguments)[1], seed: seed, count: count)
    for failure in outcome.failures { print(failure) }
    print(outcome.summary)
    exit(outcome.failures.isEmpty ? 0 : 1)
  } catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(66)
  }
}

guard arguments.count == 2, let name = arguments.first, let path = arguments.last,
  let suite = SuiteRegistry.named(name)
else {
  let names = SuiteRegistry.all.map { $0.name }.joined(separator: ", ")
  FileHandle.standardError.write(
    Data(
      """
      usage: conformance SUITE PATH, where SUITE is one of: \(names)
             conformance csv-fuzz SEED COUNT
             conformance mutants PATH SEED COUNT

      """.utf8
    )
  )
  exit(64)
}

do {
  let result = try suite.run(path: path)
  for line in result.notes + result.failures { print(line) }
  print(result.summary)
  exit(result.failures.isEmpty ? 0 : 1)
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(66)
}

/// The seed and the number after the name of a fuzzer.
func fuzzing(_ name: String, at place: Int) -> (UInt64, Int)? {
  let list = Array(arguments)
  guard list.first == name, list.count == place + 2, let seed = UInt64(list[place]),
    let count = Int(list[place + 1])
  else { return nil }
  return (seed, count)
}
