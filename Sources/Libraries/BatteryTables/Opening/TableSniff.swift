/// What a file shows of itself.
public struct TableSniff: Sendable {
  /// What messages call it.
  public var name: String
  /// What it is.
  public var format: TableFileFormat
  /// How it is compressed.
  public var compression: Compression
  /// How it is written, when it is CSV.
  public var csv: CSVSniff?
  /// The columns, with the types that the values fit that were looked at.
  public var fields: [Schema.Field]
  /// Whether these are all values; a later one may need a wider type otherwise.
  public var isComplete = true
  /// The tables, when it is a database.
  public var tables: [String] = []

  /// How many bytes at the start of CSV are looked at.
  public static let sampleSize = 1 << 20

  /// Looks at the start of a file; for the types of CSV, if wanted, at all of it.
  ///
  /// - Throws: ``TableError`` when it cannot be read.
  public init(_ path: TableFile, _ opener: TableOpener, all: Bool = false) throws {
    name = path.name
    format = path.format
    compression = path.compression
    switch path.format {
    case .csv:
      let (sniff, isWhole) = try Self.sample(path.source, opener.reading.encoding)
      csv = sniff
      fields = zip(sniff.names, sniff.types).map { Schema.Field($0, $1) }
      isComplete = isWhole || all
      if all, !isWhole {
        var options = try opener.options(path, columns: nil)
        options.dialect = options.dialect ?? sniff.dialect
        options.header = sniff.hasHeader ? .present : .absent
        fields = try CSVReader(path.source, options).schema.fields
      }
    case .sqlite:
      let database = try opener.database(path)
      tables = try database.tableNames()
      fields =
        tables.count == 1 || opener.reading.table != nil
        ? try opener.reader(of: path).schema.fields : []
    case .json, .jsonLines:
      fields = try opener.reader(of: path).schema.fields
    }
  }

  /// Looks at the start of CSV, and leaves the source at its first byte.
  static func sniff(_ source: any ByteSource, _ encoding: CSVEncoding?) throws -> CSVSniff {
    try sample(source, encoding).sniff
  }

  private static func sample(
    _ source: any ByteSource,
    _ encoding: CSVEncoding?
  ) throws -> (sniff: CSVSniff, isWhole: Bool) {
    var source = source
    var sample = [UInt8](repeating: 0, count: sampleSize)
    let count = try sample.withUnsafeMutableBytes { try source.fill($0) }
    sample.removeLast(sample.count - count)
    _ = try source.restart()
    do {
      let isWhole = count < sampleSize
      return (try CSVSniffer.sniff(sample, isWhole: isWhole, encoding: encoding), isWhole)
    } catch let error as TableError where error.code == .empty {
      throw TableError(.empty, "\(source.name): \(error.message)")
    }
  }
}
