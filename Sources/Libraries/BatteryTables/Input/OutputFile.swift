import BatteryFiles
public import SystemPackage

/// A file that is written beside its target, compressed as its name says, and put in its place at
/// the end.
///
/// Until ``commit()`` the target is as it was; a file that goes without it leaves nothing.
public final class OutputFile: ByteSink {
  private let writer: AtomicFileWriter
  private var sink: any ByteSink
  private let finish: () throws -> Void

  /// Begins a file, whose directory must exist.
  ///
  /// - Parameters:
  ///   - path: The target.
  ///   - compression: How it is compressed; as its name says unless given.
  ///   - inputs: The files that are read for it.
  /// - Throws: ``TableError`` when the target is one of the inputs or cannot be written.
  public init(
    _ path: FilePath,
    compression: Compression? = nil,
    inputs: [FilePath] = []
  ) throws {
    try Self.check(path, isNot: inputs)
    do {
      writer = try AtomicFileWriter(path)
    } catch {
      throw TableError(.cannotCreate, error.description)
    }
    let file = Target(writer: writer)
    switch compression ?? Compression(name: path.string) {
    case .none:
      sink = file
      finish = {}
    case .gzip:
      let gzip = try GzipByteSink(file)
      sink = gzip
      finish = gzip.finish
    case .zstd:
      let zstd = try ZstdByteSink(file, name: path.string)
      sink = zstd
      finish = zstd.finish
    }
  }

  /// Refuses to write over what is read.
  ///
  /// - Throws: ``TableError`` when `path` leads to one of the inputs, by whatever name.
  public static func check(_ path: FilePath, isNot inputs: [FilePath]) throws(TableError) {
    guard let target = FileIdentity(path) else { return }
    for input in inputs where FileIdentity(input) == target {
      throw TableError(
        .invalidExpression,
        "\(path): the output is the input \(input), which would be lost. Name another file."
      )
    }
  }

  /// Writes all the bytes.
  ///
  /// - Throws: ``TableError`` when the disk is full, or broken.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    try sink.write(bytes)
  }

  /// Brings the file to the disk and puts it in the place of the target.
  ///
  /// - Throws: ``TableError``; the target is as it was then.
  public func commit() throws {
    try finish()
    do {
      try writer.commit()
    } catch {
      throw TableError(.cannotCreate, error.description)
    }
  }

  private struct Target: ByteSink {
    let writer: AtomicFileWriter

    func write(_ bytes: UnsafeRawBufferPointer) throws {
      do {
        try writer.write(bytes)
      } catch {
        throw TableError(.inputOutput, error.description)
      }
    }
  }
}

extension TableError.Code {
  /// A file cannot be made.
  public static let cannotCreate = TableError.Code(rawValue: "cannot-create")
}
