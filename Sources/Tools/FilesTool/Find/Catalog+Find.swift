public import Foundation
public import SystemPackage

extension Catalog {
  /// Finds files.
  ///
  /// - Parameters:
  ///   - query: What is looked for.
  ///   - order: The order of what is found.
  ///   - limit: How many are returned at most, the first in the order.
  ///   - withTags: Whether the tags of each are looked up.
  ///   - now: What ages are counted from.
  ///   - home: The directory that a relative folder is below.
  /// - Returns: What was found.
  /// - Throws: ``JobError`` when the search cannot be understood or the catalog not be read.
  public func find(
    _ query: FileQuery,
    order: FileQuery.Order = .path,
    limit: Int? = nil,
    withTags: Bool = false,
    now: Date = Date(),
    home: FilePath = "/"
  ) throws -> [FoundFile] {
    var found: [FoundFile] = []
    let most = limit ?? .max
    guard most > 0 else { return [] }
    try FileSearch(self, query, now: now, home: home).run { file in
      found.append(file)
      return order != .none || found.count < most
    }
    sort(&found, order)
    if found.count > most { found.removeSubrange(most...) }
    if withTags {
      for index in found.indices { found[index].tags = try tags(ofEntry: found[index].id) }
    }
    return found
  }

  private func sort(_ found: inout [FoundFile], _ order: FileQuery.Order) {
    switch order {
    case .none: return
    case .path: found.sort { Self.isBefore($0.pathBytes[...], $1.pathBytes[...]) }
    case .name: found.sort { Self.isBefore($0.nameBytes, $1.nameBytes) }
    case .size: found.sort { ($1.size, $0.id) < ($0.size, $1.id) }
    case .modified: found.sort { ($1.modified, $0.id) < ($0.modified, $1.id) }
    }
  }

  /// Whether bytes come before others, as `memcmp` has it: the sort of many paths is as fast.
  private static func isBefore(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
    left.withUnsafeBytes { left in
      right.withUnsafeBytes { right in
        let count = min(left.count, right.count)
        guard let first = left.baseAddress, let other = right.baseAddress else {
          return left.count < right.count
        }
        let order = memcmp(first, other, count)
        return order == 0 ? left.count < right.count : order < 0
      }
    }
  }
}
