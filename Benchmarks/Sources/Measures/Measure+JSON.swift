import BatteryJobs
import BatteryTables
import Foundation
import SystemPackage

extension Measure {
  /// Reads JSON Lines to typed columns: the file of `generate_jsonl.py`, the number of threads, and
  /// `inferred` or `given` for whether a first pass has to find the types.
  @Sendable static func json(_ arguments: Arguments) async throws {
    let path = FilePath(try arguments.text(0))
    var options = JSONTableOptions()
    options.threads = try arguments.number(1)
    let source = try FileByteSource(path)
    var known: Schema?
    if try arguments.text(2) == "given" { known = try JSONLinesReader(source, options).schema }
    let clock = SystemTimeSource()
    let start = clock.uptime
    let processor = Machine.processorSeconds
    var reader =
      try known.map { try JSONLinesReader(source, schema: $0, options) }
      ?? JSONLinesReader(source, options)
    while try reader.next() != nil {}
    let bytes = Double(source.size ?? 0)
    let used = Machine.processorSeconds - processor
    Figure.print("rate", bytes / (clock.uptime - start).inSeconds / 1e6, "MB/s")
    Figure.print("core", bytes / used / 1e6, "MB/s")
    Figure.print("processor", used, "s")
    Figure.print("memory", Machine.peakMebibytes, "MiB")
    print("\(reader.parsedCount) records, \(reader.schema.count) columns")
  }
}
