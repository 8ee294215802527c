import BatteryJobs
import BatteryTables
import Foundation
import Synchronization
import SystemPackage

/// The memory that packed numbers may take, and the temporary file for what is beyond it.
final class NumberRoom: Sendable {
  private struct State {
    var left: Int
    var file: FileDescriptor?
    var length = 0
  }

  private let state: Mutex<State>
  private let limit: Int

  /// The program, the file that is read and the search for quantiles take as much.
  private static let base = 72 << 20
  private static let usual = 256 << 20

  /// Makes room for what is left of a limit for the whole program.
  init(_ memory: TableMemory) {
    let whole = memory.limit ?? Self.usual
    limit = whole
    state = Mutex(State(left: max(whole - Self.base, whole / 8)))
  }

  /// Makes room for so many bytes of packed numbers.
  init(bytes: Int) {
    limit = bytes
    state = Mutex(State(left: bytes))
  }

  deinit { state.withLock { try? $0.file?.close() } }

  /// Takes bytes of memory.
  ///
  /// - Returns: Whether there were as many.
  func take(_ bytes: Int) -> Bool {
    state.withLock { state in
      guard state.left >= bytes else { return false }
      state.left -= bytes
      return true
    }
  }

  /// Takes bytes for what cannot go to the file.
  func require(
    _ bytes: Int,
    for what: String
  ) throws(TableError) {
    guard take(bytes) else {
      throw TableError(
        .unavailable,
        "The \(what) need more than \(ByteCount(bytes: Int64(limit)))."
          + " Raise the limit, --memory \(max(1, 2 * (limit >> 20)))MiB, or ask about fewer columns or"
          + " rows, with --columns or --where."
      )
    }
  }

  /// Writes words into the file.
  ///
  /// - Returns: Where they are.
  func spill(_ words: [Int64]) throws -> Int {
    try state.withLock { state in
      let file = try state.file ?? Self.makeFile()
      state.file = file
      let place = state.length
      state.length += words.count * 8
      do {
        try words.withUnsafeBytes { bytes in
          _ = try file.writeAll(toAbsoluteOffset: Int64(place), bytes)
        }
      } catch let error as Errno {
        throw TableError(
          .inputOutput,
          "The temporary file for numbers cannot be written: \(error). Make room in \(Self.directory),"
            + " or raise --memory."
        )
      }
      return place
    }
  }

  /// Reads words of the file.
  func read(_ place: Int, _ count: Int) throws -> [Int64] {
    let file = state.withLock { $0.file }
    return try [Int64](unsafeUninitializedCapacity: count) { words, initialized in
      let bytes = UnsafeMutableRawBufferPointer(words)
      var done = 0
      while let file, done < count * 8 {
        let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[done..<(count * 8)])
        let number = try file.read(fromAbsoluteOffset: Int64(place + done), into: rest)
        guard number > 0 else { break }
        done += number
      }
      guard done == count * 8 else {
        throw TableError(.inputOutput, "The temporary file for numbers ended early. Try again.")
      }
      initialized = count
    }
  }

  private static var directory: String { NSTemporaryDirectory() }

  /// A file without a name, which is gone with the program.
  private static func makeFile() throws -> FileDescriptor {
    let path = FilePath(directory).appending("batteries-\(UUID().uuidString)")
    do {
      let file = try FileDescriptor.open(
        path,
        .readWrite,
        options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: .ownerReadWrite
      )
      try? FileManager.default.removeItem(atPath: path.string)
      return file
    } catch {
      throw TableError(
        .cannotCreate,
        "\(directory): no temporary file can be made there. Set TMPDIR to another directory."
      )
    }
  }
}
