import BatteryFiles
import SystemPackage

/// Packs files into an archive whose name says which it is.
struct ArchivePacker {
  enum Format: Sendable {
    case zip
    case tar
    case gzippedTar

    /// The format by a name's end; `nil` for another.
    init?(_ name: [UInt8]) {
      let text = String(decoding: name, as: UTF8.self).lowercased()
      if text.hasSuffix(".zip") {
        self = .zip
      } else if text.hasSuffix(".tar") {
        self = .tar
      } else if text.hasSuffix(".tar.gz") || text.hasSuffix(".tgz") {
        self = .gzippedTar
      } else {
        return nil
      }
    }
  }

  /// A file was changed while it was packed.
  struct Changed: Error, CustomStringConvertible {
    var path: PlanPath
    var description: String { "\(EscapedPath.text(path.path)) was changed meanwhile" }
  }

  private let places: Places

  init(_ places: Places) {
    self.places = places
  }

  /// Packs files, each under its path beneath its directory.
  ///
  /// - Throws: ``Changed``, ``FileError`` or ``ArchiveError``; the archive is of no use then.
  func pack(_ members: [OrganizeStep.Member], into path: FilePath) throws {
    guard let name = path.lastComponent, let format = Format(name.bytes) else {
      throw FileError(path: path, operation: "pack", cause: .invalidArgument)
    }
    let output = try FileArchiveOutput(path)
    let writer: any ArchiveWriter =
      switch format {
      case .zip: try ZipWriter(output)
      case .tar: TarWriter(output)
      case .gzippedTar: TarWriter(try GzipArchiveOutput(output))
      }
    for member in members { try add(member, to: writer) }
    try writer.finish()
  }

  private func add(_ member: OrganizeStep.Member, to writer: any ArchiveWriter) throws {
    let root = places.roots[member.path.place]
    let file = try root.open(member.path.path, options: [.noFollow, .nonBlocking])
    let input = FileArchiveInput(file, path: places.path(member.path), isOwned: true)
    var entry = ArchiveEntry(
      "",
      kind: .file,
      size: member.stamp.size,
      modified: member.stamp.modified
    )
    entry.name = member.path.path.bytes
    let attributes = try root.attributes(of: member.path.path)
    entry.permissions = attributes.permissions
    try writer.add(entry, contents: input)
    // What was read has to be what the plan says: the original may go to the trash for it.
    guard member.stamp.isOf(try root.attributes(of: member.path.path)) else {
      throw Changed(path: member.path)
    }
  }
}
