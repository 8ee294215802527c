import BatteryJobs
import BatteryTables
import SystemPackage

extension Measure {
  /// Sorts a CSV file by a column: in memory, of which only the sorting is measured, or from a file
  /// to another one with a budget of 256 MiB.
  @Sendable static func sort(_ arguments: Arguments) async throws {
    let path = try FilePath(arguments.text(0))
    let key = SortKey(try arguments.text(1))
    let target = try arguments.text(2)
    let clock = SystemTimeSource()
    var rows = 0
    var start = clock.uptime
    var processor = Machine.processorSeconds
    var reader = try CSVReader(FileByteSource(path))
    if target == "memory" {
      var batches: [Batch] = []
      while let batch = try reader.next() { batches.append(batch) }
      start = clock.uptime
      processor = Machine.processorSeconds
      let table = BatchReader(reader.schema, batches)
      var sorted = try Sort(table, by: [key], memory: 4 << 30)
      while let batch = try sorted.next() { rows += batch.count }
    } else {
      let file = try OutputFile(FilePath(target), inputs: [path])
      var writer = try CSVWriter(file)
      var sorted = try Sort(reader, by: [key])
      while let batch = try sorted.next() {
        rows += batch.count
        try writer.write(batch)
      }
      try writer.finish()
      try file.commit()
    }
    let seconds = (clock.uptime - start).inSeconds
    Figure.print("rows", Double(rows), "rows")
    Figure.print("time", seconds, "s")
    Figure.print("rate", Double(rows) / seconds / 1e6, "million rows/s")
    Figure.print("processor", Machine.processorSeconds - processor, "s")
    Figure.print("peak", Machine.peakMebibytes, "MiB")
  }
}
