extension FileQuery {
  /// What is looked for, in one line, as the options of a command line.
  public var summary: String {
    var parts = words.map { word in
      word.contains(where: \.isWhitespace) ? "\"\(word)\"" : word
    }
    parts += kinds.map { "--kind \($0.rawValue)" }
    parts += extensions.map { "--ext \($0)" }
    if let size { parts.append("--size \(size)") }
    if let modified { parts.append("--modified \(modified)") }
    parts += tags.map { "--tag \($0)" }
    parts += withoutTags.map { "--without-tag \($0)" }
    if let folder { parts.append("--folder \(folder)") }
    if let contains { parts.append("--contains \(contains)") }
    return parts.joined(separator: " ")
  }
}
