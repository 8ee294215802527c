import SystemPackage

/// The paths of entries, put together from the names of the directories above them.
struct EntryPaths {
  private let connection: CatalogConnection
  /// Absolute paths of directories.
  private var known: [Int64: [UInt8]] = [:]

  init(_ connection: CatalogConnection) {
    self.connection = connection
  }

  /// The bytes of the path of a directory; empty when there is none.
  mutating func directory(_ id: Int64) throws -> [UInt8] {
    if let path = known[id] { return path }
    let statement = try connection.statement("SELECT parent, name FROM entries WHERE id = ?")
    var chain: [(id: Int64, name: [UInt8])] = []
    var next = id
    var path: [UInt8] = []
    var seen: Set<Int64> = []
    while next != 0 {
      if let above = known[next] {
        path = above
        break
      }
      statement.reset()
      guard seen.insert(next).inserted else {
        throw connection.damaged("the directory of entry \(next) lies within itself")
      }
      statement.bind(next)
      guard try statement.step() else { return [] }
      chain.append((next, statement.bytes(1)))
      next = statement.integer(0)
    }
    statement.reset()
    for (number, link) in chain.reversed().enumerated() {
      path = path.isEmpty ? link.name : Self.joined(path, link.name)
      // Each directory of a deep chain would otherwise keep a path as long as the chain.
      if chain.count - number <= 64 { known[link.id] = path }
    }
    return path
  }

  /// The bytes of the path of an entry in a directory.
  mutating func path(_ name: [UInt8], in parent: Int64) throws -> [UInt8] {
    parent == 0 ? name : Self.joined(try directory(parent), name)
  }

  private static func joined(_ directory: [UInt8], _ name: [UInt8]) -> [UInt8] {
    var path = directory
    path.reserveCapacity(path.count + name.count + 1)
    if path.last != 0x2F { path.append(0x2F) }
    path += name
    return path
  }
}
