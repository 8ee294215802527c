/// What one process measures of our code.
enum Measure {
  static let all: [String: @Sendable (Arguments) async throws -> Void] = [
    "timers": timers,
    "schema": schema,
    "queue": queue,
    "hub-processes": hubProcesses,
    "spawn": spawn,
    "logs": logs,
    "dashboard": dashboard,
    "cron": cron,
    "words": words,
    "counter": counter,
    "lru": lru,
    "csv": csv,
    "csv-write": csvWrite,
    "sort": sort,
    "json": json,
    "group": group,
    "log-store": logStore,
    "command": command,
    "task-group": taskGroup,
    "bounded-queue": boundedQueue,
    "worker-pool": workerPool,
    "worker": worker,
    "chunked-sum": chunkedSum,
  ]
}
