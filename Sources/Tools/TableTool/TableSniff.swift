public import BatteryTables

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
  /// The columns, with the types that the values in the sample fit.
  public var fields: [Schema.Field]
  /// The tables, when it is a database.
  public var tables: [String] = []

  private static let sampleSize = 1 << 20

  /// Looks at the start of a file.
  ///
  /// - Throws: ``TableError`` when it cannot be read.
  public init(_ path: TableFile, _ opener: TableOpener) throws {
    name = path.name
    format = path.format
    compression = path.compression
    switch path.format {
    case .csv:
      let sniff = try Self.sniff(path.source, opener.reading.encoding)
      csv = sniff
      fields = zip(sniff.names, sniff.types).map { Schema.Field($0, $1) }
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
    var source = source
    var sample = [UInt8](repeating: 0, count: sampleSize)
    let count = try sample.withUnsafeMutableBytes { try source.fill($0) }
    sample.removeLast(sample.count - count)
    _ = try source.restart()
    do {
      return try CSVSniffer.sniff(sample, isWhole: count < sampleSize, encoding: encoding)
    } catch let error as TableError where error.code == .empty {
      throw TableError(.empty, "\(source.name): \(error.message)")
    }
  }
}
