import Dispatch

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Jobs that make further jobs, done by a few threads, the latest first: so a tree is gone through
/// in depth, and few of its directories are open at once.
final class WorkStack<Job: Sendable>: @unchecked Sendable {
  // The lock guards both.
  private var jobs: [Job]
  private var active = 0

  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>

  init(_ jobs: [Job]) {
    self.jobs = jobs
    lock = .allocate(capacity: 1)
    condition = .allocate(capacity: 1)
    pthread_mutex_init(lock, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(lock)
    condition.deallocate()
    lock.deallocate()
  }

  /// Adds jobs; called by a job.
  func push(_ new: some Collection<Job>) {
    guard !new.isEmpty else { return }
    pthread_mutex_lock(lock)
    jobs.append(contentsOf: new)
    pthread_mutex_unlock(lock)
    if new.count > 1 {
      pthread_cond_broadcast(condition)
    } else {
      pthread_cond_signal(condition)
    }
  }

  /// Does all jobs and those that they add, and returns when none is left.
  ///
  /// - Parameters:
  ///   - threads: How many work at once, this one among them.
  ///   - makeWorker: Called on each thread; returns what does a job there.
  func run(threads: Int, _ makeWorker: @Sendable () -> (Job) -> Void) {
    if threads <= 1 {
      work(makeWorker())
    } else {
      DispatchQueue.concurrentPerform(iterations: threads) { _ in work(makeWorker()) }
    }
  }

  private func work(_ body: (Job) -> Void) {
    while let job = next() {
      body(job)
      pthread_mutex_lock(lock)
      active -= 1
      let isOver = active == 0 && jobs.isEmpty
      pthread_mutex_unlock(lock)
      if isOver { pthread_cond_broadcast(condition) }
    }
  }

  private func next() -> Job? {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while jobs.isEmpty {
      if active == 0 { return nil }
      pthread_cond_wait(condition, lock)
    }
    active += 1
    return jobs.removeLast()
  }
}
