extension Comparison {
  static let parallel = Comparison(
    name: "parallel",
    summary: "what an item costs in task groups, queues and process pools beside Python's",
    repeats: 5,
    contenders: [
      Contender("concurrentMap, 16", .ours("task-group"), ["200000", "16"]),
      Contender("asyncio.gather, 16", .python("asyncio_items.py"), ["gather", "200000", "16"]),
      Contender("BoundedQueue, 16", .ours("bounded-queue"), ["500000", "16"]),
      Contender("asyncio.Queue, 16", .python("asyncio_items.py"), ["queue", "500000", "16"]),
      Contender("WorkerPool, 2", .ours("worker-pool"), ["20000", "2", "1"]),
      Contender("multiprocessing, 2", .python("multiprocessing_pool.py"), ["20000", "2", "1"]),
      Contender("WorkerPool by 100, 2", .ours("worker-pool"), ["1000000", "2", "100"]),
      Contender(
        "multiprocessing by 100, 2",
        .python("multiprocessing_pool.py"),
        ["1000000", "2", "100"]
      ),
    ],
    ratios: [
      ("asyncio.gather, 16", "concurrentMap, 16"), ("asyncio.Queue, 16", "BoundedQueue, 16"),
      ("multiprocessing, 2", "WorkerPool, 2"),
      ("multiprocessing by 100, 2", "WorkerPool by 100, 2"),
    ].map { peer, ours in
      Ratio(
        name: "time an item of \(peer) / \(ours)",
        figure: "item",
        numerator: peer,
        denominator: ours,
        goal: "none"
      )
    }
  )

  static let chunkedSum = Comparison(
    name: "chunked-sum",
    summary: "a sum of 1e8 numbers with the same bits for any number of chunks beside a plain one",
    repeats: 5,
    contenders: ["1", "2", "7", "64"].map {
      Contender("parallelSum, \($0)", .ours("chunked-sum"), ["100000000", $0, "reproducible"])
    }
      + ["1", "2"].map {
        Contender("plain, \($0)", .ours("chunked-sum"), ["100000000", $0, "plain"])
      },
    ratios: ["1", "2"].map {
      Ratio(
        name: "time of parallelSum / plain, \($0)",
        figure: "time",
        numerator: "parallelSum, \($0)",
        denominator: "plain, \($0)",
        goal: "at most 1.5"
      )
    }
  )
}
