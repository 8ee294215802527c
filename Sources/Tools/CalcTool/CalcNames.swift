/// What lines gave names to.
struct CalcNames {
  var values: [String: CalcValue] = [:]
  var functions: [String: CalcFunction] = [:]

  /// The names of truths, which are no others'.
  static let truths = ["true": true, "false": false]

  /// How many names there may be.
  static let limit = 10_000

  /// The error for a name that nothing has, with one that is much like it.
  func unknown(_ name: String, isFunction: Bool, _ column: Int) -> CalcError {
    let known =
      isFunction
      ? Array(CalcBuiltin.all.keys) + Array(functions.keys) + ["if"]
      : values.keys.filter { $0 != "ans" } + CalcConstant.allCases.map(\.rawValue)
        + Array(Self.truths.keys)
    let kind = isFunction ? "function" : "value"
    let small = name.lowercased()
    let twin = known.sorted().first { $0.lowercased() == small }
    let near = known.sorted().min { Self.distance(name, $0) < Self.distance(name, $1) }
    let other = isFunction ? "f(x) = x^2" : "x = 3"
    let remedy =
      if let twin {
        "Did you mean \(twin)?"
      } else if let near, Self.distance(name, near) <= min(2, name.count / 2) {
        "Did you mean \(near)?"
      } else {
        "Define one, as in \(other)."
      }
    return CalcError(.name, "There is no \(kind) \(name.quoted). \(remedy)", column: column)
  }

  /// How many characters to change, add or take out to get from one word to the other.
  private static func distance(_ a: String, _ b: String) -> Int {
    let b = Array(b.prefix(40))
    var row = Array(0...b.count)
    for (i, character) in a.prefix(40).enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in b.enumerated() {
        let change = diagonal + (character == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(change, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[b.count]
  }
}
