/// A JSON text, checked, and where each of its values is; texts and numbers are read when they are
/// asked for.
final class JSONTape {
  /// A value, or a key, whose value is the node behind it.
  struct Node {
    var kind: JSONToken.Kind
    /// Whether a key or text has escapes.
    var isEscaped: Bool
    /// What a number is; see ``JSONKind``.
    var number: UInt8
    /// The first byte; of keys and texts, behind the opening quote.
    var start: Int
    /// Behind the last byte; of arrays and objects, how many items or members there are.
    var end: Int
    /// The node behind this value and all that is in it.
    var next: Int
  }

  let bytes: [UInt8]
  let nodes: [Node]
  let style: JSONCodingStyle
  /// Whether an object may have a key twice, of which the last one counts.
  let keepsDuplicates: Bool
  let keyCase: JSONKeyCase

  /// A value that stands for one that is not there.
  var missing: Int { nodes.count - 1 }

  init(
    _ bytes: [UInt8],
    _ style: JSONCodingStyle,
    _ options: JSONOptions,
    keyCase: JSONKeyCase = JSONKeyCase(),
    capacity: Int = 0
  ) throws(JSONSyntaxError) {
    self.bytes = bytes
    self.style = style
    self.keyCase = keyCase
    keepsDuplicates = options.duplicateKeys == .keep
    let result: Result<[Node], JSONSyntaxError> = bytes.withUnsafeBufferPointer { bytes in
      do throws(JSONFailure) {
        return .success(try Self.parse(bytes, options, capacity))
      } catch {
        return .failure(JSONSyntaxError(error, in: bytes))
      }
    }
    nodes = try result.get()
  }

  private static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ options: JSONOptions,
    _ capacity: Int
  ) throws(JSONFailure) -> [Node] {
    guard let base = bytes.baseAddress else { throw JSONFailure(.noValue, at: 0) }
    var place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let depth = min(options.depthLimit, JSONCodingStyle.depthLimit)
    var machine = JSONMachine(depthLimit: depth)
    var nodes: [Node] = []
    nodes.reserveCapacity(capacity)
    var open: [Int] = []
    while let token = try machine.next(base, &place, bytes.count, isLast: true) {
      switch token.kind {
      case .objectEnd, .arrayEnd:
        let start = open.removeLast()
        nodes[start].next = nodes.count
        if token.kind == .objectEnd, options.duplicateKeys == .refuse {
          try refuseDuplicates(nodes, start, base)
        }
        continue
      case .key: break
      default: if let last = open.last { nodes[last].end += 1 }
      }
      let isOpening = token.kind == .objectStart || token.kind == .arrayStart
      if isOpening { open.append(nodes.count) }
      nodes.append(
        Node(
          kind: token.kind,
          isEscaped: token.isEscaped,
          number: token.number,
          start: token.start,
          end: isOpening ? 0 : token.end,
          next: nodes.count + 1
        )
      )
    }
    nodes.append(
      Node(kind: .null, isEscaped: false, number: 0, start: 0, end: 0, next: nodes.count + 1)
    )
    return nodes
  }

  private static func refuseDuplicates(
    _ nodes: [Node],
    _ object: Int,
    _ base: JSONScan.Pointer
  ) throws(JSONFailure) {
    let end = nodes[object].next
    var key = object + 1
    guard nodes[object].end <= 16 else {
      var keys: Set<String> = []
      keys.reserveCapacity(nodes[object].end)
      while key < end {
        let name = name(nodes[key], base)
        guard keys.insert(name).inserted else { throw duplicate(nodes[key], base) }
        key = nodes[key + 1].next
      }
      return
    }
    while key < end {
      var other = object + 1
      while other < key {
        if isSame(nodes[key], nodes[other], base) { throw duplicate(nodes[key], base) }
        other = nodes[other + 1].next
      }
      key = nodes[key + 1].next
    }
  }

  private static func duplicate(_ key: Node, _ base: JSONScan.Pointer) -> JSONFailure {
    JSONFailure(.duplicateKey(name(key, base)), at: key.start - 1)
  }

  private static func name(_ key: Node, _ base: JSONScan.Pointer) -> String {
    JSONScan.string(base + key.start, base + key.end, isEscaped: key.isEscaped)
  }

  private static func isSame(_ key: Node, _ other: Node, _ base: JSONScan.Pointer) -> Bool {
    if key.isEscaped || other.isEscaped { return name(key, base) == name(other, base) }
    let count = key.end - key.start
    guard count == other.end - other.start else { return false }
    for place in 0..<count where base[key.start + place] != base[other.start + place] {
      return false
    }
    return true
  }
}
