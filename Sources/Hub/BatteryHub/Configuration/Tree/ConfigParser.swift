/// Reads YAML into a tree, within limits and without the parts of YAML that surprise.
///
/// One document, at most 1 MiB, 32 levels and 100,000 values; no anchors, aliases, merge keys or
/// tags. A key that is written twice is reported with both places.
struct ConfigParser {
  static let sizeLimit = 1 << 20
  static let depthLimit = 32
  static let nodeLimit = 100_000

  private var problems: ProblemList

  /// Reads a file's bytes.
  ///
  /// Keys that are written twice are added to the problems, and their first value is kept.
  ///
  /// - Returns: `nil` when the file could not be read or holds no document.
  static func parse(_ bytes: [UInt8], problems: inout ProblemList) -> ConfigNode? {
    var parser = ConfigParser(problems: problems)
    defer { problems = parser.problems }
    do throws(SyntaxProblem) {
      let text = try parser.decode(bytes)
      guard let root = try parser.tree(of: text) else {
        throw SyntaxProblem(
          position: SourcePosition(line: 1, column: 1),
          message: "the file says nothing",
          remedy: "Write the jobs under \"jobs:\"; \"batteries init\" writes an example."
        )
      }
      return root
    } catch {
      parser.problems.add(at: error.position, path: error.path, error.message, error.remedy)
      return nil
    }
  }

  private func decode(_ bytes: [UInt8]) throws(SyntaxProblem) -> String {
    let start = SourcePosition(line: 1, column: 1)
    guard bytes.count <= Self.sizeLimit else {
      throw SyntaxProblem(
        position: start,
        message: "the file is larger than 1 MiB",
        remedy: "Move long scripts into files of their own."
      )
    }
    let mark = [0xEF, 0xBB, 0xBF] as [UInt8]
    let body = bytes.starts(with: mark) ? bytes.dropFirst(3) : bytes[...]
    let text = String(decoding: body, as: UTF8.self)
    if !text.utf8.elementsEqual(body) {
      let index = zip(text.utf8, body).enumerated().first { $1.0 != $1.1 }?.offset ?? body.count
      let valid = String(decoding: body.prefix(index), as: UTF8.self) + "x"
      let source = SourceText(valid)
      throw SyntaxProblem(
        position: source.position(of: source.scalars.count - 1),
        message: "this is not UTF-8 text",
        remedy: "Save the file as UTF-8."
      )
    }
    if let index = Array(text.unicodeScalars).firstIndex(where: { !Self.isAllowed($0) }) {
      let source = SourceText(text)
      let code = String(source.scalars[index].value, radix: 16, uppercase: true)
      throw SyntaxProblem(
        position: source.position(of: index),
        message: "the character U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code) "
          + "may not stand in the file",
        remedy: "Remove it, or write it as an escape in double quotes."
      )
    }
    return text
  }

  /// What YAML 1.1 lets stand in a text.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD,
      0x10000...0x10FFFF:
      true
    default: false
    }
  }

  private mutating func tree(of text: String) throws(SyntaxProblem) -> ConfigNode? {
    // An alias as a key makes the library compare all that it stands for, which grows without
    // limit. With every "*" replaced no alias is left, and the anchors are found safely.
    if text.utf8.contains(UInt8(ascii: "&")), text.utf8.contains(UInt8(ascii: "*")) {
      let scalars = text.unicodeScalars.map { $0 == "*" ? "\u{F8FF}" as Unicode.Scalar : $0 }
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars)
      var unused = ProblemList(file: problems.file)
      _ = try TreeBuilder.build(YAMLDocument(composing: String(view)), problems: &unused)
    }
    return try TreeBuilder.build(YAMLDocument(composing: text), problems: &problems)
  }
}
