import BatteryContainers

extension CPythonCase {
  func counter(_ name: String) -> String? {
    var left = Self.counter(fields["self"])
    let other = fields["other"] as? [String: Any] ?? [:]
    let right = Self.counter(other["counts"])
    switch name {
    case "update", "subtract":
      let elements = other["elements"].map { Self.scalars($0) }
      switch (name, elements) {
      case ("update", let elements?): left.update(with: elements)
      case ("update", nil): left.update(with: right)
      case (_, let elements?): left.subtract(elements)
      case (_, nil): left.subtract(right)
      }
      return expectItems(left)
    case "add": return expectItems(left + right)
    case "sub": return expectItems(left - right)
    case "and": return expectItems(left & right)
    case "or": return expectItems(left | right)
    case "pos": return expectItems(+left)
    case "neg": return expectItems(-left)
    case "iadd": left += right
    case "isub": left -= right
    case "iand": left &= right
    case "ior": left |= right
    case "eq":
      let isSame = left == right
      return expect(isSame, fields["result"] as? Bool)
        ?? (isSame ? expect(left.hashValue, right.hashValue) : nil)
    case "le": return expect(left.isSubset(of: right), fields["result"] as? Bool)
    case "lt": return expect(left.isStrictSubset(of: right), fields["result"] as? Bool)
    case "ge": return expect(left.isSuperset(of: right), fields["result"] as? Bool)
    case "gt": return expect(left.isStrictSuperset(of: right), fields["result"] as? Bool)
    case "most_common":
      let items = left.mostCommon(number("n")).map { Item($0.element, $0.count) }
      return expect(items, Self.items(fields["result"]))
    case "elements": return expect(Array(left.elements), scalars("result"))
    case "total": return expect(left.total, number("result"))
    default: return "no test knows this method"
    }
    return expectItems(left)
  }

  func pieces() -> String? {
    let text = fields["text"] as? String ?? ""
    let bytes = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    let expected = Self.items(fields["result"])
    func items(_ counter: ByteCounter) -> [Item] {
      counter.counter.items.map { key, count in
        let text = key.reduce(into: "") { $0.unicodeScalars.append(Unicode.Scalar($1)) }
        return Item(.text(text), count)
      }
    }
    let whole = ByteCounter(splitting: bytes.span.bytes, by: 32, omittingEmpty: false)
    // The same in chunks, what is behind the last separator put before the next one.
    var streamed = ByteCounter()
    var chunk: [UInt8] = []
    for byte in bytes {
      chunk.append(byte)
      guard chunk.count % 23 == 0 else { continue }
      let used = streamed.update(
        splitting: chunk.span.bytes,
        by: 32,
        omittingEmpty: false,
        isFinal: false
      )
      chunk.removeFirst(used)
    }
    streamed.update(splitting: chunk.span.bytes, by: 32, omittingEmpty: false)
    var single = ByteCounter()
    for piece in bytes.split(separator: 32, omittingEmptySubsequences: false) { single.add(piece) }
    return expect(items(whole), expected) ?? expect(items(streamed), expected)
      ?? expect(items(single), expected)
      ?? expect(whole.total, expected.reduce(0) { $0 + $1.count })
  }

  private struct Item: Equatable {
    let element: Scalar
    let count: Int

    init(_ element: Scalar, _ count: Int) {
      self.element = element
      self.count = count
    }
  }

  private func expectItems(_ counter: Counter<Scalar>) -> String? {
    expect(counter.items.map { Item($0.element, $0.count) }, Self.items(fields["result"]))
  }

  private static func items(_ value: Any?) -> [Item] {
    (value as? [[Any]] ?? []).compactMap { pair in
      guard let element = Scalar(pair[0]), let count = pair[1] as? Int else { return nil }
      return Item(element, count)
    }
  }

  private static func counter(_ value: Any?) -> Counter<Scalar> {
    Counter(counts: items(value).map { ($0.element, $0.count) })
  }
}
