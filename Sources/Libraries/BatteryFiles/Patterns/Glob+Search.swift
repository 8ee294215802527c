public import SystemPackage

extension Glob {
  /// Returns the paths below a directory that match: `glob.glob`.
  ///
  /// A pattern that begins with `/` is looked for from the root of the file system on, one that ends
  /// with `/` is for directories only. Links to directories are followed; by `**` only if that is
  /// asked for, and then not in circles. What cannot be looked at is left out.
  ///
  /// - Parameters:
  ///   - directory: The directory from which a relative pattern goes.
  ///   - includesHidden: Whether `*`, `?`, `[…]` and `**` match names that begin with a dot.
  ///   - followsLinks: Whether `**` follows links to directories.
  /// - Returns: The paths as the pattern has them, relative to `directory` or absolute, sorted by
  ///   their bytes.
  public func paths(
    in directory: FilePath,
    includesHidden: Bool = false,
    followsLinks: Bool = false
  ) -> [FilePath] {
    var found: Set<FilePath> = []
    for alternative in alternatives {
      var parts = alternative.parts
      var prefix = FilePath()
      if parts.count > 1, parts[0].literal == [] {
        prefix = "/"
        parts.removeFirst()
      }
      let needsDirectory = parts.last?.literal == []
      if needsDirectory { parts.removeLast() }
      while let name = parts.first?.literal, let component = FilePath.Component(bytes: name) {
        prefix.append(component)
        parts.removeFirst()
      }
      let search = GlobSearch(
        base: directory.pushing(prefix),
        prefix: prefix,
        pattern: PathPattern(parts),
        needsDirectory: needsDirectory,
        hidesDots: !includesHidden,
        followsLinks: followsLinks
      )
      found.formUnion(search.paths())
    }
    return found.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }
}

/// The search for one of the alternatives of a ``Glob``.
private struct GlobSearch {
  /// Where the walk begins, and how that is written in the result.
  let base: FilePath
  let prefix: FilePath
  let pattern: PathPattern
  let needsDirectory: Bool
  let hidesDots: Bool
  let followsLinks: Bool

  func paths() -> [FilePath] {
    if pattern.parts.isEmpty {
      let status = try? FileStatus(at: base, followsLink: needsDirectory)
      return status.map { !needsDirectory || $0.kind == .directory } == true ? [prefix] : []
    }
    var walk = DirectoryWalk(base)
    walk.maximumDepth = pattern.depth
    walk.links = followsLinks || pattern.depth < .max ? .follow : .never
    walk.filter = { choice(for: $0) }
    var paths: [FilePath] = []
    // Without a `**` before them, no parts at all can match only the directory itself.
    if pattern.parts == [.anyParts], (try? FileStatus(at: base).kind) == .directory {
      if !prefix.isEmpty { paths.append(prefix) }
    }
    try? walk.forEach { event in
      guard case .listing(let listing) = event else { return }
      let directory = listing.path
      for entry in listing {
        let path = prefix.pushing(directory.appending(entry.name))
        if needsDirectory, entry.kind == .symbolicLink {
          let status = try? FileStatus(at: base.pushing(directory.appending(entry.name)))
          guard status?.kind == .directory else { continue }
        }
        paths.append(path)
      }
    }
    return paths
  }

  private func choice(for entry: WalkEntry) -> WalkChoice {
    // What is looked for in most searches has a name and may be anywhere.
    if pattern.parts.count == 2, pattern.parts[0] == .anyParts,
      case .name(let name) = pattern.parts[1]
    {
      let isVisible = !hidesDots || !entry.isHidden || name.beginsWithDot
      let isMatch = isVisible && entry.withName { name.matches($0) }
      var choice: WalkChoice = isMatch && isWanted(entry) ? .list : .none
      if entry.kind == .directory, !hidesDots || !entry.isHidden { choice.insert(.enter) }
      return choice
    }
    return entry.withPath { path in
      let isMatch = isWanted(entry) && pattern.matches(path, hidesDots: hidesDots)
      var choice: WalkChoice = isMatch ? .list : .none
      if entry.kind == .directory, pattern.canMatch(below: path, hidesDots: hidesDots) {
        choice.insert(.enter)
      }
      return choice
    }
  }

  private func isWanted(_ entry: WalkEntry) -> Bool {
    !needsDirectory || entry.kind == .directory || entry.kind == .symbolicLink
  }
}
