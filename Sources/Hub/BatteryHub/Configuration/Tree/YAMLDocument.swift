import Yams

/// A text as the YAML library composed it.
///
/// The library refuses a file at its first pair of equal keys and names only one of them. Each time
/// it does, the first of the two is renamed to a text of the private use area and the file is read
/// again, so that the tree holds both and a message can give both places.
struct YAMLDocument {
  private static let duplicateLimit = 20

  /// The root; `nil` when there is no document.
  let root: Node?

  /// The keys that were renamed, by their places.
  let renamed: [SourcePosition: String]

  /// Anchors live only as long as their parser does.
  private let parser: Parser

  init(composing text: String) throws(SyntaxProblem) {
    var source = SourceText(text)
    var renamed: [SourcePosition: String] = [:]
    while true {
      do {
        let parser = try Parser(yaml: source.string, resolver: .basic)
        root = try parser.singleRoot()
        self.parser = parser
        self.renamed = renamed
        return
      } catch YamlError.duplicatedKeysInMapping(let names, let context) {
        let position = SourcePosition(line: context.mark.line, column: context.mark.column)
        let name = names.first ?? ""
        let mark = Unicode.Scalar(0xE000 + UInt32(renamed.count)) ?? "?"
        guard renamed.count < Self.duplicateLimit,
          source.rename(key: name, at: position, with: mark)
        else {
          throw SyntaxProblem(
            position: position,
            message: "the key \(Wording.quote(name)) is written twice in this mapping",
            remedy: "Remove one of the two."
          )
        }
        renamed[position] = name
      } catch let error as YamlError {
        throw YAMLErrorText.problem(of: error, in: source)
      } catch {
        throw SyntaxProblem(
          position: SourcePosition(line: 1, column: 1),
          message: "the file is not YAML"
        )
      }
    }
  }
}

extension SourceText {
  /// Replaces the first letter of a key; `false` when the key is not written there letter by letter.
  fileprivate mutating func rename(
    key: String,
    at position: SourcePosition,
    with scalar: Unicode.Scalar
  ) -> Bool {
    guard let first = key.unicodeScalars.first, var index = index(of: position) else {
      return false
    }
    if scalars[index] == "\"" || scalars[index] == "'" { index += 1 }
    guard index < scalars.count, scalars[index] == first, first != "'", first != "\"" else {
      return false
    }
    replace(at: index, with: scalar)
    return true
  }
}
