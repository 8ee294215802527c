import BatteryFiles
import BatteryJobs
import Foundation
public import SystemPackage

/// What is known of the files of some folders: names, sizes, times, tags and texts, in one database.
///
/// One thread uses it at a time; several may have it open, and read while one writes. What a reader
/// sees is the state before a change or after it, also when the program that changes it is killed.
public final class Catalog {
  /// What a catalog is opened for.
  public enum Access: Sendable {
    /// Reading; the file must be there.
    case reading
    /// Writing; the file must be there.
    case writing
    /// Writing; the file is made when it is not there.
    case creating
  }

  /// The file; `nil` for one that lives in memory.
  public let path: FilePath?

  let connection: CatalogConnection

  /// Opens a catalog.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - access: What it is opened for.
  /// - Throws: ``JobError`` when there is none, or it is damaged, or of a newer version.
  public init(_ path: FilePath, for access: Access = .reading) throws {
    self.path = path
    let place = DisplayText.harmless(path.string)
    let isThere = (try? FileStatus(at: path)) != nil
    guard isThere || access == .creating else { throw Self.missing(place) }
    if access == .creating, !isThere { try Self.prepare(path) }
    connection = try CatalogConnection(path, isWritable: access != .reading)
    switch try CatalogSchema.state(of: connection, place) {
    case .current: break
    case .empty where access == .creating: try CatalogSchema.create(in: connection)
    case .empty: throw Self.missing(place)
    }
    if access != .reading {
      // A crash of the machine may lose the last change, never more; a kill loses nothing.
      try connection.execute("PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536")
    }
  }

  /// Makes an empty catalog that goes with this object.
  ///
  /// - Throws: ``JobError`` when there is no memory.
  public init() throws {
    path = nil
    connection = try CatalogConnection(nil, isWritable: true)
    try CatalogSchema.create(in: connection)
  }

  /// Where the catalog of a user is: `batteries/catalog.sqlite` in the data directory of the XDG
  /// specification.
  public static func defaultPath(_ environment: [String: String]) -> FilePath {
    let data = environment["XDG_DATA_HOME"].map { FilePath($0) }
    // The specification says that a relative path is to be ignored.
    if let data, data.isAbsolute { return data.pushing("batteries/catalog.sqlite") }
    let home = environment["HOME"] ?? NSHomeDirectory()
    return FilePath(home).pushing(".local/share/batteries/catalog.sqlite")
  }

  private static func missing(_ place: String) -> JobError {
    JobError(
      .notFound,
      "\(place): there is no catalog yet. Run batteries files index FOLDER first."
    )
  }

  /// Makes the directory and an empty file, both for their owner alone: names tell a lot.
  private static func prepare(_ path: FilePath) throws {
    let directory = path.removingLastComponent()
    do {
      if !directory.isEmpty {
        try FileManager.default.createDirectory(
          atPath: directory.string,
          withIntermediateDirectories: true,
          attributes: [.posixPermissions: 0o700]
        )
      }
      try FileDescriptor.open(
        path,
        .readWrite,
        options: [.create, .closeOnExec],
        permissions: [.ownerReadWrite]
      ).close()
    } catch {
      throw JobError(
        .denied,
        "\(DisplayText.harmless(path.string)): the catalog cannot be made. "
          + "Check the directory, or name another file with --catalog."
      )
    }
  }
}
