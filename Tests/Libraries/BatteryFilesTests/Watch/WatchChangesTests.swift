import SystemPackage
import Testing

@testable import BatteryFiles

@Suite("Changes that nobody has taken") struct WatchChangesTests {
  /// What happens, and what is left of it.
  struct Example: Sendable, CustomStringConvertible {
    var events: [(FilePath, FileChange.Kind)]
    var left: [(FilePath, FileChange.Kind)]

    var description: String { "\(events)" }
  }

  static let examples: [Example] = [
    Example(events: [("a", .created), ("a", .modified)], left: [("a", .created)]),
    Example(events: [("a", .created), ("a", .removed)], left: []),
    Example(events: [("a", .removed), ("a", .created)], left: [("a", .modified)]),
    Example(events: [("a", .modified), ("a", .removed)], left: [("a", .removed)]),
    Example(
      events: [("a", .created), ("b", .moved(from: "a")), ("c", .moved(from: "b"))],
      left: [("c", .created)]
    ),
    Example(
      events: [("b", .moved(from: "a")), ("c", .moved(from: "b"))],
      left: [("c", .moved(from: "a"))]
    ),
    Example(events: [("b", .moved(from: "a")), ("b", .removed)], left: [("a", .removed)]),
    Example(
      events: [("new", .created), ("a", .removed), ("a", .moved(from: "new"))],
      left: [("a", .modified)]
    ),
    Example(
      events: [("a", .settled), ("b", .created), ("a", .settled)],
      left: [("b", .created), ("a", .settled)]
    ),
    Example(events: [("a", .settled), ("a", .removed)], left: [("a", .removed)]),
    Example(
      events: [("a", .settled), ("b", .moved(from: "a")), ("b", .settled)],
      left: [("b", .moved(from: "a")), ("b", .settled)]
    ),
  ]

  @Test("become one for each path", arguments: examples)
  func merged(_ example: Example) {
    var changes = WatchChanges()
    for event in example.events { changes.add(change(event)) }
    #expect(changes.count == example.left.count)
    let all = changes.takeAll()
    #expect(all == example.left.map(change))
    #expect(changes.count == 0)
  }

  /// What a program does over and over, each time with a name of its own.
  static let habits: [@Sendable (FilePath) -> [(FilePath, FileChange.Kind)]] = [
    { [($0, .created), ($0, .removed)] },
    { [($0, .created), ($0, .settled), ($0, .removed)] },
    { [($0, .created), ("kept", .removed), ("kept", .moved(from: $0))] },
    { [($0, .created), ("kept", .moved(from: $0)), ("kept", .settled)] },
    { _ in [("kept", .modified), ("kept", .settled)] },
    { _ in [("kept", .created), ("kept", .moved(from: "f")), ("f", .moved(from: "kept"))] },
  ]

  @Test("stay few, however long nobody takes them", arguments: habits.indices)
  func bounded(_ habit: Int) {
    var changes = WatchChanges()
    let first: [(FilePath, FileChange.Kind)] = [("first", .created), ("second", .modified)]
    for event in first { changes.add(change(event)) }
    for number in 0..<20_000 {
      for event in Self.habits[habit](FilePath("t\(number)")) { changes.add(change(event)) }
      guard changes.slots.count <= 100 else { break }
    }
    #expect(changes.slots.count <= 100)
    let all = changes.takeAll()
    #expect(Array(all.prefix(2)) == first.map(change))
    #expect(all.count <= 5)
  }

  @Test("keep their order and places when holes are closed")
  func closed() {
    var changes = WatchChanges()
    var expected: [FileChange] = []
    for number in 0..<1_000 {
      let path = FilePath("f\(number)")
      changes.add(change((path, .created)))
      changes.add(change((path, .settled)))
      if number % 7 == 0 {
        expected.append(change((path, .created)))
        expected.append(change((path, .settled)))
      } else {
        changes.add(change((path, .removed)))
      }
    }
    // A change of each that is left finds it where it is now.
    for kept in expected where kept.kind == .created {
      changes.add(change((kept.path, .modified)))
    }
    #expect(changes.count == expected.count)
    changes.add(change(("f7", .removed)))
    let all = changes.takeAll()
    #expect(all == expected.filter { $0.path != "f7" })
  }

  private func change(_ event: (FilePath, FileChange.Kind)) -> FileChange {
    FileChange(path: event.0, kind: event.1, file: .file)
  }
}
