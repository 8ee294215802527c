import BatteryFiles
import SystemPackage

/// A hidden directory beside a target in which something is made until it is whole.
///
/// Its name is that of the run, so that what a crash leaves in it is found and removed.
struct Workshop {
  private let name: [UInt8]
  private let places: Places

  init(_ run: String, _ places: Places) {
    name = Array(".batteries-\(run)".utf8)
    self.places = places
  }

  /// Makes something there, and gives it its name when it is whole.
  ///
  /// - Parameters:
  ///   - target: What it is to be called.
  ///   - beforeNaming: Called when it is whole and before it has its name.
  ///   - body: Makes it at a path.
  /// - Throws: ``FileError``, also when the name is taken by now, or what `body` throws.
  func make(
    _ target: PlanPath,
    beforeNaming: (PlanPath) throws -> Void = { _ in },
    _ body: (FilePath) throws -> Void
  ) throws {
    let root = places.roots[target.place]
    let directory = target.directory.appending(nameBytes: name)
    clear(beside: target)
    try root.makeDirectory(directory.path, permissions: .ownerReadWriteExecute)
    defer { clear(beside: target) }
    let made = directory.appending(nameBytes: target.name)
    try body(places.path(made))
    try beforeNaming(made)
    try root.move(made.path, to: target.path, in: root)
  }

  /// Removes what is left there.
  func clear(beside target: PlanPath) {
    let directory = target.directory.appending(nameBytes: name)
    let root = places.roots[target.place]
    guard (try? root.attributes(of: directory.path).kind) == .directory else { return }
    _ = try? FileTransfer().remove(places.path(directory))
  }
}
