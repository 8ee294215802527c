import BatteryTables
import Foundation
import SystemPackage

/// The file of lines that are no records: written while the logs are read, so that millions of them
/// take no room in memory.
///
/// It takes the place of what was there before together with the report. Of logs that are followed,
/// what comes later is added to it.
final class LogRejectFile: @unchecked Sendable {
  /// The file.
  let path: FilePath
  private let inputs: [FilePath]
  private let lock = NSLock()
  private var file: OutputFile?
  private var writer: CSVWriter<OutputFile>?
  /// What was added after the file was put in its place.
  private var later = MemoryByteSink()
  private var isInPlace = false

  private static let columns = ["source", "line", "offset", "reason"]

  init(_ path: FilePath, inputs: [FilePath]) {
    self.path = path
    self.inputs = inputs
  }

  /// Begins the file beside its target.
  ///
  /// - Throws: ``TableError`` when it cannot be made.
  func begin() throws {
    try lock.withLock {
      let new = try OutputFile(path, inputs: inputs)
      file = new
      writer = try CSVWriter(new)
      try writer?.writeRow(Self.columns)
    }
  }

  /// Adds a line.
  ///
  /// - Throws: ``TableError`` when the disk is full.
  func add(_ reject: LogAnalysis.Reject) throws {
    let row = [reject.source, "\(reject.line)", "\(reject.offset)", reject.reason]
    try lock.withLock {
      guard isInPlace else {
        try writer?.writeRow(row)
        return
      }
      var writer = try CSVWriter(later, header: false)
      try writer.writeRow(row)
      try writer.finish()
      later = writer.sink
    }
  }

  /// Says that all lines that there are now were added.
  ///
  /// - Returns: The file, which is to be put in its place; `nil` when it is there already, and the new
  ///   lines were added to it.
  func finish() throws -> OutputFile? {
    try lock.withLock {
      guard isInPlace else {
        try writer?.finish()
        (writer, isInPlace) = (nil, true)
        defer { file = FileIdentity(path)?.isStream == true ? file : nil }
        return file
      }
      guard !later.bytes.isEmpty else { return nil }
      if let file {
        // A pipe is never in its place, and stays open.
        try later.bytes.withUnsafeBytes { try file.write($0) }
      } else {
        try append()
      }
      later = MemoryByteSink()
      return nil
    }
  }

  private func append() throws {
    let descriptor: FileDescriptor
    do {
      descriptor = try FileDescriptor.open(path, .writeOnly, options: [.append, .closeOnExec])
    } catch {
      throw TableError(
        .cannotCreate,
        "\(path): cannot be written to: \(error). Start anew, or leave the file where it is."
      )
    }
    defer { try? descriptor.close() }
    do {
      // Compressed files may consist of several parts.
      switch Compression(name: path.string) {
      case .none: try add(to: FileByteSink(descriptor))
      case .gzip:
        let sink = try GzipByteSink(FileByteSink(descriptor))
        try add(to: sink)
        try sink.finish()
      case .zstd:
        let sink = try ZstdByteSink(FileByteSink(descriptor), name: path.string)
        try add(to: sink)
        try sink.finish()
      }
    } catch let error as Errno {
      throw TableError(.inputOutput, "\(path): could not be written to: \(error). Check the disk.")
    }
  }

  private func add(to sink: some ByteSink) throws {
    var sink = sink
    try later.bytes.withUnsafeBytes { try sink.write($0) }
  }
}
