import Synchronization

/// Where a file's rows begin among those of all files.
struct FileStart: Sendable, Hashable {
  /// What messages call the file.
  var name: String
  /// The place of its first batch.
  var place: Int
}

/// The places of batches, so that those of the next file come after them.
final class PlaceCounter: Sendable {
  let start: Int
  private let last: Atomic<Int>

  init(_ start: Int) {
    self.start = start
    last = Atomic(start)
  }

  var end: Int { last.load(ordering: .relaxed) }

  func use(_ place: Int) { last.max(place, ordering: .relaxed) }
}
