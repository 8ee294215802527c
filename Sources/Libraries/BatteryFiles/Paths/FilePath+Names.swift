public import SystemPackage

extension FilePath {
  /// What of the last name comes before its suffix: `stem` of `pathlib`, byte for byte.
  ///
  /// `archive.tar` of `archive.tar.gz`, and `.profile` of `.profile`; `nil` for a path without names.
  public var stemName: Component? {
    guard let name = lastComponent else { return nil }
    let bytes = name.bytes
    return Component(bytes: bytes[..<Self.suffixStart(bytes)])
  }

  /// The last suffix of the last name, with its dot; `nil` when there is none.
  ///
  /// A dot at the beginning or at the end of a name begins no suffix.
  public var suffix: Component? {
    guard let bytes = lastComponent?.bytes else { return nil }
    return Component(bytes: bytes[Self.suffixStart(bytes)...])
  }

  /// All suffixes of the last name: `.tar` and `.gz` of `archive.tar.gz`.
  public var suffixes: [Component] {
    guard let bytes = lastComponent?.bytes, bytes.last != 0x2E else { return [] }
    let parts = bytes.drop { $0 == 0x2E }.split(separator: 0x2E, omittingEmptySubsequences: false)
    return parts.dropFirst().compactMap { Component(bytes: [0x2E] + $0) }
  }

  /// Returns the path with another last name.
  ///
  /// - Parameter name: The name.
  /// - Returns: The path.
  /// - Throws: ``FileError`` when the path has no name, or the new one is a dot.
  public func with(name: Component) throws(FileError) -> FilePath {
    guard lastComponent != nil, name.kind != .currentDirectory else {
      throw FileError(
        path: self,
        operation: "change the name to \"\(name)\"",
        cause: nil,
        remedy: "Take a path that has a name, and a name that is none for a directory itself."
      )
    }
    return removingLastComponent().appending(name)
  }

  /// Returns the path with another name before the suffix of the last name.
  ///
  /// - Parameter stem: What comes before the suffix.
  /// - Returns: The path.
  /// - Throws: ``FileError`` when the path has no name.
  public func with(stem: Component) throws(FileError) -> FilePath {
    let suffix = suffix?.bytes ?? []
    return try with(name: Component(bytes: stem.bytes + suffix) ?? stem)
  }

  /// Returns the path with another suffix of the last name, or one more if it has none.
  ///
  /// - Parameter suffix: The suffix with its dot; an empty one takes the suffix away.
  /// - Returns: The path.
  /// - Throws: ``FileError`` when the path has no name, or when `suffix` is none: it begins with a
  ///   dot, has something behind it, and no `/`.
  public func with(suffix: String) throws(FileError) -> FilePath {
    let bytes = Array(suffix.utf8)
    let isSuffix = bytes.first == 0x2E && bytes.count > 1 && !bytes.contains(0x2F)
    guard bytes.isEmpty || isSuffix, !bytes.contains(0) else {
      throw FileError(
        path: self,
        operation: "change the suffix to \"\(suffix)\"",
        cause: nil,
        remedy: "Write a suffix with its dot, such as .txt."
      )
    }
    guard let stem = stemName, let name = Component(bytes: stem.bytes + bytes) else {
      return try with(name: ".")
    }
    return try with(name: name)
  }

  private static func suffixStart(_ name: [UInt8]) -> Int {
    guard let dot = name.lastIndex(of: 0x2E), dot > 0, dot < name.count - 1 else {
      return name.count
    }
    return dot
  }
}
