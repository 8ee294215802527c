/// One value of a configuration file, with the place where it stands.
///
/// Scalars stay the text that was written, since YAML's own guesses (`no` as false, `010` as 8)
/// surprise everybody; the shape of the file says what a text means.
struct ConfigNode: Sendable {
  struct Scalar: Hashable, Sendable {
    var text: String
    var isPlain: Bool
  }

  struct Entry: Sendable {
    var key: String
    var keyPosition: SourcePosition
    var value: ConfigNode
  }

  enum Content: Sendable {
    case scalar(Scalar)
    case sequence([ConfigNode])
    case mapping([Entry])
  }

  var content: Content
  var position: SourcePosition
  var path: ConfigPath

  var scalar: Scalar? {
    guard case .scalar(let scalar) = content else { return nil }
    return scalar
  }

  /// The text, for a scalar that is one.
  var text: String? { isNull ? nil : scalar?.text }

  var items: [ConfigNode]? {
    guard case .sequence(let items) = content else { return nil }
    return items
  }

  var entries: [Entry]? {
    guard case .mapping(let entries) = content else { return nil }
    return entries
  }

  /// Whether nothing was written: `key:`, `key: ~` or `key: null`.
  var isNull: Bool {
    guard let scalar, scalar.isPlain else { return false }
    return scalar.text.isEmpty || scalar.text == "~" || scalar.text == "null"
  }

  subscript(_ key: String) -> ConfigNode? {
    entries?.first { $0.key == key }?.value
  }

  /// The value at the end of a path such as `steps.0.run` or `steps[0].run`, or the last value on
  /// the way there.
  func nearest(_ path: String) -> ConfigNode {
    var node = self
    let keys = path.split { $0 == "." || $0 == "[" || $0 == "]" }
    for key in keys {
      if let next = node[String(key)] {
        node = next
      } else if let items = node.items, let index = Int(key), items.indices.contains(index) {
        node = items[index]
      } else {
        break
      }
    }
    return node
  }
}
