/// Puts a value together of its parts, in their order.
struct JSONBuilder {
  /// An array or object that is not closed yet.
  private struct Frame {
    var isObject: Bool
    var items: [JSONValue] = []
    var members: [JSONObject.Member] = []
    var key = ""
    /// The keys so far, once there are too many to search through.
    var keys: Set<String>?
  }

  private let duplicateKeys: JSONOptions.DuplicateKeys
  private var frames: [Frame] = []
  private(set) var result = JSONValue.null

  init(_ options: JSONOptions) {
    duplicateKeys = options.duplicateKeys
  }

  /// Takes the next part, whose bytes are at `base`.
  mutating func take(_ token: JSONToken, _ base: JSONScan.Pointer) throws(JSONFailure) {
    switch token.kind {
    case .objectStart: frames.append(Frame(isObject: true))
    case .arrayStart: frames.append(Frame(isObject: false))
    case .objectEnd, .arrayEnd:
      let frame = frames.removeLast()
      add(frame.isObject ? .object(JSONObject(frame.members)) : .array(frame.items))
    case .key:
      let key = JSONScan.string(base + token.start, base + token.end, isEscaped: token.isEscaped)
      if duplicateKeys == .refuse, !isNew(key) {
        throw JSONFailure(.duplicateKey(key), at: token.start - 1)
      }
      frames[frames.count - 1].key = key
    default: add(Self.scalar(token, base))
    }
  }

  /// The value of a part that is one alone.
  static func scalar(_ token: JSONToken, _ base: JSONScan.Pointer) -> JSONValue {
    let start = base + token.start
    let end = base + token.end
    switch token.kind {
    case .text: return .string(JSONScan.string(start, end, isEscaped: token.isEscaped))
    case .yes: return .boolean(true)
    case .no: return .boolean(false)
    case .number:
      switch token.number {
      case JSONKind.smallInteger, JSONKind.integer:
        return .integer(JSONScan.smallInteger(start, end - start))
      case JSONKind.longInteger:
        if let value = JSONScan.integer(start, end - start) { return .integer(value) }
      default: break
      }
      return .number(JSONNumber(verified: JSONScan.string(start, end, isEscaped: false)))
    default: return .null
    }
  }

  private mutating func add(_ value: JSONValue) {
    let last = frames.count - 1
    guard last >= 0 else {
      result = value
      return
    }
    if frames[last].isObject {
      frames[last].members.append(JSONObject.Member(frames[last].key, value))
    } else {
      frames[last].items.append(value)
    }
  }

  private mutating func isNew(_ key: String) -> Bool {
    let last = frames.count - 1
    if frames[last].keys != nil { return frames[last].keys?.insert(key).inserted ?? true }
    if frames[last].members.contains(where: { $0.key == key }) { return false }
    if frames[last].members.count >= 16 {
      frames[last].keys = Set(frames[last].members.map(\.key) + [key])
    }
    return true
  }
}
