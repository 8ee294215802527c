import BatteryJobs
import BatteryTables
import Foundation
import LogsTool
import SystemPackage

extension Measure {
  /// Reads a log into a state, asks it a question, and takes in a hundredth more of it.
  @Sendable static func logStore(_ arguments: Arguments) async throws {
    let folder = try Folder()
    defer { folder.remove() }
    let log = folder.path.appending("access.log")
    try FileManager.default.copyItem(atPath: try arguments.text(0), toPath: log.string)
    let clock = SystemTimeSource()
    func timed<T>(_ name: String, _ work: () throws -> T) rethrows -> T {
      let start = clock.uptime
      let result = try work()
      Figure.print(name, (clock.uptime - start).inSeconds * 1000, "ms")
      return result
    }
    let began = clock.uptime
    let whole = try timed("parse") { try LogAnalysis([log]) }
    let parsing = (clock.uptime - began).inSeconds
    Figure.print("lines", Double(whole.lines), "lines")
    var reading = LogAnalysis.Reading()
    reading.state = folder.path.appending("state")
    _ = try timed("parse-and-store") { try LogAnalysis([log], reading) }
    var question = LogAnalysis.Question(top: 1000)
    question.condition = try TableExpression("status >= 500 and path ~ '^/api'")
    // A state is one analysis's at a time.
    do {
      let stored = try LogAnalysis([log], reading)
      _ = try timed("filter") { try stored.report(question) }
      _ = try timed("filter-again") { try stored.report(question) }
      _ = try timed("whole-report") { try stored.report() }
    }
    try extend(log, by: whole.lines / 100)
    let start = clock.uptime
    let more = try LogAnalysis([log], reading)
    let seconds = (clock.uptime - start).inSeconds
    Figure.print("append", seconds * 1000, "ms")
    Figure.print("append-share", seconds / parsing * 100, "%")
    Figure.print("lines-after", Double(more.lines), "lines")
  }

  /// Adds the first lines of a log to its end.
  private static func extend(_ log: FilePath, by count: Int) throws {
    let file = try FileHandle(forUpdating: URL(filePath: log.string))
    defer { try? file.close() }
    let head = try file.read(upToCount: count * 400) ?? Data()
    var end = head.startIndex
    for _ in 0..<count {
      guard let line = head[end...].firstIndex(of: 10) else { break }
      end = line + 1
    }
    try file.seekToEnd()
    try file.write(contentsOf: head[..<end])
  }
}
