import Foundation
import Subprocess
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A worker process that runs, and the items it has: the first is worked on, the others were sent
/// ahead.
///
/// A thread waits for what the process writes. The process is waited for by its own number only after
/// that thread is done with it, so a signal can never reach another process of the same number.
final class WorkerConnection: Sendable {
  /// How the connection came to its end.
  enum Break: Error, Equatable {
    /// The process is gone, or has closed its output.
    case ended
    /// What it wrote is no answer; here is how that begins.
    case garbled(String)
    /// Its item was not done in this time.
    case timedOut(Duration)
  }

  /// What is left to say about a process that is gone.
  struct Obituary: Sendable {
    var status: WorkerError.Status
    var lastLines: [String]
  }

  let processID: Int32

  private let life: WorkerLife
  private let task: Task<WorkerError.Status, any Error>

  /// Starts a process.
  init(_ program: WorkerProgram, frameLimit: Int) async throws {
    let life = WorkerLife(try WorkerPipes(), frameLimit: frameLimit)
    self.life = life
    let (starts, start) = AsyncStream<Int32>.makeStream()
    task = Task {
      defer { start.finish() }
      let pipes = life.pipes
      do {
        let result = try await Subprocess.run(
          program.configuration,
          input: .fileDescriptor(pipes.workerInput, closeAfterSpawningProcess: true),
          output: .fileDescriptor(pipes.workerOutput, closeAfterSpawningProcess: true),
          error: .fileDescriptor(pipes.workerError, closeAfterSpawningProcess: true)
        ) { execution in
          let id = execution.processIdentifier
          #if os(Linux)
          life.begin(exitDescriptor: id.processDescriptor)
          #else
          life.begin(exitDescriptor: nil)
          #endif
          start.yield(id.value)
          start.finish()
          await life.untilOver()
          // Whatever it has started goes with it.
          kill(-id.value, SIGKILL)
        }
        switch result.terminationStatus {
        case .exited(let status): return .exited(status)
        case .signaled(let signal): return .signalled(signal)
        }
      } catch {
        life.abandon()
        throw error
      }
    }
    var processID: Int32?
    for await id in starts { processID = id }
    // The loop ends early when this task is cancelled; the start itself cannot be.
    guard let processID else {
      life.condemn()
      _ = try await task.value
      throw CancellationError()
    }
    self.processID = processID
  }

  deinit { life.condemn() }

  /// Hands over items, which are done in their order, and waits for answers until only so many items
  /// are not answered, or an answer is no output.
  ///
  /// - Throws: ``Break``, or `CancellationError`, after which the process is being killed; answers
  ///   that came before are still to be had by ``takeAnswers()``.
  func answers(
    whenLeft left: Int,
    sending items: [WorkerFrame] = []
  ) async throws -> [WorkerFrame] {
    try await life.answers(whenLeft: left, sending: items)
  }

  /// Takes the answers that have come.
  func takeAnswers() -> [WorkerFrame] { life.takeAnswers() }

  /// Asks for the items back that are not begun, now or when some are sent ahead.
  func recall() { life.recall() }

  /// Has a closure called whenever an item that was sent ahead begins to be worked on.
  func watch(_ began: (@Sendable () -> Void)?) { life.watch(began) }

  /// Kills the process, since its item takes too long.
  func end(after limit: Duration) { life.condemn(.timedOut(limit)) }

  /// Whether it can be given an item.
  var isUsable: Bool { life.isUsable }

  /// Kills the process and what it has started, unless it is gone, and waits for its end.
  func killed() async -> Obituary {
    life.condemn()
    return await obituary()
  }

  /// Closes the process's input, at which it ends, and waits for that; kills it when it takes too long.
  func finished(grace: Duration) async {
    life.finish(grace: grace)
    _ = await obituary()
  }

  private func obituary() async -> Obituary {
    let status = (try? await task.value) ?? .signalled(SIGKILL)
    return Obituary(status: status, lastLines: life.lastLines)
  }
}
