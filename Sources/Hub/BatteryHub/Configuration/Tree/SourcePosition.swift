/// A place in a text: both figures count from 1, the column in Unicode scalars.
struct SourcePosition: Hashable, Sendable, Comparable {
  var line: Int
  var column: Int

  static func < (left: SourcePosition, right: SourcePosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}
