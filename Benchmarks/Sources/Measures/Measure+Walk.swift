import BatteryFiles
import BatteryJobs
import SystemPackage

extension Measure {
  /// Counts what is below a directory: `walk DIRECTORY count|sorted|filter|sizes|tree THREADS`, as
  /// many threads as processors for 0.
  @Sendable static func walk(_ arguments: Arguments) async throws {
    let root = FilePath(try arguments.text(0))
    let way = try arguments.text(1)
    let threads = try arguments.number(2)
    var walk = DirectoryWalk(root, isSorted: way == "sorted")
    if way == "sizes" { walk.fields = .size }
    if way == "filter" {
      let pattern = try Glob("*7.txt")
      walk.filter = { entry in entry.withName { pattern.matches($0) } ? .all : .enter }
    }
    let clock = SystemTimeSource()
    let start = clock.uptime
    let processor = Machine.processorSeconds
    var entries = 0
    if way == "tree" {
      try FileTree(root).walk { _ in entries += 1 }
    } else {
      let counts = try walk.reduce(workers: threads == 0 ? nil : threads, into: 0) { count, event in
        if case .listing(let listing) = event { count += listing.count }
      }
      entries = counts.reduce(0, +)
    }
    let seconds = (clock.uptime - start).inSeconds
    Figure.print("entries", Double(entries), "entries")
    Figure.print("time", seconds, "s")
    Figure.print("processor", Machine.processorSeconds - processor, "s")
    Figure.print("peak", Machine.peakMebibytes, "MiB")
  }
}
