import BatteryJobs
import BatteryTables
import SystemPackage

extension Measure {
  /// Reads a CSV file: `rows` finds the rows only, `text` and `typed` make batches of all columns,
  /// `projected` of those that are named after it.
  @Sendable static func csv(_ arguments: Arguments) async throws {
    let path = try arguments.text(0)
    let task = try arguments.text(1)
    var options = CSVOptions(types: task == "text" ? .text : .inferred)
    if task == "projected" {
      options.columns = try arguments.text(2).split(separator: ",").map(String.init)
    }
    let clock = SystemTimeSource()
    let start = clock.uptime
    let processor = Machine.processorSeconds
    let source = try FileByteSource(FilePath(path))
    let size = Double(source.size ?? 0)
    var scan = try CSVScan(source, options)
    let rows =
      task == "rows"
      ? try scan.countRows()
      : try scan.fold({ _ in 0 }, update: { $0 += $1.count }, merge: { $0 += $1 })
    let seconds = (clock.uptime - start).inSeconds
    Figure.print("rows", Double(rows), "rows")
    Figure.print("time", seconds, "s")
    Figure.print("rate", size / seconds / 1e6, "MB/s")
    Figure.print("processor", Machine.processorSeconds - processor, "s")
    Figure.print("peak", Machine.peakMebibytes, "MiB")
  }
}
