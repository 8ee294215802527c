// Reads what is new in a log, over and over, until it is killed: for the tests of what a kill leaves.
//
//     LogReader STATE LOG run|follow
//
// or once, together with other logs, and without a state when that is "-":
//
//     LogReader STATE LOG once OTHER...

import Foundation
import LogsTool
import SystemPackage

let words = CommandLine.arguments
guard words.count >= 4 else { exit(64) }
var reading = LogAnalysis.Reading(threads: 2)
if words[1] != "-" { reading.state = FilePath(words[1]) }
let paths = [FilePath(words[2])] + words.dropFirst(4).map { FilePath($0) }
do {
  if words[3] == "once" {
    print("\(try LogAnalysis(paths, reading).lines) lines")
    exit(0)
  }
  if words[3] == "follow" {
    reading.isFollowing = true
    var analysis = try LogAnalysis(paths, reading)
    while true {
      try analysis.update()
      usleep(500)
    }
  } else {
    while true { _ = try LogAnalysis(paths, reading) }
  }
} catch {
  print("LogReader: \(error)")
  exit(1)
}
