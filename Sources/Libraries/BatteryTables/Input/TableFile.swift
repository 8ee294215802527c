public import SystemPackage

/// A file, or standard input, that holds a table: its bytes, unpacked, and its format.
public struct TableFile {
  /// What messages call it.
  public let name: String
  /// The file; `nil` for standard input.
  public let path: FilePath?
  /// The unpacked bytes from the first to the last.
  public let source: any ByteSource
  /// How they were compressed.
  public let compression: Compression
  /// What the name, or else the content, says.
  public let format: TableFileFormat

  /// Whether it can be opened once only.
  public let isStream: Bool

  private static let sampleSize = 4096

  /// Opens a file; `-` is standard input.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - format: What it is; found out unless given.
  ///   - isKept: Whether a stream can be read again, for which it is copied to a temporary file.
  ///   - isCancelled: Whether the bytes are not wanted any more; asked while a stream is waited for.
  /// - Throws: ``TableError`` when it is missing or may not be read.
  public init(
    _ path: FilePath,
    format: TableFileFormat? = nil,
    isKept: Bool = true,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws {
    let isInput = path.string == "-"
    let stream = isInput ? StreamByteSource.standardInput() : try Self.stream(path)
    stream?.isCancelled = isCancelled
    var source: any ByteSource = try stream ?? FileByteSource(path)
    var sample = [UInt8](repeating: 0, count: Self.sampleSize)
    let magic = try Self.peek(&source, &sample)
    compression = Compression(magic: magic)
    switch compression {
    case .none: break
    case .gzip: source = try GzipByteSource(source)
    case .zstd: source = try ZstdByteSource(source)
    }
    let content = compression == .none ? magic : try Self.peek(&source, &sample)
    stream?.isKept = isKept
    let isDatabase = content.starts(with: TableFileFormat.sqliteMagic)
    let named = isInput ? nil : TableFileFormat(name: path.string)
    let isJSON = named == .json || named == .jsonLines
    self.format =
      format ?? (isDatabase ? .sqlite : nil) ?? (isJSON ? Self.json(content) : named)
      ?? TableFileFormat(content: content)
    name = source.name
    self.path = isInput ? nil : path
    isStream = stream != nil
    self.source = source
  }

  /// A pipe with a name, such as the shell's `<(…)`, is read as a stream.
  private static func stream(_ path: FilePath) throws(TableError) -> StreamByteSource? {
    guard let identity = FileIdentity(path), identity.isStream else { return nil }
    do {
      let descriptor = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
      return StreamByteSource(descriptor, name: path.string, isOwned: true)
    } catch {
      throw TableError(.denied, "\(path): may not be read. Check its permissions.")
    }
  }

  /// The names of JSON files do not say whether all objects are in one array.
  private static func json(_ content: some Sequence<UInt8>) -> TableFileFormat {
    JSONTableLayout.guess(content) == .array ? .json : .jsonLines
  }

  private static func peek(
    _ source: inout any ByteSource,
    _ sample: inout [UInt8]
  ) throws
    -> ArraySlice<UInt8>
  {
    let count = try sample.withUnsafeMutableBytes { try source.fill($0) }
    guard try source.restart() else {
      throw TableError(.inputOutput, "\(source.name): cannot be read from its start.")
    }
    return sample[..<count]
  }
}
