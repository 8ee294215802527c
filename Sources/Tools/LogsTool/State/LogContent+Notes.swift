internal import BatteryTables
internal import SystemPackage

extension LogContent {
  /// Refuses what says that it is empty and is not, such as files of `/proc`.
  ///
  /// - Throws: ``TableError``.
  static func checkEmpty(_ path: FilePath) throws(TableError) {
    // A pipe would wait to be opened; what cannot be opened is told of by whoever reads it.
    guard FileMark(path)?.size == 0,
      let descriptor = try? FileDescriptor.open(
        path,
        .readOnly,
        options: [.closeOnExec, .nonBlocking]
      )
    else { return }
    defer { try? descriptor.close() }
    try checkEmpty(descriptor, path)
  }

  /// Refuses an open file that says that it is empty and is not.
  static func checkEmpty(_ descriptor: FileDescriptor, _ path: FilePath) throws(TableError) {
    let count: Int
    do {
      count = try withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { room in
        try descriptor.read(fromAbsoluteOffset: 0, into: room)
      }
    } catch {
      throw TableError(.inputOutput, "\(path): cannot be read: \(error). Name a log.")
    }
    // Somebody may have written to it just now.
    guard count > 0, FileMark(descriptor)?.size == 0 else { return }
    throw TableError(
      .inputOutput,
      "\(path): has no length, as files of the system. Copy what is in it to a file, or pass it on: "
        + "cat \(path) | batteries logs -"
    )
  }

  /// What there is to say of the zero bytes that a log begins with; `nil` without any.
  static func note(ofZeros count: Int, _ name: String) -> String? {
    guard count > 0 else { return nil }
    let bytes =
      count == 1 ? "1 zero byte, which is" : "\(Figures.count(count)) zero bytes, which are"
    return "\(name): begins with \(bytes) skipped: it was cut off while it was written to."
  }
}
