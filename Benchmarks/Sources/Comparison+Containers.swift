extension Comparison {
  static let counter = Comparison(
    name: "counter",
    summary: "words of a big buffer counted beside Python's Counter",
    repeats: 5,
    preparation: [Contender("words", .ours("words"), [words, "5000000", "100000"])],
    contenders: [
      Contender("ByteCounter", .ours("counter"), [words, "bytes"]),
      Contender("Counter of byte arrays", .ours("counter"), [words, "arrays"]),
      Contender("Python Counter", .python("counter.py"), [words]),
    ],
    ratios: [
      Ratio(
        name: "ByteCounter / Python, splitting and counting",
        figure: "rate",
        numerator: "ByteCounter",
        denominator: "Python Counter",
        goal: "8"
      ),
      Ratio(
        name: "ByteCounter with its splitting / Python counting what is split",
        figure: "counting",
        numerator: "ByteCounter",
        denominator: "Python Counter",
        goal: "8"
      ),
    ]
  )

  static let lru = Comparison(
    name: "lru",
    summary: "hits of a full cache on one thread and on two beside functools.lru_cache",
    repeats: 5,
    contenders: ["1", "2"].flatMap { threads -> [Contender] in
      [
        Contender("LRUCache, \(threads)", .ours("lru"), ["4000000", threads, "1"]),
        Contender("LRUCache in 16 shards, \(threads)", .ours("lru"), ["4000000", threads, "16"]),
        Contender("functools.lru_cache, \(threads)", .python("lru.py"), ["4000000", threads]),
      ]
    },
    ratios: [
      Ratio(
        name: "LRUCache / lru_cache, one thread",
        figure: "rate",
        numerator: "LRUCache, 1",
        denominator: "functools.lru_cache, 1",
        goal: "none"
      ),
      Ratio(
        name: "LRUCache / lru_cache, two threads",
        figure: "rate",
        numerator: "LRUCache, 2",
        denominator: "functools.lru_cache, 2",
        goal: "none"
      ),
    ]
      + ["LRUCache", "LRUCache in 16 shards", "functools.lru_cache"].map { name in
        Ratio(
          name: "\(name), two threads / one",
          figure: "rate",
          numerator: "\(name), 2",
          denominator: "\(name), 1",
          goal: "none"
        )
      }
  )

  private static let words = "/tmp/batteries-benchmark/words.txt"
}
