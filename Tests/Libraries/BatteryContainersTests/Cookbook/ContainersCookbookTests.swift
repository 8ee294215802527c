import Algorithms
import BatteryContainers
import Foundation
import HeapModule
import Synchronization
import Testing

/// Runs the pieces of `Documentation/Cookbook/Containers.md`, which stand here to the letter.
@Suite("Cookbook, containers", .timeLimit(.minutes(5))) struct ContainersCookbookTests {
  @Test("counts, most common first")
  func counting() {
    // page: begin
    let basket = Counter(["pear", "fig", "pear", "plum", "fig", "pear"])
    let favourites = basket.mostCommon(2).map { "\($0.element) \($0.count)" }
    let restocked = basket + ["plum": 4]
    let shared = basket & ["fig": 1, "plum": 1]
    // page: end
    #expect(favourites == ["pear 3", "fig 2"])
    #expect(restocked == ["pear": 3, "fig": 2, "plum": 5])
    #expect(shared == ["fig": 1, "plum": 1])
  }

  @Test("counts the words of a text as bytes")
  func bytes() {
    // page: begin
    let text = Array("to be or not to be".utf8)
    let words = ByteCounter(splitting: text.span.bytes, by: UInt8(ascii: " "))
    let common = words.mostCommon(2).map { String(decoding: $0.element, as: UTF8.self) }
    // page: end
    #expect(common == ["to", "be"])
  }

  @Test("groups under keys that are made up")
  func defaults() {
    // page: begin
    var byLetter = DefaultDictionary<Character, [String]>(default: [])
    for name in ["fig", "pear", "plum", "fennel"] { byLetter[name.first ?? "?"].append(name) }
    let groups = byLetter.map { "\($0.key): \($0.value.joined(separator: " "))" }
    // page: end
    #expect(groups == ["f: fig fennel", "p: pear plum"])
  }

  @Test("takes the most urgent first, equals in order")
  func priorities() {
    // page: begin
    struct Ticket: Comparable {
      var priority: Int
      var number: Int
      var title: String

      static func < (left: Ticket, right: Ticket) -> Bool {
        (left.priority, left.number) < (right.priority, right.number)
      }
    }

    var tickets = Heap<Ticket>()
    for (number, (priority, title)) in [(2, "paint"), (1, "leak"), (2, "dust")].enumerated() {
      tickets.insert(Ticket(priority: priority, number: number, title: title))
    }
    var order: [String] = []
    while let ticket = tickets.popMin() { order.append(ticket.title) }
    // page: end
    #expect(order == ["leak", "paint", "dust"])
  }

  @Test("is a heap of plain values, too")
  func heap() {
    // page: begin
    var heap: Heap = [5, 1, 3]
    heap.insert(4)
    let least = heap.popMin()
    let nextLeast = heap.min
    let replaced = heap.replaceMin(with: 10)
    let rest = heap.unordered.sorted()
    // page: end
    #expect(least == 1 && nextLeast == 3 && replaced == 3)
    #expect(rest == [4, 5, 10])
  }

  @Test("keeps the best few")
  func best() {
    // page: begin
    let slowest = [("a", 120), ("b", 90), ("c", 300), ("d", 120)].nlargest(3) { $0.1 }.map(\.0)
    var best = TopK<String, Double>(2, .smallest)
    for (city, price) in [("Rome", 80.5), ("Oslo", 120), ("Bonn", 35)] {
      best.insert(city, key: price)
    }
    let cheapest = best.sorted()
    // page: end
    #expect(slowest == ["c", "a", "d"])
    #expect(cheapest == ["Bonn", "Rome"])
  }

  @Test("merges sorted streams")
  func merging() {
    // page: begin
    let merged = merge([count(from: 10, by: 10), count(from: 15, by: 25)])
    let start = Array(merged.prefix(5))
    // page: end
    #expect(start == [10, 15, 20, 30, 40])
  }

  @Test("goes through streams lazily")
  func lazily() {
    // page: begin
    let firstFive = Array(count(from: 1).islice(5))
    let everyThird = Array(count(from: 0).islice(from: 2, to: 12, by: 3))
    let balances = Array([100, -30, 45].accumulate(initial: 20, +))
    let runs = "aaabccd".groupBy().map { "\($0.key)\($0.values.count)" }
    let shifts = Array(zip(1...4, cycle(["early", "late"]).map(\.capitalized)))
    let table = zipLongest([1, 2, 3], ["x"]).map { "\($0 ?? 0)\($1 ?? "-")" }
    var readers = tee(AnyIterator(["a", "b", "c"].makeIterator()))
    let ahead = [readers[0].next(), readers[0].next(), readers[1].next()]
    // page: end
    #expect(firstFive == [1, 2, 3, 4, 5])
    #expect(everyThird == [2, 5, 8, 11])
    #expect(balances == [20, 120, 90, 135])
    #expect(Array(runs) == ["a3", "b1", "c2", "d1"])
    #expect(shifts.map(\.1) == ["Early", "Late", "Early", "Late"])
    #expect(Array(table) == ["1x", "2-", "3-"])
    #expect(ahead == ["a", "b", "a"])
  }

  @Test("uses what swift-algorithms has")
  func algorithms() {
    // page: begin
    let chained = Array(chain(1...2, [7]))
    let steps = zip(1..., [3, 5, 4].adjacentPairs()).map { "\($0): \($1.1 - $1.0)" }
    let batches = Array((1...5).chunks(ofCount: 2)).map(Array.init)
    let teams = ["Ann", "Bo", "Cy"].combinations(ofCount: 2).map { $0.joined(separator: "+") }
    // page: end
    #expect(chained == [1, 2, 7])
    #expect(steps == ["1: 2", "2: -1"])
    #expect(batches == [[1, 2], [3, 4], [5]])
    #expect(teams == ["Ann+Bo", "Ann+Cy", "Bo+Cy"])
  }

  @Test("keeps the last few")
  func last() {
    // page: begin
    var recent = BoundedDeque([1, 2, 3], maxLength: 3)
    let dropped = recent.append(4)
    recent.rotate(by: 1)
    var window = BoundedDeque<Double>(maxLength: 3)
    let averages = [3.0, 6, 9, 12].map { value in
      window.append(value)
      return window.reduce(0, +) / Double(window.count)
    }
    // page: end
    #expect(dropped == 1)
    #expect(Array(recent) == [4, 2, 3])
    #expect(averages == [3, 4.5, 6, 9])
  }

  @Test("computes a value once")
  func remembering() {
    let log = Mutex<[String]>([])
    // page: begin
    let square = memoize(capacity: 128) { (number: Int) in
      log.withLock { $0.append("computing \(number)") }
      return number * number
    }
    let answers = [square(5), square(5), square(6)]
    let rate = square.statistics.hitRate
    // page: end
    #expect(answers == [25, 25, 36])
    #expect(rate == 1.0 / 3)
    #expect(log.withLock { $0 } == ["computing 5", "computing 6"])
  }

  @Test("asks for a value once")
  func rememberingAsync() async throws {
    let log = Mutex<[String]>([])
    // page: begin
    let fetch = memoize(capacity: 1000, timeToLive: .seconds(60)) { (city: String) async throws in
      log.withLock { $0.append("asking for \(city)") }
      return "\(city): 21 °C"
    }
    async let first = fetch("Bonn")
    async let second = fetch("Bonn")
    let reports = try await [first, second]
    // page: end
    #expect(reports == ["Bonn: 21 °C", "Bonn: 21 °C"])
    #expect(log.withLock { $0 } == ["asking for Bonn"])
  }

  @Test("drops what was used longest ago")
  func cache() {
    // page: begin
    let cache = LRUCache<String, Int>(capacity: 2)
    cache["a"] = 1
    cache["b"] = 2
    _ = cache["a"]
    cache["c"] = 3
    let kept = cache.keys
    // page: end
    #expect(kept == ["a", "c"])
  }

  @Test("adds up in chunks")
  func chunks() async {
    // page: begin
    let numbers = Array(1...100_000)
    let sum = await withTaskGroup(of: Int.self) { group in
      for chunk in numbers.evenlyChunked(in: 4) {
        group.addTask { chunk.reduce(0, +) }
      }
      return await group.reduce(0, +)
    }
    // page: end
    #expect(sum == 5_000_050_000)
  }

  @Test("folds, and fixes arguments")
  func functions() {
    // page: begin
    func power(_ base: Int, _ exponent: Int) -> Int {
      repeatElement(base, count: exponent).reduce(1, *)
    }

    let cube = { (number: Int) in power(number, 3) }
    let fibonacci = memoize(capacity: nil) { (memo: Memoized<Int, Int, Never>, number: Int) in
      number < 2 ? number : memo(number - 1) + memo(number - 2)
    }
    let values = (cube(4), fibonacci(80))
    // page: end
    #expect(values == (64, 23_416_728_348_467_685))
  }

  @Test("the page has these pieces to the letter")
  func page() throws {
    let file = URL(fileURLWithPath: #filePath)
    let root = (0..<5).reduce(file) { url, _ in url.deletingLastPathComponent() }
    let page = try String(
      contentsOf: root.appendingPathComponent("Documentation/Cookbook/Containers.md"),
      encoding: .utf8
    )
    let source = try String(contentsOf: file, encoding: .utf8)
    let pieces = source.components(separatedBy: "    // page: begin\n").dropFirst()
    #expect(pieces.count == page.components(separatedBy: "```swift\n").count - 1)
    for piece in pieces {
      let code = piece.components(separatedBy: "    // page: end").first ?? ""
      let text = code.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.hasPrefix("    ") ? $0.dropFirst(4) : $0 }.joined(separator: "\n")
      #expect(page.contains("```swift\n\(text)```"))
    }
  }
}
