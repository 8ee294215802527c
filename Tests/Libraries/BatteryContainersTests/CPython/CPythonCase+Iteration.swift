import BatteryContainers

extension CPythonCase {
  func sliced() -> String? {
    let source = Source(values)
    let slice = source.islice(
      from: number("start") ?? 0,
      to: number("stop"),
      by: number("step") ?? 1
    )
    return expect(Array(slice), scalars("result")) ?? expect(Array(source), scalars("rest"))
  }

  func accumulated() -> String? {
    let functions: [String: (Scalar, Scalar) -> Scalar] = [
      "add": { $0 + $1 }, "mul": { $0 * $1 }, "min": { min($0, $1) }, "max": { max($0, $1) },
    ]
    guard let function = functions[fields["function"] as? String ?? ""] else {
      return "no test knows this function"
    }
    guard let initial = Scalar(fields["initial"]) else {
      return expect(Array(values.accumulate(function)), scalars("result"))
    }
    return expect(Array(values.accumulate(initial: initial, function)), scalars("result"))
  }

  func grouped() -> String? {
    let runs = zip(scalars("keys"), values).groupBy { $0.0 }
    let expected = (fields["result"] as? [[Any]] ?? []).map { run in
      [Self.scalars([run[0]]), Self.scalars(run[1])]
    }
    return expect(Array(runs.map { [[$0.key], $0.values.map(\.1)] }), expected)
  }

  /// Goes through the sequences in turns, by different strides.
  func teed() -> String? {
    let limit = number("n") ?? 0
    let source = Source(values)
    var sequences = tee(source, limit)
    var found = [[Scalar]](repeating: [], count: limit)
    var running = Set(0..<limit)
    while !running.isEmpty {
      for index in running.sorted() {
        for _ in 0...(index * 7) {
          guard let element = sequences[index].next() else {
            running.remove(index)
            break
          }
          found[index].append(element)
        }
      }
    }
    return expect(found, Array(repeating: values, count: limit))
      ?? expect(source.asked, limit == 0 ? 0 : values.count + 1)
  }
}

/// A sequence that can be gone through once, and knows how often it was asked.
final class Source<Element>: Sequence, IteratorProtocol {
  private var elements: ArraySlice<Element>
  private(set) var asked = 0

  init(_ elements: [Element]) {
    self.elements = elements[...]
  }

  func next() -> Element? {
    asked += 1
    return elements.popFirst()
  }
}
