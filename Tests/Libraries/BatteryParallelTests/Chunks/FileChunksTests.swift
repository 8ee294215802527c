import BatteryParallel
import Foundation
import SystemPackage
import Testing

@Suite("Chunks of files", .timeLimit(.minutes(5))) struct FileChunksTests {
  @Test("are whole lines, in order, of any text and size")
  func lines() async throws {
    let folder = try TestFolder()
    var generator = SeededGenerator(5)
    for round in 0..<30 {
      let lines = (0..<Int.random(in: 0..<200, using: &generator)).map { line in
        "\(line) " + String(repeating: "x", count: .random(in: 0..<60, using: &generator))
      }
      let text = lines.joined(separator: "\n") + (round.isMultiple(of: 2) ? "\n" : "")
      let path = try folder.write(text, to: "lines.txt")
      for size in [1, 7, 64, 1000, 1 << 20] {
        let ranges = try FileChunks.ranges(of: path, chunkBytes: size)
        #expect(ranges.first?.lowerBound ?? 0 == 0)
        #expect(ranges.last?.upperBound ?? 0 == Int64(text.utf8.count))
        for (one, next) in zip(ranges, ranges.dropFirst()) {
          #expect(one.upperBound == next.lowerBound)
          #expect(one.count >= size)
        }
        let together = try await FileChunks.reduce(path, into: "", chunkBytes: size, limit: 3) {
          chunk in
          var text = ""
          for index in chunk.indices { text.unicodeScalars.append(Unicode.Scalar(chunk[index])) }
          return text
        } combine: { whole, part in
          #expect(whole.isEmpty || whole.utf8.last == 0x0A)
          whole += part
        }
        #expect(together == text)
      }
    }
  }

  @Test("are as long as a line that is longer")
  func longLines() throws {
    let folder = try TestFolder()
    let long = String(repeating: "y", count: 100_000)
    let path = try folder.write("a\n\(long)\nb\n", to: "long.txt")
    #expect(try FileChunks.ranges(of: path, chunkBytes: 10) == [0..<100_003, 100_003..<100_005])
    #expect(
      try FileChunks.ranges(of: path, chunkBytes: 2) == [0..<2, 2..<100_003, 100_003..<100_005]
    )
    #expect(try FileChunks.ranges(of: path, chunkBytes: .max) == [0..<100_005])
  }

  @Test("are none of an empty file")
  func empty() throws {
    let folder = try TestFolder()
    let path = try folder.write("", to: "empty.txt")
    #expect(try FileChunks.ranges(of: path) == [])
  }

  @Test("say which file cannot be read, and where")
  func errors() async throws {
    let folder = try TestFolder()
    let missing = #expect(throws: FileChunkError.self) {
      try FileChunks.ranges(of: folder.file("missing"))
    }
    #expect(
      missing?.description.hasPrefix("\(folder.file("missing")): It cannot be opened") == true
    )
    #expect(throws: FileChunkError.self) { try FileChunks.ranges(of: FilePath(folder.url.path)) }

    let path = try folder.write(String(repeating: "line\n", count: 1000), to: "short.txt")
    let cut = await #expect(throws: FileChunkError.self) {
      try await FileChunks.reduce(path, into: 0, chunkBytes: 1000, limit: 1) { chunk in
        // Somebody makes the file shorter while it is read.
        truncate(path.string, 1500)
        return chunk.count
      } combine: {
        $0 += $1
      }
    }
    #expect(cut?.offset == 1500)
  }

  @Test("are none of a named pipe, which is not waited for")
  func namedPipe() async throws {
    let folder = try TestFolder()
    let path = folder.file("pipe")
    #expect(mkfifo(path.string, 0o600) == 0)
    let error = #expect(throws: FileChunkError.self) { try FileChunks.ranges(of: path) }
    #expect(error?.message.hasPrefix("It is no file with a size.") == true)
    await #expect(throws: FileChunkError.self) {
      try await FileChunks.reduce(path, into: 0, { $0.count }, combine: +=)
    }
  }

  @Test("are refused when a line is longer than it may be")
  func longestLine() async throws {
    let folder = try TestFolder()
    let path = try folder.write("a\n\(String(repeating: "y", count: 99))\nb\n", to: "long.txt")
    #expect(
      try FileChunks.ranges(of: path, chunkBytes: 2, longestLine: 100)
        == [0..<2, 2..<102, 102..<104]
    )
    let error = #expect(throws: FileChunkError.self) {
      try FileChunks.ranges(of: path, chunkBytes: 2, longestLine: 98)
    }
    #expect(error?.offset == 3)
    #expect(
      error?.message == "The line goes on for more than 98 bytes. Allow a longer `longestLine`."
    )
    await #expect(throws: FileChunkError.self) {
      try await FileChunks.reduce(
        path,
        into: 0,
        chunkBytes: 2,
        longestLine: 50,
        { $0.count },
        combine: +=
      )
    }
  }

  @Test("are looked for on the pool, and no longer than the task wants them")
  func endlessLine() async throws {
    let folder = try TestFolder()
    let path = try folder.write("", to: "zeros.txt")
    // Nothing but zeros, which take no room on the disk.
    try #require(truncate(path.string, 1 << 40) == 0)
    let pool = ThreadPool("zeros", threads: 1)
    let task = Task {
      try await FileChunks.reduce(
        path,
        into: 0,
        chunkBytes: 1,
        longestLine: .max,
        on: pool,
        { $0.count },
        combine: +=
      )
    }
    // What comes after waits once the thread is busy with the line.
    var others: [Task<Void, any Error>] = []
    while pool.waiting < 20 {
      others.append(Task { try await pool.run { _ in } })
      await Task.yield()
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    for other in others { try await other.value }
    await pool.close()
  }

  @Test("end when the task is cancelled, or the work fails")
  func cancellation() async throws {
    let folder = try TestFolder()
    let path = try folder.write(String(repeating: "line\n", count: 1000), to: "lines.txt")
    await #expect(throws: Mishap(number: 2)) {
      try await FileChunks.reduce(path, into: 0, chunkBytes: 100) { _ in
        throw Mishap(number: 2)
      } combine: { (_: inout Int, _: Int) in
      }
    }
    let began = AsyncEvent()
    let task = Task {
      try await FileChunks.reduce(path, into: 0, chunkBytes: 5, limit: 1) { chunk in
        began.set()
        return chunk.count
      } combine: { _, _ in
        if began.isSet { withUnsafeCurrentTask { $0?.cancel() } }
      }
    }
    await #expect(throws: CancellationError.self) { _ = try await task.value }
  }
}
