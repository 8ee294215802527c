/// A source of records with what is known of its columns.
final class JSONTable {
  let schema: Schema
  let pass: JSONBatchPass
  /// The columns with numbers among other values, as far as the source was looked at.
  let mixed: [String]

  init(
    _ source: some ByteSource,
    _ layout: JSONTableLayout,
    _ options: JSONTableOptions,
    schema known: Schema? = nil
  ) throws {
    try options.validate()
    var source: any ByteSource = source
    let threads = options.threads(for: source.size)
    if let known = known ?? Self.givenSchema(options) {
      schema = known
      mixed = []
    } else {
      if try !source.restart() { source = try Self.whole(source, options.bufferLimit) }
      let found = try JSONSchemaPass.run(
        Self.blocks(source, layout, options),
        layout,
        options,
        name: source.name,
        threads: threads
      )
      var fields = found.fields
      mixed = found.mixed
      if fields.isEmpty, layout == .lines { try Self.refuseEmpty(&source) }
      _ = try source.restart()
      if let columns = options.columns {
        let found = Schema(fields)
        fields = try columns.map { name in
          guard found.place(of: name) == nil, options.given[name] != nil || !options.requiresColumns
          else { return found[try found.requiredPlace(of: name)] }
          return Schema.Field(name, .text)
        }
      }
      schema = Schema(fields.map { Schema.Field($0.name, options.given[$0.name] ?? $0.type) })
    }
    pass = JSONBatchPass(
      Self.blocks(source, layout, options),
      layout,
      schema,
      options,
      name: source.name,
      threads: threads
    )
  }

  /// The schema, when the options name all columns with their types.
  private static func givenSchema(_ options: JSONTableOptions) -> Schema? {
    guard let columns = options.columns else { return nil }
    let fields = columns.compactMap { name in
      options.given[name].map { Schema.Field(name, $0) }
    }
    return fields.count == columns.count ? Schema(fields) : nil
  }

  private static func blocks(
    _ source: any ByteSource,
    _ layout: JSONTableLayout,
    _ options: JSONTableOptions
  ) -> any JSONBlockSource {
    switch layout {
    case .lines:
      JSONLineBlocks(source, size: options.blockSize, lineLimit: options.recordLimit)
    case .array:
      JSONItemBlocks(source, size: options.blockSize, itemLimit: options.recordLimit)
    }
  }

  /// All that a source has, in memory.
  private static func whole(
    _ source: any ByteSource,
    _ limit: Int
  ) throws -> MemoryByteSource {
    var source = source
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = try piece.withUnsafeMutableBytes { try source.read(into: $0) }
      guard count > 0 else { return MemoryByteSource(bytes, name: source.name) }
      guard bytes.count + count <= limit else {
        throw TableError(
          .invalidData,
          "\(source.name): has more than \(limit) bytes and cannot be read twice, as it has to be to"
            + " find the columns. Write it to a file first, or give the columns and their types."
        )
      }
      bytes += piece[..<count]
    }
  }

  private static func refuseEmpty(_ source: inout any ByteSource) throws {
    _ = try source.restart()
    var piece = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = try piece.withUnsafeMutableBytes { try source.read(into: $0) }
      if count == 0 { break }
      if !piece[..<count].allSatisfy(JSONMachine.isBlank) { return }
    }
    throw TableError(
      .empty,
      "\(source.name): there is nothing in it. Write an object on each line, or give the columns."
    )
  }
}
