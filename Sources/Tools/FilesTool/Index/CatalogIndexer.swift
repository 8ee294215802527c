public import BatteryFiles
import BatteryJobs
public import Foundation
public import SystemPackage

/// Brings a catalog up to what is on the disk.
public struct CatalogIndexer {
  private let catalog: Catalog
  private let cancellation: BlockingWork.Cancellation

  private struct DryRun: Error {}

  /// Prepares for work on a catalog that is open for writing.
  ///
  /// - Parameters:
  ///   - catalog: The catalog.
  ///   - cancellation: Ends the work early, with the catalog as it was before.
  public init(_ catalog: Catalog, _ cancellation: BlockingWork.Cancellation = .init()) {
    self.catalog = catalog
    self.cancellation = cancellation
  }

  /// Indexes a folder, or a directory in a folder that the catalog has.
  ///
  /// What did not change is not read. A directory that holds folders of the catalog takes them over.
  ///
  /// - Parameters:
  ///   - path: The absolute path.
  ///   - options: How; as the last time if nothing is said.
  ///   - isDryRun: Whether the catalog stays as it is.
  ///   - now: The time that the catalog is as fresh as.
  /// - Returns: What was found and changed.
  /// - Throws: ``JobError`` when there is no such directory or the catalog cannot be written,
  ///   `CancellationError`.
  public func index(
    _ path: FilePath,
    _ options: FolderOptions? = nil,
    isDryRun: Bool = false,
    now: Date = Date()
  ) throws -> IndexCounts {
    let status = try Self.status(of: path)
    var counts = IndexCounts()
    var folder: Catalog.Folder?
    do {
      try catalog.connection.transaction {
        let newest = try catalog.connection.integer("SELECT max(id) FROM entries")
        let target = try self.target(path, options)
        folder = target.folder
        let writer = try EntryWriter(catalog.connection)
        var scan = FolderScan(
          writer,
          root: target.path,
          entry: target.entry,
          target.folder.options,
          cancellation
        )
        try scan.run()
        counts = scan.counts
        if target.entry == target.folder.entry {
          try writer.update(target.entry, EntryFacts(status, name: []))
          try catalog.setIndexed(target.folder, now)
        }
        if target.folder.options.xattr {
          try AttributeTags(catalog.connection, cancellation).read(below: target.entry)
        }
        var keeper = TagKeeper(catalog.connection, cancellation)
        try keeper.run(after: newest)
        counts.add(keeper.counts)
        if isDryRun { throw DryRun() }
      }
    } catch is DryRun {
      return counts
    } catch let error as FileError {
      throw JobError(
        error.cause == .permissionDenied ? .denied : .inputOutput,
        DisplayText.harmless(error.description)
      )
    }
    if let folder, folder.options.text {
      counts.add(try TextIndexer(catalog.connection, cancellation).run(in: folder))
    }
    try catalog.applyRules(now: now)
    try? catalog.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return counts
  }

  private static func status(of path: FilePath) throws -> FileStatus {
    let place = DisplayText.harmless(path.string)
    do {
      let status = try FileStatus(at: path)
      guard status.kind == .directory else {
        throw JobError(.invalidInput, "\(place): it is no directory. Name the one it is in.")
      }
      return status
    } catch let error as FileError {
      throw JobError(
        error.cause == .permissionDenied ? .denied : .notFound,
        DisplayText.harmless(error.description)
      )
    }
  }

  private struct Target {
    var folder: Catalog.Folder
    var path: FilePath
    var entry: Int64
  }

  private func target(_ path: FilePath, _ options: FolderOptions?) throws -> Target {
    let folders = try catalog.folders()
    if let known = folders.first(where: { path.starts(with: $0.path) }) {
      if known.path == path {
        let folder = try catalog.add(folder: path, options ?? known.options)
        return Target(folder: folder, path: path, entry: folder.entry)
      }
      if let entry = try catalog.entry(at: path) {
        return Target(folder: known, path: path, entry: entry)
      }
      return Target(folder: known, path: known.path, entry: known.entry)
    }
    for inner in folders where inner.path.starts(with: path) { try catalog.remove(inner) }
    let folder = try catalog.add(folder: path, options ?? FolderOptions())
    return Target(folder: folder, path: path, entry: folder.entry)
  }
}
