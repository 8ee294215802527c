/// Finds the columns of a source by reading all of it once: their names in the order in which they
/// are first seen, and the narrowest types that every value fits.
enum JSONSchemaPass {
  static func run(
    _ blocks: any JSONBlockSource,
    _ layout: JSONTableLayout,
    _ options: JSONTableOptions,
    name: String,
    threads: Int
  ) throws -> (fields: [Schema.Field], mixed: [String]) {
    let work = OrderedWork(threads: threads, take: blocks.next) {
      let worker = Worker(layout, options, name)
      return { (block: JSONBlock) throws -> [Found] in
        defer { blocks.recycle(block) }
        return try worker.take(block)
      }
    }
    var found: [Found] = []
    var places: [String: Int] = [:]
    while let news = try work.next() {
      // Blocks come in their order, so that what is new comes in the order of the source.
      for column in news {
        if let place = places[column.name] {
          found[place].types.include(column.types)
        } else {
          places[column.name] = found.count
          found.append(column)
        }
      }
    }
    guard found.count <= options.columnLimit else { throw tooManyColumns(name, options) }
    return (
      found.map { Schema.Field($0.name, $0.types.type) },
      found.filter(\.types.isMixed).map(\.name)
    )
  }

  private struct Found {
    var name: String
    var types: JSONTypes
  }

  private static func tooManyColumns(_ name: String, _ options: JSONTableOptions) -> TableError {
    TableError(
      .invalidData,
      "\(name): its records have more than \(options.columnLimit) different keys. Name the columns"
        + " that are wanted, or raise the limit."
    )
  }

  /// What one thread knows.
  private final class Worker {
    private let scanner: JSONRecordScanner
    private let options: JSONTableOptions
    private let name: String
    /// The types of each column that were handed on already.
    private var known: [JSONTypes] = []

    init(_ layout: JSONTableLayout, _ options: JSONTableOptions, _ name: String) {
      self.options = options
      self.name = name
      scanner = JSONRecordScanner(
        layout,
        .all(limit: options.columnLimit),
        rowLimit: 1024,
        lineLimit: options.recordLimit,
        options: options.json
      )
    }

    /// Returns the columns of which a block says something new, in the order of their first values.
    func take(_ block: JSONBlock) throws -> [Found] {
      scanner.begin()
      var news: [Int: Int] = [:]
      var place = 0
      while place < block.count, scanner.failure == nil {
        place = scanner.scan(block, from: place)
        if scanner.hasTooManyColumns { throw tooManyColumns(name, options) }
        while known.count < scanner.columnCount { known.append(JSONTypes()) }
        for column in 0..<scanner.columnCount {
          let cells = scanner.cells + column * scanner.rowLimit
          var types = known[column]
          let first = types.include(cells, scanner.rowCount, block.bytes)
          guard types != known[column], let first else { continue }
          known[column] = types
          if news[column] == nil { news[column] = first.start }
        }
      }
      guard !news.isEmpty else { return [] }
      var names: [Int: String] = [:]
      for entry in 0..<scanner.keys.count {
        let column = scanner.keys.entries[entry].column
        if news[column] != nil {
          names[column] = String(decoding: scanner.keys.key(entry), as: UTF8.self)
        }
      }
      return news.sorted { $0.value < $1.value }
        .map { Found(name: names[$0.key] ?? "", types: known[$0.key]) }
    }
  }
}
