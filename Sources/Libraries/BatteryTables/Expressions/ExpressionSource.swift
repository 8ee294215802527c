/// The text of an expression and what to call it, for errors that show the place.
struct ExpressionSource: Sendable {
  var text: String
  var name: String

  /// Whether a double quote stands at a byte of the text, as in other languages before a text.
  func isQuoted(at offset: Int) -> Bool {
    text.utf8.dropFirst(offset).first == UInt8(ascii: "\"")
  }

  /// What is said of a name in double quotes that is no column.
  static func hint(_ name: String) -> String {
    let text = name.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
    return "A text stands in single quotes: '\(text)'."
  }

  /// A problem at a byte of the text.
  func error(
    at offset: Int,
    _ message: String,
    code: TableError.Code = .invalidExpression
  ) -> TableError {
    var line = 1
    var column = 1
    for scalar in String(decoding: text.utf8.prefix(offset), as: UTF8.self).unicodeScalars {
      if scalar == "\n" {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
    return TableError(code, "\(name):\(line):\(column): \(message)")
  }
}

/// The name that is most like another, for "did you mean"; `nil` when none is near.
///
/// The distance is that of Damerau and Levenshtein with adjacent transpositions.
func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
  let wanted = Array(name.lowercased().unicodeScalars)
  var best: (distance: Int, name: String)?
  for candidate in candidates {
    let other = Array(candidate.lowercased().unicodeScalars)
    guard abs(other.count - wanted.count) <= 2 else { continue }
    let distance = editDistance(wanted, other)
    if distance <= max(1, wanted.count / 3), distance < best?.distance ?? .max {
      best = (distance, candidate)
    }
  }
  return best?.name
}

private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for row in 0..<left.count {
    var current = [row + 1]
    for column in 0..<right.count {
      var cost = min(
        last[column] + (left[row] == right[column] ? 0 : 1),
        last[column + 1] + 1,
        current[column] + 1
      )
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        cost = min(cost, beforeLast[column - 1] + 1)
      }
      current.append(cost)
    }
    (beforeLast, last) = (last, current)
  }
  return last[right.count]
}
