// A worker for the tests of WorkerPool: does what each errand says, also what no worker should.
//
//     ParallelWorker            a worker
//     ParallelWorker early      a worker that prints something before it is one
//     ParallelWorker factor     a worker of the cookbook
//     ParallelWorker matrix     another
//     ParallelWorker pool FILE  a program with workers, whose process numbers it writes to FILE

import BatteryNumbers
import BatteryParallel
import Foundation
import Synchronization
import SystemPackage

struct Errand: Codable {
  var kind: String
  var number: Int
  var path: String?
}

struct Answer: Codable {
  var number: Int
  var processID: Int32
  var value: Double?
  var text: String?
}

struct Refusal: Error, CustomStringConvertible {
  let description: String
}

// A second way to the standard output, around the one that the worker's side keeps for answers.
let output = dup(1)

@Sendable func answer(_ errand: Errand) async throws -> Answer {
  var answer = Answer(number: errand.number, processID: getpid())
  switch errand.kind {
  case "square": answer.number = errand.number * errand.number
  case "exit": exit(Int32(errand.number))
  case "signal": kill(getpid(), Int32(errand.number))
  case "hang": while true { pause() }
  case "throw": throw Refusal(description: "refused \(errand.number)")
  case "print":
    print("noise \(errand.number)")
    fflush(nil)
  case "garbage": write(output, "hello, world\n", 13)
  case "forged":
    // An answer to another item than the one that was asked for.
    let bytes: [UInt8] = [0x42, 0x57, 0x31, 2, 0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 0, 0, 0x31]
    write(output, bytes, bytes.count)
  case "complain":
    for line in 1...errand.number {
      FileHandle.standardError.write(Data("complaint \(line)\n".utf8))
    }
    exit(3)
  case "once":
    // Fails for whoever comes first.
    let file = open(errand.path ?? "", O_CREAT | O_EXCL | O_WRONLY, 0o600)
    if file >= 0 { kill(getpid(), SIGKILL) }
  case "doom":
    let delay = UInt32(errand.path ?? "") ?? 0
    Thread.detachNewThread {
      usleep(delay)
      kill(getpid(), SIGKILL)
    }
  case "witness":
    let file = open(errand.path ?? "", O_CREAT | O_APPEND | O_WRONLY, 0o600)
    let line = "\(errand.number)\n"
    write(file, line, line.utf8.count)
    close(file)
  case "gate":
    // Waits until somebody opens the other end.
    close(open(errand.path ?? "", O_RDONLY))
  case "long": answer.text = String(repeating: "x", count: errand.number)
  case "count": answer.number = errand.path?.utf8.count ?? 0
  case "value": answer.value = [.nan, .infinity, -.infinity, 0.1][errand.number]
  case "child":
    // Starts a program that keeps the output open, and ends.
    var child: pid_t = 0
    let words: [UnsafeMutablePointer<CChar>?] = [strdup("sleep"), strdup("1000"), nil]
    guard posix_spawn(&child, "/bin/sleep", nil, nil, words, environ) == 0 else {
      throw Refusal(description: "no sleep")
    }
    try Data("\(child)".utf8).write(to: URL(fileURLWithPath: errand.path ?? ""))
    exit(4)
  default: throw Refusal(description: "no errand \(errand.kind)")
  }
  return answer
}

let words = Array(CommandLine.arguments.dropFirst())
if words.first == "pool" {
  let pool = WorkerPool<Errand, Answer>(FilePath(CommandLine.arguments[0]), workers: 2)
  let errands = [Errand(kind: "square", number: 1), Errand(kind: "square", number: 2)]
  let numbers = try await pool.map(errands).map(\.processID)
  try await withThrowingTaskGroup(of: Void.self) { group in
    // One worker computes, the other waits, when the program is killed.
    group.addTask { _ = try await pool.run(Errand(kind: "hang", number: 0)) }
    let text = Set(numbers).map { "\($0)" }.joined(separator: " ") + "\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: words[1]), options: .atomic)
    try await group.waitForAll()
  }
} else if words.first == "factor" {
  // page: begin
  try await WorkerProcess.run { (number: Int) -> [Int] in
    var (factors, rest, divisor) = ([Int](), number, 2)
    while divisor * divisor <= rest {
      while rest.isMultiple(of: divisor) {
        factors.append(divisor)
        rest /= divisor
      }
      divisor += 1
    }
    return rest > 1 ? factors + [rest] : factors
  }
  // page: end
} else if words.first == "matrix" {
  // page: begin
  try await WorkerProcess.run { (factors: [Matrix]) in
    try factors[0].multiplied(by: factors[1], threads: 1)
  }
  // page: end
} else {
  if words.first == "early" { write(output, "ready\n", 6) }
  try await WorkerProcess.run(answer)
}
