import BatteryFiles
import SystemPackage

/// The directories that files go to, as they will be after the steps so far.
final class DestinationTree {
  /// What has a name.
  struct Occupant {
    var name: [UInt8]
    var kind: FileEntry.Kind
    /// Whether a step of the plan puts it there.
    var isPlanned: Bool
  }

  /// A directory cannot be made, because something else has its name.
  struct Blocked: Error, CustomStringConvertible {
    var path: FilePath
    var description: String { "\(path) is there and is no directory" }
  }

  private final class Directory {
    var names: [[UInt8]: Occupant] = [:]
    /// The next number for a name that is taken.
    var numbers: [[UInt8]: Int] = [:]
  }

  private let places: Places
  private var directories: [PlanPath: Directory] = [:]
  private var resolved: [PlanPath: PlanPath] = [:]
  private(set) var made: [PlanPath] = []

  init(_ places: Places) {
    self.places = places
  }

  /// The directory at a path, by the name that it has if one differs by case alone; those that are
  /// missing are taken into ``made``.
  ///
  /// - Throws: ``Blocked``.
  func directory(_ wanted: PlanPath) throws(Blocked) -> PlanPath {
    if let known = resolved[wanted] { return known }
    guard !wanted.isEmpty else { return wanted }
    let parent = try directory(wanted.directory)
    let name = wanted.name
    let found: PlanPath
    if let occupant = occupant(name, in: parent) {
      found = parent.appending(nameBytes: occupant.name)
      guard occupant.kind == .directory else { throw Blocked(path: places.path(found)) }
    } else {
      found = parent.appending(nameBytes: name)
      add(name, .directory, to: parent)
      directories[found] = Directory()
      made.append(found)
    }
    resolved[wanted] = found
    return found
  }

  /// Takes the directories that have to be made before the next step.
  func takeMade() -> [PlanPath] {
    defer { made = [] }
    return made
  }

  /// What has a name in a directory, in any case.
  func occupant(_ name: [UInt8], in directory: PlanPath) -> Occupant? {
    load(directory).names[NameKey.key(name)]
  }

  /// Gives a name to something.
  func add(_ name: [UInt8], _ kind: FileEntry.Kind, to directory: PlanPath) {
    load(directory).names[NameKey.key(name)] = Occupant(name: name, kind: kind, isPlanned: true)
  }

  /// Takes a name away.
  func remove(_ name: [UInt8], from directory: PlanPath) {
    guard let known = directories[directory] else { return }
    let key = NameKey.key(name)
    if known.names[key]?.name == name { known.names[key] = nil }
  }

  /// How many names a directory holds by now.
  func count(_ directory: PlanPath) -> Int { load(directory).names.count }

  /// Takes a name away that was there before all steps, whether or not the directory was looked at
  /// before.
  func depart(_ name: [UInt8], from directory: PlanPath) {
    let known = load(directory)
    let key = NameKey.key(name)
    if let occupant = known.names[key], !occupant.isPlanned, occupant.name == name {
      known.names[key] = nil
    }
  }

  /// A name that nobody has: `name_2`.
  func freeName(_ name: [UInt8], in directory: PlanPath) -> [UInt8]? {
    let known = load(directory)
    let key = NameKey.key(name)
    var number = known.numbers[key] ?? 2
    while number < 1_000_000 {
      let candidate = Self.numbered(name, number)
      number += 1
      if known.names[NameKey.key(candidate)] == nil {
        known.numbers[key] = number
        return candidate
      }
    }
    return nil
  }

  private static func numbered(_ name: [UInt8], _ number: Int) -> [UInt8] {
    let dot = FileDetails.suffixStart(name)
    let mark = Array("_\(number)".utf8)
    let suffix = Array(name[dot...])
    var stem = Array(name[..<dot])
    // 255 bytes are the longest name; a character is cut off as a whole.
    while stem.count + mark.count + suffix.count > 255, let last = stem.popLast() {
      if last & 0xC0 == 0x80 {
        while let next = stem.popLast(), next & 0xC0 == 0x80 {}
      }
    }
    return stem + mark + suffix
  }

  private func load(_ path: PlanPath) -> Directory {
    if let known = directories[path] { return known }
    let directory = Directory()
    directories[path] = directory
    var walk = DirectoryWalk(places.path(path))
    walk.maximumDepth = 1
    // What cannot be listed is seen when a step is done: nothing is ever replaced.
    try? walk.forEach { event in
      guard case .listing(let listing) = event else { return }
      for entry in listing {
        let name = entry.withName { name in name.withUnsafeBufferPointer { Array($0) } }
        directory.names[NameKey.key(name)] = Occupant(
          name: name,
          kind: entry.kind,
          isPlanned: false
        )
      }
    }
    return directory
  }
}
