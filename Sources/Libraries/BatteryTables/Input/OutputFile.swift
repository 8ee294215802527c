import BatteryFiles
public import SystemPackage

/// A file that is written beside its target, compressed as its name says, and put in its place at
/// the end.
///
/// Until ``commit()`` the target is as it was; a file that goes without it leaves nothing. A link
/// stays, and what it leads to is replaced; a pipe or device is written to as it is.
public final class OutputFile: ByteSink {
  private let target: Target
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
    target = try Target(path)
    let file = target
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
    if let input = first(of: inputs, at: path) {
      throw TableError(
        .invalidExpression,
        "\(path): the output is the input \(input), which would be lost. Name another file."
      )
    }
  }

  /// The first of some paths, not all of which need to be there, that leads to the same file.
  ///
  /// - Returns: It; `nil` when all are other files. Devices, such as `/dev/null`, are never the same.
  public static func first(of others: [FilePath], at path: FilePath) -> FilePath? {
    let place = FilePlace(path)
    return others.first { $0.string != "-" && FilePlace($0).isSame(as: place) }
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
    try target.commit()
  }

  /// The target itself, or the file that takes its place.
  private enum Target: ByteSink {
    case replaced(AtomicFileWriter)
    case open(OpenTarget)

    init(_ path: FilePath) throws(TableError) {
      let place = FilePlace(path)
      if place.isWrittenThrough {
        self = .open(try OpenTarget(place.path))
        return
      }
      do {
        self = .replaced(try AtomicFileWriter(place.path))
      } catch {
        throw TableError(.cannotCreate, error.description)
      }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
      switch self {
      case .replaced(let writer):
        do {
          try writer.write(bytes)
        } catch {
          throw TableError(.inputOutput, error.description)
        }
      case .open(let target): try target.write(bytes)
      }
    }

    func commit() throws(TableError) {
      guard case .replaced(let writer) = self else { return }
      do {
        try writer.commit()
      } catch {
        throw TableError(.cannotCreate, error.description)
      }
    }
  }
}

/// A pipe or device that is written to as it is, and closed with its last owner.
private final class OpenTarget {
  private let path: FilePath
  private let descriptor: FileDescriptor

  init(_ path: FilePath) throws(TableError) {
    self.path = path
    do {
      descriptor = try FileDescriptor.open(path, .writeOnly, options: [.closeOnExec, .truncate])
    } catch {
      throw TableError(
        .cannotCreate,
        "\(path): cannot be written to: \(error). Check its permissions."
      )
    }
  }

  deinit { try? descriptor.close() }

  func write(_ bytes: UnsafeRawBufferPointer) throws(TableError) {
    do {
      try FileByteSink(descriptor).write(bytes)
    } catch {
      throw TableError(.inputOutput, "\(path): could not be written to: \(error).")
    }
  }
}

extension TableError.Code {
  /// A file cannot be made.
  public static let cannotCreate = TableError.Code(rawValue: "cannot-create")
}
