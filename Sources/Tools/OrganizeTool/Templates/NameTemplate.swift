import BatteryJobs

/// A name or path with fields: `{created:yyyy}/{created:MM}/{stem}-{counter:3}{suffix}`.
///
/// `{{` and `}}` stand for a brace. Fields with a bar between them stand for the first that the file
/// has: `{taken|modified:yyyy}`, `{extension|other}`. What is behind the colon says how it is
/// written.
struct NameTemplate: Hashable, Sendable {
  enum Piece: Hashable, Sendable {
    case literal([UInt8])
    case field([TemplateField], TemplateFormat)
  }

  let text: String
  let pieces: [Piece]

  /// Reads a template; `groups` are those of the rule's regular expression.
  init(_ text: String, groups: Set<String> = []) throws(TemplateError) {
    self.text = text
    var pieces: [Piece] = []
    var literal: [UInt8] = []
    var rest = Array(text.utf8)[...]
    let fail = { (problem: String, remedy: String) in
      TemplateError(template: text, problem: problem, remedy: remedy)
    }
    guard !text.isEmpty else { throw fail("is empty", "Write a path, such as Documents/.") }
    while let byte = rest.popFirst() {
      if byte == 0 { throw fail("has a zero byte in it", "Take it out.") }
      guard byte == 0x7B || byte == 0x7D else {
        literal.append(byte)
        continue
      }
      if rest.first == byte {
        rest.removeFirst()
        literal.append(byte)
        continue
      }
      guard byte == 0x7B else {
        throw fail("has a } that no { opens", "Write }} for a brace that is meant as it is.")
      }
      guard let end = rest.firstIndex(of: 0x7D) else {
        throw fail("has a { that no } closes", "Write {{ for a brace that is meant as it is.")
      }
      let field = String(decoding: rest[..<end], as: UTF8.self)
      rest = rest[(end + 1)...]
      if !literal.isEmpty { pieces.append(.literal(literal)) }
      literal = []
      do throws(TemplateFormat.Problem) {
        pieces.append(try Self.field(field, groups))
      } catch {
        throw fail(error.problem, error.remedy)
      }
    }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    self.pieces = pieces
  }

  private static func field(
    _ text: String,
    _ groups: Set<String>
  ) throws(TemplateFormat.Problem) -> Piece {
    let colon = text.firstIndex(of: ":")
    let names = text[..<(colon ?? text.endIndex)]
      .split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    let format = colon.map { String(text[text.index(after: $0)...]) }
    var fields: [TemplateField] = []
    for (index, name) in names.enumerated() {
      if let field = TemplateField(name) {
        fields.append(field)
      } else if groups.contains(name) {
        fields.append(.group(name))
      } else if index > 0, !name.isEmpty, !name.contains("/") {
        fields.append(.word(name))
      } else {
        let near = NearestWord.find(name, in: TemplateField.names + groups)
        throw TemplateFormat.Problem(
          problem: "has no field \"\(name)\"",
          remedy: near.map { "Did you mean {\($0)}?" }
            ?? "The fields are \(TemplateField.names.joined(separator: ", "))."
        )
      }
    }
    return .field(fields, try TemplateFormat(format, for: fields, in: text))
  }

  /// All fields in it.
  var fields: Set<TemplateField> {
    var fields: Set<TemplateField> = []
    for case .field(let found, _) in pieces { fields.formUnion(found) }
    return fields
  }

  /// Whether it stands for a directory, in which a file keeps its name: it ends with a slash, or no
  /// field behind its last slash tells files apart.
  var isDirectory: Bool {
    guard !text.hasSuffix("/") else { return true }
    for piece in pieces.reversed() {
      switch piece {
      case .literal(let bytes): if bytes.contains(0x2F) { return true }
      case .field(let fields, _): if fields.contains(where: \.isName) { return false }
      }
    }
    return true
  }

  /// Checks what can be known of the path before there is a file.
  func checkPath() throws(TemplateError) {
    let parts = text.split(separator: "/")
    if parts.contains("..") {
      throw TemplateError(
        template: text,
        problem: "has a part \"..\"",
        remedy: "Give an absolute path, and name it in outside."
      )
    }
  }
}
