import BatteryContainers

extension CPythonCase {
  /// One call on a queue.
  func queueCall(_ name: String) -> String? {
    var queue = BoundedDeque(scalars("self"), maxLength: number("maxlen"))
    let error = fields["error"] as? String
    let outcome = Self.apply(name, fields["arguments"] as? [Any] ?? [], to: &queue)
    guard error == nil else { return expect(outcome, .text(error ?? "")) }
    return expect(outcome, Scalar(fields["result"])) ?? expect(Array(queue), scalars("after"))
  }

  /// Many calls one after the other.
  func queueProgram() -> String? {
    var queue = BoundedDeque(scalars("self"), maxLength: number("maxlen"))
    for step in fields["steps"] as? [[Any]] ?? [] {
      let name = step[0] as? String ?? ""
      let outcome = Self.apply(name, step[1] as? [Any] ?? [], to: &queue)
      let failure =
        expect(outcome, Scalar(step[2])) ?? expect(Array(queue), Self.scalars(step[3]))
      if let failure { return "\(name): \(failure)" }
    }
    return nil
  }

  /// Returns what Python returns, or the name of the error that it raises.
  private static func apply(
    _ name: String,
    _ arguments: [Any],
    to queue: inout BoundedDeque<Scalar>
  ) -> Scalar? {
    let value = Scalar(arguments.first) ?? .number(0)
    let empty = Scalar.text("IndexError")
    switch name {
    case "append": queue.append(value)
    case "appendleft": queue.appendLeft(value)
    case "extend": queue.append(contentsOf: scalars(arguments[0]))
    case "extendleft": queue.appendLeft(contentsOf: scalars(arguments[0]))
    case "pop": return queue.popLast() ?? empty
    case "popleft": return queue.popFirst() ?? empty
    case "remove": return queue.remove(value) ? nil : .text("ValueError")
    case "rotate": queue.rotate(by: arguments.first as? Int ?? 1)
    case "reverse": queue.reverse()
    case "clear": queue.removeAll()
    case "count": return .number(queue.count { $0 == value })
    case "insert":
      let index = place(arguments[0], in: queue)
      return queue.insert(Scalar(arguments[1]) ?? .number(0), at: index) ? nil : empty
    case "index":
      let start = arguments.count > 1 ? place(arguments[1], in: queue) : 0
      let stop = arguments.count > 2 ? place(arguments[2], in: queue) : queue.count
      let found = start < stop ? queue[start..<stop].firstIndex(of: value) : nil
      return found.map { .number($0) } ?? .text("ValueError")
    default: return .text("no test knows this method")
    }
    return nil
  }

  /// Python counts from the end below 0, and takes what is outside for the nearest end.
  private static func place(_ argument: Any, in queue: BoundedDeque<Scalar>) -> Int {
    let index = argument as? Int ?? 0
    return min(max(index < 0 ? index + queue.count : index, 0), queue.count)
  }
}
