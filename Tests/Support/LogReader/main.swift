// Reads what is new in a log, over and over, until it is killed: for the tests of what a kill leaves.
//
//     LogReader STATE LOG run|follow

import Foundation
import LogsTool
import SystemPackage

let words = CommandLine.arguments
guard words.count == 4 else { exit(64) }
var reading = LogAnalysis.Reading(threads: 2)
reading.state = FilePath(words[1])
let paths = [FilePath(words[2])]
do {
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
