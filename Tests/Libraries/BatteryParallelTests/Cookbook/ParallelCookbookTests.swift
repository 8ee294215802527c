import BatteryNumbers
import BatteryParallel
import Foundation
import Synchronization
import SystemPackage
import Testing

/// Runs the pieces of `Documentation/Cookbook/Parallel.md`, which stand here to the letter.
@Suite("Cookbook, parallel", .timeLimit(.minutes(5))) struct ParallelCookbookTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  /// Stands in for an HTTP client.
  @Sendable private static func fetch(_ url: URL) async throws -> Data {
    try await LoopbackClient.fetch(url)
  }

  /// Answers to any path with its name, but for `broken`.
  private static func server() throws -> LoopbackServer {
    try LoopbackServer { path, _ in
      path == "/broken" ? (500, "") : (200, "contents of \(path.dropFirst())")
    }
  }

  @Test("downloads several files at once")
  func downloads() async throws {
    let server = try Self.server()
    defer { server.stop() }
    let fetch = Self.fetch
    let folder = folder.url
    let urls = (1...20).compactMap { server.url("file\($0)") }
    // page: begin
    let names = try await urls.concurrentMap(limit: 8) { url in
      let data = try await fetch(url)
      let file = folder.appendingPathComponent(url.lastPathComponent)
      try await ThreadPool.shared.run { _ in try data.write(to: file, options: .atomic) }
      return file.lastPathComponent
    }
    // page: end
    #expect(names == (1...20).map { "file\($0)" })
    #expect(self.folder.read("file7") == "contents of file7")
    #expect((1...20).allSatisfy { server.times("file\($0)") == 1 })
  }

  @Test("asks several APIs at once, and keeps what failed")
  func calls() async throws {
    let server = try Self.server()
    defer { server.stop() }
    let fetch = Self.fetch
    let urls = ["one", "broken", "three"].compactMap { server.url($0) }
    // page: begin
    let results = try await urls.concurrentResults(limit: 10) { url in
      String(decoding: try await fetch(url), as: UTF8.self)
    }
    let texts = results.compactMap { try? $0.get() }
    // page: end
    #expect(results.count == 3)
    #expect(texts == ["contents of one", "contents of three"])
    #expect(throws: LoopbackClient.Refusal(status: 500)) { try results[1].get() }
  }

  @Test("gives each call its time, tries it again, and keeps to the rate that is allowed")
  func patience() async throws {
    // One that is refused at first, and one that is not answered at first.
    let server = try LoopbackServer { path, time in
      switch (path, time) {
      case ("/3", 1): (503, "")
      case ("/7", 1): nil
      default: (200, "contents of \(path.dropFirst())")
      }
    }
    defer { server.stop() }
    let fetch = Self.fetch
    let urls = (1...12).compactMap { server.url("\($0)") }
    // page: begin
    let limiter = RateLimiter(100, per: .seconds(1), burst: 10)
    let backoff = Backoff(first: .milliseconds(10), limit: .seconds(1))
    let pages = try await urls.concurrentMap(limit: 4) { url in
      try await retry(attempts: 5, backoff: backoff) { _ in
        try await limiter.acquire()
        return try await withTimeout(.seconds(2)) { try await fetch(url) }
      }
    }
    // page: end
    #expect(
      pages.map { String(decoding: $0, as: UTF8.self) } == (1...12).map { "contents of \($0)" }
    )
    #expect(server.times("3") >= 2)
    #expect(server.times("7") >= 2)
  }

  @Test("multiplies matrices on threads")
  func matrices() throws {
    let (a, b) = Self.factors(40)
    // page: begin
    let product = try a.multiplied(by: b, threads: 4)
    // page: end
    #expect(product == Self.slowProduct(a, b))
  }

  @Test("multiplies matrices over workers")
  func matrixWorkers() async throws {
    let program = WorkerRig.program
    let (a, b) = Self.factors(30)
    // page: begin
    let step = (a.rows + 3) / 4
    let blocks = try stride(from: 0, to: a.rows, by: step).map { start in
      try Matrix((start..<min(start + step, a.rows)).map { a.row($0) })
    }
    let pool = WorkerPool<[Matrix], Matrix>(program, arguments: ["matrix"], workers: 4)
    let parts = try await pool.closing { try await pool.map(blocks.map { [$0, b] }) }
    let product = try Matrix(parts.flatMap { part in (0..<part.rows).map { part.row($0) } })
    // page: end
    #expect(blocks.map(\.rows) == [8, 8, 8, 6])
    #expect(product == Self.slowProduct(a, b))
  }

  /// Matrices of whole numbers, so that nothing is rounded whoever multiplies them.
  private static func factors(_ size: Int) -> (Matrix, Matrix) {
    var dice = SeededGenerator(7)
    return (
      Matrix(rows: size, columns: size + 3) { _, _ in Double(Int.random(in: -99...99, using: &dice))
      },
      Matrix(rows: size + 3, columns: size + 1) { _, _ in
        Double(Int.random(in: -99...99, using: &dice))
      }
    )
  }

  private static func slowProduct(_ a: Matrix, _ b: Matrix) -> Matrix {
    Matrix(rows: a.rows, columns: b.columns) { row, column in
      zip(a.row(row), b.column(column)).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }

  @Test("adds up in chunks, with the same bits each time")
  func sum() async throws {
    // page: begin
    let numbers = (1...1_000_000).map { 1 / Double($0) }
    let sum = try await numbers.parallelSum(chunks: 7)
    let again = try await numbers.parallelSum(chunks: 64)
    // page: end
    #expect(sum.bitPattern == again.bitPattern)
    #expect(abs(sum - 14.392726722865724) < 1e-12)
  }

  @Test("maps and reduces chunks of a collection")
  func chunks() async throws {
    // page: begin
    let words = Array(repeating: ["to", "be", "or", "not", "to", "be"], count: 1000).flatMap(\.self)
    let counts = try await words.chunkedReduce(into: [String: Int]()) { chunk in
      chunk.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
    } combine: {
      $0.merge($1, uniquingKeysWith: +)
    }
    // page: end
    #expect(counts == ["to": 2000, "be": 2000, "or": 1000, "not": 1000])
  }

  @Test("counts the lines of a file in chunks")
  func file() async throws {
    let path = try folder.write(String(repeating: "a line\n", count: 100_000), to: "large.txt")
    // page: begin
    let lines = try await FileChunks.reduce(path, into: 0, chunkBytes: 64 << 10) { chunk in
      var lines = 0
      for index in chunk.indices where chunk[index] == UInt8(ascii: "\n") { lines += 1 }
      return lines
    } combine: {
      $0 += $1
    }
    // page: end
    #expect(lines == 100_000)
  }

  @Test("keeps calls that block away from Swift's threads")
  func blocking() async throws {
    let paths = try (1...40).map { try folder.write("text \($0)", to: "\($0).txt").string }
    // page: begin
    let pool = ThreadPool("disk", threads: 4, waiting: 100)
    let texts = try await paths.concurrentMap(limit: 50) { path in
      try await pool.run { flag in
        try flag.check()
        return try String(contentsOfFile: path, encoding: .utf8)
      }
    }
    await pool.close()
    // page: end
    #expect(texts == (1...40).map { "text \($0)" })
  }

  @Test("hands work from producers to consumers, with little in between")
  func queue() async throws {
    // page: begin
    let queue = BoundedQueue<Int>(capacity: 10)
    let total = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<3 {
        group.addTask {
          var sum = 0
          for try await number in queue { sum += number }
          return sum
        }
      }
      for number in 1...100 { try await queue.send(number) }
      queue.finish()
      return try await group.reduce(0, +)
    }
    // page: end
    #expect(total == 5050)
  }

  @Test("runs elements through stages")
  func pipeline() async throws {
    let server = try Self.server()
    defer { server.stop() }
    let fetch = Self.fetch
    let urls = (1...30).compactMap { server.url("page\($0)") }
    // page: begin
    var sizes: [Int] = []
    try await Pipeline(urls)
      .stage(limit: 8) { try await fetch($0) }
      .stage(limit: 2) { $0.count }
      .forEach { sizes.append($0) }
    // page: end
    #expect(sizes == (1...30).map { "contents of page\($0)".utf8.count })
  }

  @Test("guards what only so many may use, and waits for others")
  func waiting() async throws {
    let tally = Tally()
    // page: begin
    let (connections, ready) = (AsyncSemaphore(permits: 2), AsyncEvent())
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<10 {
        group.addTask {
          try await ready.wait()
          try await connections.withPermit { await tally.during {} }
        }
      }
      ready.set()
      try await group.waitForAll()
    }
    // page: end
    #expect(tally.most <= 2)
    #expect(tally.all == 10)
  }

  @Test("guards a value")
  func lock() async throws {
    // page: begin
    let visits = Mutex(["home": 0])
    try await (0..<100).concurrentForEach(limit: 4) { _ in
      visits.withLock { $0["home", default: 0] += 1 }
    }
    // page: end
    #expect(visits.withLock { $0 } == ["home": 100])
  }

  @Test("computes in processes")
  func processes() async throws {
    let program = WorkerRig.program
    // page: begin
    let pool = WorkerPool<Int, [Int]>(
      program,
      arguments: ["factor"],
      workers: 2,
      timeout: .seconds(60)
    )
    let factors = try await pool.closing { try await pool.map(100...120) }
    // page: end
    #expect(factors[0] == [2, 2, 5, 5])
    #expect(factors.map { $0.reduce(1, *) } == Array(100...120))
  }

  @Test("keeps what processes did although one was lost")
  func losses() async throws {
    let program = WorkerRig.program
    let errands = [Errand("square", 3), Errand("signal", Int(SIGKILL)), Errand("square", 5)]
    // page: begin
    let pool = WorkerPool<Errand, Answer>(program, attempts: 2)
    let results = try await pool.closing { try await pool.results(of: errands) }
    for case .failure(let error) in results { print(error) }
    // page: end
    #expect(results.map { try? $0.get().number } == [9, nil, 25])
    let error = try #require(throws: WorkerError.self) { _ = try results[1].get() }
    #expect(
      error.description.hasSuffix(
        "The worker was ended by signal 9. Look for the reason in the item and the work."
      )
    )
  }

  @Test("the page has these pieces to the letter")
  func page() throws {
    let file = URL(fileURLWithPath: #filePath)
    let root = (0..<5).reduce(file) { url, _ in url.deletingLastPathComponent() }
    func text(_ path: String) throws -> String {
      try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }
    let page = try text("Documentation/Cookbook/Parallel.md")
    let sources = [
      (try String(contentsOf: file, encoding: .utf8), "    "),
      (try text("Tests/Support/ParallelWorker/main.swift"), "  "),
    ]
    var count = 0
    for (source, indent) in sources {
      for piece in source.components(separatedBy: "\n\(indent)// page: begin\n").dropFirst() {
        let code = piece.components(separatedBy: "\(indent)// page: end").first ?? ""
        let text = code.split(separator: "\n", omittingEmptySubsequences: false)
          .map { $0.hasPrefix(indent) ? $0.dropFirst(indent.count) : $0 }.joined(separator: "\n")
        #expect(page.contains("```swift\n\(text)```"))
        count += 1
      }
    }
    #expect(count == page.components(separatedBy: "```swift\n").count - 1)
  }
}
