/// A benchmark: what is measured side by side, and which figures are set in relation.
struct Comparison: Sendable {
  /// A figure of one contender divided by that of another, repeat by repeat.
  struct Ratio: Sendable {
    var name: String
    var figure: String
    var numerator: String
    var denominator: String
    var goal: String
  }

  var name: String
  var summary: String
  var repeats: Int
  /// What must be there before; its figures are not compared.
  var preparation: [Contender] = []
  var contenders: [Contender]
  var ratios: [Ratio] = []
}

extension Comparison {
  static let all = [
    timers, queue, processes, logs, dashboard, cron, counter, lru, csv, csvWrite, json, stats,
    group, sort, sqliteImport, stream, logReport, logStore, decimal, fractions, random, integers,
    matrix, parallel, chunkedSum, statistics, moments, regression, describe, digits, order,
    walk, copyTree, removeTree, duplicates, archives, organize, findFiles,
  ]

  static let timers = Comparison(
    name: "timers",
    summary: "one-off timers beside Python's sched and APScheduler",
    repeats: 3,
    contenders: [
      Contender("TimerSet 100k/10s", .ours("timers"), ["100000", "10"]),
      Contender("sched 100k/10s", .python("timers_sched.py"), ["100000", "10"]),
      Contender("TimerSet 10k/10s", .ours("timers"), ["10000", "10"]),
      Contender("sched 10k/10s", .python("timers_sched.py"), ["10000", "10"]),
      Contender("APScheduler 10k/10s", .python("timers_apscheduler.py"), ["10000", "10"]),
    ],
    ratios: [
      Ratio(
        name: "p99 of sched / p99 of TimerSet, 100k",
        figure: "p99",
        numerator: "sched 100k/10s",
        denominator: "TimerSet 100k/10s",
        goal: "p99 of TimerSet at most 5 ms"
      ),
      Ratio(
        name: "p99 of APScheduler / p99 of TimerSet, 10k",
        figure: "p99",
        numerator: "APScheduler 10k/10s",
        denominator: "TimerSet 10k/10s",
        goal: "none"
      ),
      Ratio(
        name: "memory of sched / memory of TimerSet, 100k",
        figure: "memory",
        numerator: "sched 100k/10s",
        denominator: "TimerSet 100k/10s",
        goal: "at most 200 bytes a timer"
      ),
    ]
  )

  static let queue = Comparison(
    name: "queue",
    summary: "jobs a second through the store beside Python's sqlite3",
    repeats: 5,
    preparation: [Contender("schema", .ours("schema"), ["/tmp/batteries-benchmark/schema.sqlite"])],
    contenders: ["normal", "full"].flatMap { sync -> [Contender] in
      let single = sync == "normal" ? "20000" : "2000"
      let batched = sync == "normal" ? "100000" : "10000"
      let schema = "/tmp/batteries-benchmark/schema.sqlite"
      func store(_ name: String, _ count: String, _ batch: String, _ callers: String) -> Contender {
        Contender("store \(name) \(sync)", .ours("queue"), [count, batch, sync, callers])
      }
      func peer(_ name: String, _ count: String, _ batch: String) -> Contender {
        Contender(
          "sqlite3 \(name) \(sync)",
          .python("queue_sqlite3.py"),
          [schema, count, batch, sync]
        )
      }
      return [
        store("single, 8 callers", single, "1", "8"),
        peer("single", single, "1"),
        store("single, 1 caller", single, "1", "1"),
        store("by 100", batched, "100", "4"),
        peer("by 100", batched, "100"),
        store("by 1,000", batched, "1000", "4"),
      ]
    },
    ratios: ["normal", "full"].flatMap { sync -> [Ratio] in
      [
        ("single, 8 callers", "single", "1.5"),
        ("single, 1 caller", "single", "none"),
        ("by 100", "single", "5"),
        ("by 1,000", "single", "5"),
        ("by 100", "by 100", "none"),
      ].map { ours, peer, goal in
        Ratio(
          name: "\(ours) / sqlite3 \(peer), \(sync)",
          figure: "rate",
          numerator: "store \(ours) \(sync)",
          denominator: "sqlite3 \(peer) \(sync)",
          goal: sync == "normal" ? goal : "none"
        )
      }
    }
  )

  static let processes = Comparison(
    name: "processes",
    summary: "runs of /bin/true with full history beside bare posix_spawn",
    repeats: 5,
    contenders: [
      Contender("hub", .ours("hub-processes"), ["2000", "4", "0"]),
      Contender("posix_spawn 4 at once", .ours("spawn"), ["2000", "4", "0"]),
      Contender("posix_spawn one by one", .ours("spawn"), ["2000", "1", "0"]),
      Contender("Python os.posix_spawn", .python("spawn.py"), ["2000"]),
      Contender("hub, 1 GiB resident", .ours("hub-processes"), ["2000", "4", "1024"]),
      Contender("posix_spawn 4 at once, 1 GiB resident", .ours("spawn"), ["2000", "4", "1024"]),
    ],
    ratios: [
      Ratio(
        name: "hub / posix_spawn 4 at once",
        figure: "rate",
        numerator: "hub",
        denominator: "posix_spawn 4 at once",
        goal: "0.8"
      ),
      Ratio(
        name: "hub / posix_spawn one by one",
        figure: "rate",
        numerator: "hub",
        denominator: "posix_spawn one by one",
        goal: "0.8"
      ),
      Ratio(
        name: "hub / posix_spawn 4 at once, both with 1 GiB",
        figure: "rate",
        numerator: "hub, 1 GiB resident",
        denominator: "posix_spawn 4 at once, 1 GiB resident",
        goal: "0.8"
      ),
    ]
  )

  static let logs = Comparison(
    name: "logs",
    summary: "a million log lines of one run, stored",
    repeats: 3,
    preparation: [Contender("schema", .ours("schema"), ["/tmp/batteries-benchmark/schema.sqlite"])],
    contenders: [
      Contender("hub", .ours("logs"), ["1000000"]),
      Contender(
        "Python subprocess and sqlite3",
        .python("logs_sqlite3.py"),
        ["/tmp/batteries-benchmark/schema.sqlite", "1000000"]
      ),
    ],
    ratios: [
      Ratio(
        name: "seconds of Python / seconds of the hub",
        figure: "time",
        numerator: "Python subprocess and sqlite3",
        denominator: "hub",
        goal: "hub under 10 s"
      )
    ]
  )

  static let dashboard = Comparison(
    name: "dashboard",
    summary: "the page of 1,000 jobs over a million runs",
    repeats: 3,
    preparation: [
      Contender("schema", .ours("schema"), ["/tmp/batteries-benchmark/history/hub.sqlite"]),
      Contender(
        "fill",
        .python("fill_history.py"),
        ["/tmp/batteries-benchmark/history/hub.sqlite", "1000", "1000000"]
      ),
    ],
    contenders: [
      Contender(
        "job list",
        .ours("dashboard"),
        ["/tmp/batteries-benchmark/history", "1000", "100"]
      )
    ]
  )

  static let cron = Comparison(
    name: "cron",
    summary: "next fire times a second beside croniter and cronsim",
    repeats: 3,
    contenders: [
      Contender("Schedule", .ours("cron"), ["100000"]),
      Contender("cronsim", .python("cron_next.py"), ["cronsim", "20000"]),
      Contender("croniter", .python("cron_next.py"), ["croniter", "5000"]),
    ],
    ratios: [
      Ratio(
        name: "Schedule / cronsim",
        figure: "rate",
        numerator: "Schedule",
        denominator: "cronsim",
        goal: "none"
      ),
      Ratio(
        name: "Schedule / croniter",
        figure: "rate",
        numerator: "Schedule",
        denominator: "croniter",
        goal: "none"
      ),
    ]
  )
}
