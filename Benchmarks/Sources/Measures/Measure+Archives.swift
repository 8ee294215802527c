import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage

extension Measure {
  /// Packs a tree or unpacks an archive: `tar`, `gzip` or `zip`, as the peer's script does it.
  @Sendable static func archives(_ arguments: Arguments) async throws {
    let format = try arguments.text(0)
    let operation = try arguments.text(1)
    let tree = try FilePath(arguments.text(2))
    let archive = try FilePath(arguments.text(3))
    let target = try FilePath(arguments.text(4))
    try? FileManager.default.removeItem(atPath: target.string)
    try FileManager.default.createDirectory(
      atPath: target.string,
      withIntermediateDirectories: true
    )
    let clock = SystemTimeSource()
    let start = clock.uptime
    let processor = Machine.processorSeconds
    let size: Int64
    if operation == "pack" {
      let file = try FileDescriptor.open(
        archive,
        .writeOnly,
        options: [.create, .truncate],
        permissions: [.ownerReadWrite]
      )
      size = try file.closeAfter {
        // Without fsync, which the peers leave out too.
        let output = DescriptorArchiveOutput(file, path: archive)
        let writer: any ArchiveWriter =
          switch format {
          case "zip": try ZipWriter(output)
          case "gzip": TarWriter(try GzipArchiveOutput(output), keepsNanoseconds: false)
          default: TarWriter(output, keepsNanoseconds: false)
          }
        let report = try writer.addTree(tree)
        try writer.finish()
        return report.bytes
      }
    } else {
      let reader: any ArchiveReader =
        format == "zip" ? try ZipReader(archive) : try TarReader(archive)
      size = try ArchiveExtractor(into: target).extract(reader).bytes
    }
    let seconds = (clock.uptime - start).inSeconds
    let attributes = try FileManager.default.attributesOfItem(atPath: archive.string)
    Figure.print("bytes", (attributes[.size] as? NSNumber)?.doubleValue ?? 0, "B")
    Figure.print("time", seconds, "s")
    Figure.print("rate", Double(size) / seconds / 1e6, "MB/s")
    Figure.print("processor", Machine.processorSeconds - processor, "s")
    Figure.print("peak", Machine.peakMebibytes, "MiB")
  }
}
