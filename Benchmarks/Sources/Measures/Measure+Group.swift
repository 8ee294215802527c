import BatteryJobs
import BatteryTables
import SystemPackage

extension Measure {
  /// Groups the rows of a CSV file by two columns, as a program that uses the library does.
  @Sendable static func group(_ arguments: Arguments) async throws {
    let path = try arguments.text(0)
    let keys = ["city", "category"]
    let aggregates = try Aggregate.list("count,sum(qty),mean(price)")
    let clock = SystemTimeSource()
    let start = clock.uptime
    let processor = Machine.processorSeconds
    let source = try FileByteSource(FilePath(path))
    let size = Double(source.size ?? 0)
    var options = CSVOptions(columns: keys + ["qty", "price"])
    options.dictionaries = .columns(Set(keys))
    var scan = try CSVScan(source, options)
    var groups = try scan.fold(
      { try GroupBy($0, by: keys, aggregates) },
      update: { try $0.add($1) },
      merge: { try $0.merge($1) }
    )
    let rows = try groups.finish().batch.count
    let seconds = (clock.uptime - start).inSeconds
    Figure.print("rows", Double(rows), "rows")
    Figure.print("time", seconds, "s")
    Figure.print("rate", size / seconds / 1e6, "MB/s")
    Figure.print("processor", Machine.processorSeconds - processor, "s")
    Figure.print("peak", Machine.peakMebibytes, "MiB")
  }
}
