public import SystemPackage

extension FilePath {
  /// Whether the last names match the parts of a pattern: `PurePath.match`.
  ///
  /// The pattern is Python's, each part as ``FilenamePattern`` has it; `**` is as `*`. An absolute
  /// one has to match the whole path. Many paths are matched faster by a ``Glob``.
  ///
  /// - Parameters:
  ///   - pattern: The pattern; an empty one matches nothing.
  ///   - ignoresCase: Whether upper and lower case are the same.
  /// - Returns: Whether they match.
  public func match(_ pattern: FilePath, ignoresCase: Bool = false) -> Bool {
    let own = names
    let parts = pattern.names
    if parts.isEmpty { return pattern.isAbsolute && isAbsolute && own.isEmpty }
    guard parts.count <= own.count else { return false }
    if pattern.isAbsolute, !isAbsolute || parts.count != own.count { return false }
    return zip(own.reversed(), parts.reversed()).allSatisfy { name, part in
      FilenamePattern(bytes: part.bytes, ignoresCase: ignoresCase).matches(name.bytes.span)
    }
  }

  /// Whether the whole path matches a pattern: `PurePath.full_match`.
  ///
  /// The pattern is Python's, each part as ``FilenamePattern`` has it; `**` as a whole part stands
  /// for any number of parts, for at least one at the end.
  ///
  /// - Parameters:
  ///   - pattern: The pattern.
  ///   - ignoresCase: Whether upper and lower case are the same.
  /// - Returns: Whether it matches.
  public func fullMatch(_ pattern: FilePath, ignoresCase: Bool = false) -> Bool {
    var parts: [PathPattern.Part] = []
    for part in pattern.names {
      let next: PathPattern.Part =
        part == "**"
        ? .anyParts
        : .name(FilenamePattern.compile(PatternUnit.all(part.bytes), ignoresCase: ignoresCase))
      if next != .anyParts || parts.last != .anyParts { parts.append(next) }
    }
    if pattern.isAbsolute, !isAbsolute { return false }
    let hasOnlyRest = parts == [.anyParts]
    if hasOnlyRest { return true }
    if isAbsolute, !pattern.isAbsolute {
      // The root and one name at least are part of what a leading `**` stands for.
      guard parts.first == .anyParts else { return false }
      parts.insert(.name(NamePattern([.anyRun])), at: 0)
    }
    if parts.last == .anyParts { parts.append(.name(NamePattern([.anyRun]))) }
    let own = names
    if own.isEmpty { return parts.isEmpty }
    let bytes = Array(own.map(\.bytes).joined(separator: [0x2F]))
    return PathPattern(parts).matches(bytes.span)
  }
}
