/// How the records of a table stand in a JSON text.
public enum JSONTableLayout: String, Hashable, Sendable, CaseIterable {
  /// Each is an object on a line of its own.
  case lines
  /// All are objects in one array.
  case array

  /// What the first bytes of a text look like: an array when they begin with its bracket.
  public static func guess(_ start: some Sequence<UInt8>) -> JSONTableLayout {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let first = start.first { !mark.contains($0) && !JSONMachine.isBlank($0) }
    return first == UInt8(ascii: "[") ? .array : .lines
  }
}
