/// A mapping with known keys.
struct ObjectShape: Sendable {
  struct Field: Sendable {
    var name: String
    var shape: Shape
    var summary: String
    var isRequired = false
    var defaultValue: String?

    init(
      _ name: String,
      _ shape: Shape,
      _ summary: String,
      isRequired: Bool = false,
      defaultValue: String? = nil
    ) {
      self.name = name
      self.shape = shape
      self.summary = summary
      self.isRequired = isRequired
      self.defaultValue = defaultValue
    }
  }

  /// What to say instead of the usual words.
  struct Advice: Sendable {
    var message: String
    var remedy: String
  }

  var fields: [Field]

  /// Keys of which at most one may be there.
  var atMostOne: [String] = []

  /// Keys of which exactly one must be there.
  var exactlyOne: [String] = []

  /// Keys that people write here and that belong elsewhere.
  var misplaced: [String: Advice] = [:]

  /// What to say of a value that is not a mapping; the value itself is then not shown.
  var otherwise: Advice?

  /// What an unknown key without a neighbour is answered with.
  var unknown: String?

  /// What it is, for editors.
  var summary = ""
}
