import BatteryJobs
import BatteryTables
import SystemPackage

extension Measure {
  /// Reads a CSV file into memory, `text` or `typed`, and then writes it as `csv` or `jsonl`; only the
  /// writing is measured.
  @Sendable static func csvWrite(_ arguments: Arguments) async throws {
    let path = try FilePath(arguments.text(0))
    let types: CSVOptions.Types = try arguments.text(1) == "text" ? .text : .inferred
    let format = try arguments.text(2)
    let target = try FilePath(arguments.text(3))
    var reader = try CSVReader(FileByteSource(path), CSVOptions(types: types))
    var batches: [Batch] = []
    while let batch = try reader.next() { batches.append(batch) }
    let clock = SystemTimeSource()
    let start = clock.uptime
    let processor = Machine.processorSeconds
    let file = try FileDescriptor.open(
      target,
      .writeOnly,
      options: [.create, .truncate],
      permissions: [.ownerReadWrite]
    )
    let size = try file.closeAfter {
      if format == "jsonl" {
        try write(batches, JSONLinesWriter(FileByteSink(file)))
      } else {
        try write(batches, CSVWriter(FileByteSink(file)))
      }
      return try file.seek(offset: 0, from: .end)
    }
    let seconds = (clock.uptime - start).inSeconds
    Figure.print("rows", Double(batches.reduce(0) { $0 + $1.count }), "rows")
    Figure.print("time", seconds, "s")
    Figure.print("rate", Double(size) / seconds / 1e6, "MB/s")
    Figure.print("processor", Machine.processorSeconds - processor, "s")
    Figure.print("peak", Machine.peakMebibytes, "MiB")
  }

  private static func write(_ batches: [Batch], _ writer: some TableWriter) throws {
    var writer = writer
    for batch in batches { try writer.write(batch) }
    try writer.finish()
  }
}
