// Works on files until it is done or killed: for the tests of what a kill leaves, of what somebody
// who is not root may do, and of locks between processes.
//
//     FileWorker move SOURCE TARGET JOURNAL
//     FileWorker resume JOURNAL
//     FileWorker copy-as|remove-as USER SOURCE [TARGET]
//     FileWorker hold LOCK

import BatteryFiles
import Foundation
import SystemPackage

let words = Array(CommandLine.arguments.dropFirst())
guard words.count >= 2 else { exit(64) }

func enter(user: String) {
  guard let number = UInt32(user), setgid(number) == 0, setuid(number) == 0 else { exit(64) }
}

do {
  let transfer = FileTransfer()
  switch words[0] {
  case "move":
    let plan = try transfer.plan(moving: FilePath(words[1]), to: FilePath(words[2]))
    try transfer.apply(plan, journal: FilePath(words[3]))
  case "resume":
    try transfer.resume(FilePath(words[1]))
  case "copy-as":
    enter(user: words[1])
    var collecting = transfer
    collecting.failures = .collect
    let report = try collecting.copy(FilePath(words[2]), to: FilePath(words[3]))
    for failure in report.failures { print(failure) }
  case "remove-as":
    enter(user: words[1])
    var collecting = transfer
    collecting.failures = .collect
    let report = try collecting.remove(FilePath(words[2]))
    for failure in report.failures { print(failure) }
  case "hold":
    let lock = try FileLock(FilePath(words[1]))
    print("held")
    fflush(nil)
    withExtendedLifetime(lock) { _ = pause() }
  default: exit(64)
  }
} catch {
  print("\(error)")
  exit(1)
}
