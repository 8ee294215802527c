import Foundation
import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// One program from its start to its end: one task, to which all that happens comes as events.
final class ProcessSession {
  private let request: ProcessRequest
  private let clock: any TimeSource
  private let mailbox: ProcessMailbox
  private let output: OutputPipe
  private let error: OutputPipe
  private var limiter: OutputLimiter
  private var group: Int32?
  private var hasExited = false
  private var isCancelled = false
  private var isOver = false
  private var watch: Task<Void, Never>?
  private var ending: Task<Int, Never>?
  private var endsEverything = false
  private var isGroupGone = false
  private var killed = 0

  /// How much is read from a pipe before its lines are handed over.
  private static let batchBytes = 256 << 10

  /// How much is read of what is left in a pipe when everything has ended.
  private static let lastBytes = 1 << 20

  init(_ request: ProcessRequest, clock: any TimeSource, mailbox: ProcessMailbox) throws(JobError) {
    self.request = request
    self.clock = clock
    self.mailbox = mailbox
    limiter = OutputLimiter(limit: request.outputLimit)
    output = try OutputPipe(.output, redactor: request.redactor)
    do {
      error = try OutputPipe(.error, redactor: request.redactor)
    } catch {
      output.abandon()
      throw error
    }
  }

  func run(
    onStart: (Int32) async -> Void,
    onLines: ([LogLine]) async -> Void
  ) async throws -> ProcessOutcome {
    let launch: ProcessLaunch
    do {
      launch = try ProcessLaunch(request)
    } catch {
      output.abandon()
      self.error.abandon()
      throw error
    }
    let exit = start(launch)
    var mayReadMore = false
    while !isOver {
      let events = mayReadMore ? mailbox.take() : await mailbox.next()
      if events.contains(.started), let group = mailbox.group {
        self.group = group
        await onStart(group)
      }
      mayReadMore = await read(upTo: Self.batchBytes, onLines)
      await handle(events)
    }
    watch?.cancel()
    _ = await read(upTo: Self.lastBytes, onLines)
    await finish(onLines)
    if isCancelled { throw CancellationError() }
    let status = try await exit.value
    return ProcessOutcome(
      status: status,
      lines: limiter.lines,
      bytes: limiter.bytes,
      omittedLines: limiter.omittedLines,
      killed: killed
    )
  }

  private func start(_ launch: ProcessLaunch) -> Task<ProcessOutcome.Status, any Error> {
    Task { [mailbox, outputEnd = output.writeEnd, errorEnd = error.writeEnd] in
      defer {
        if let group = mailbox.group { ProcessTree.didEnd(group: group) }
        mailbox.post(.exited)
      }
      return try await launch.run(output: outputEnd, error: errorEnd) { group in
        ProcessTree.didStart(group: group)
        mailbox.postStart(group: group)
      }
    }
  }

  // MARK: - Output

  /// Reads what is there; returns whether there may be more at once.
  private func read(upTo limit: Int, _ onLines: ([LogLine]) async -> Void) async -> Bool {
    let time = clock.now
    var lines: [LogLine] = []
    var mayReadMore = false
    var empty: [FileDescriptor] = []
    for pipe in [output, error] {
      switch pipe.read(upTo: limit, time: time, into: &lines) {
      case .more: mayReadMore = true
      case .empty: empty.append(pipe.readEnd)
      case .ended: pipe.close(time: time, into: &lines)
      }
    }
    let kept = limiter.take(lines)
    if !kept.isEmpty { await onLines(kept) }
    if !empty.isEmpty {
      PipePoller.shared.watch(empty, for: mailbox, isYoung: limiter.bytes == 0)
    }
    return mayReadMore
  }

  /// Stops reading and hands over the end of the output.
  private func finish(_ onLines: ([LogLine]) async -> Void) async {
    let time = clock.now
    var lines: [LogLine] = []
    output.close(time: time, into: &lines)
    error.close(time: time, into: &lines)
    lines = limiter.take(lines)
    lines += limiter.finish(time: time)
    if !lines.isEmpty { await onLines(lines) }
  }

  // MARK: - Ending

  private func handle(_ events: ProcessMailbox.Events) async {
    if events.contains(.cancelled) { isCancelled = true }
    if events.contains(.exited) { hasExited = true }
    if events.contains(.ended), let ending {
      killed += await ending.value
      self.ending = nil
      if !isCancelled {
        isOver = hasExited
      } else if !hasExited {
        watch = waitForTheUnkillable()
      }
    }
    guard !isOver, ending == nil else { return }
    guard let group else {
      // It could not be started.
      isOver = hasExited
      return
    }
    if isCancelled {
      if endsEverything {
        isOver = hasExited || events.contains(.graceOver)
      } else {
        end(group, mark: request.mark)
      }
    } else if hasExited {
      if !Self.isAlive(group) { isGroupGone = true }
      if !output.isOpen, !error.isOpen, isGroupGone {
        isOver = true
      } else if events.contains(.graceOver) {
        // The number of a group that is gone may be somebody else's by now.
        if isGroupGone { isOver = true } else { end(group, mark: "") }
      } else if watch == nil {
        watch = watchLeftovers(of: group)
      }
    }
  }

  /// Ends the group, and with a mark every process of the run.
  private func end(_ group: Int32, mark: String) {
    endsEverything = isCancelled
    ending = Task { [mailbox, clock, grace = request.grace] in
      defer { mailbox.post(.ended) }
      return await ProcessTree.end(
        mark: mark,
        group: group,
        trustsGroup: true,
        grace: grace,
        clock: clock
      )
    }
  }

  /// Gives up after five seconds on a program that no signal of ours ends: another user's, or one
  /// that is stuck in the kernel.
  private func waitForTheUnkillable() -> Task<Void, Never> {
    Task { [mailbox] in
      try? await Task.sleep(for: .seconds(5))
      mailbox.post(.graceOver)
    }
  }

  private func watchLeftovers(of group: Int32) -> Task<Void, Never> {
    let deadline = clock.uptime + request.grace.duration
    return Task { [mailbox, clock] in
      await ProcessSession.watchLeftovers(of: group, until: deadline, clock, mailbox)
    }
  }

  /// Looks until the grace is over whether the group is empty at last.
  private static func watchLeftovers(
    of group: Int32,
    until deadline: Duration,
    _ clock: any TimeSource,
    _ mailbox: ProcessMailbox
  ) async {
    var pause = Duration.milliseconds(1)
    var isKnownEmpty = false
    while clock.uptime < deadline, !Task.isCancelled {
      // The kernel is asked in real time; only the deadline is the injected clock's.
      try? await Task.sleep(for: pause)
      pause = min(pause * 2, .milliseconds(50))
      if !isKnownEmpty, !isAlive(group) {
        isKnownEmpty = true
        mailbox.post(.readable)
      }
    }
    mailbox.post(.graceOver)
  }

  private static func isAlive(_ group: Int32) -> Bool {
    ProcessTree.reap(group: group)
    return kill(-group, 0) == 0
  }
}
