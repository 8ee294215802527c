import SystemPackage
import Testing

@testable import BatteryParallel

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

@Suite("Worker inbox", .timeLimit(.minutes(5))) struct WorkerInboxTests {
  private static func item(_ number: UInt32) -> WorkerFrame {
    WorkerFrame(kind: .item, number: number, body: [])
  }

  @Test("hands items on in their order, and then the end")
  func order() async throws {
    let inbox = WorkerInbox()
    inbox.put([Self.item(1), Self.item(2)])
    #expect(try await inbox.next()?.number == 1)
    inbox.put([Self.item(3)])
    inbox.finish()
    #expect(try await inbox.next()?.number == 2)
    #expect(inbox.takeBack().map(\.number) == [3])
    #expect(try await inbox.next() == nil)
    #expect(try await inbox.next() == nil)
  }

  @Test("hands an item or the end to whoever waits for one")
  func waiting() async throws {
    let inbox = WorkerInbox()
    let first = Task { try await inbox.next() }
    await until { inbox.waiting == 1 }
    inbox.put([Self.item(1), Self.item(2)])
    #expect(try await first.value?.number == 1)
    #expect(try await inbox.next()?.number == 2)
    let second = Task { try await inbox.next() }
    await until { inbox.waiting == 1 }
    inbox.finish(throwing: Mishap())
    await #expect(throws: Mishap()) { try await second.value }
  }

  @Test("lets go whoever waits and is cancelled, and loses no item")
  func cancellation() async throws {
    let inbox = WorkerInbox()
    await expectCancellation(of: "next", when: { inbox.waiting == 1 }) {
      _ = try await inbox.next()
    }
    inbox.put([Self.item(1)])
    #expect(try await inbox.next()?.number == 1)
  }

  @Test("has pipes that no other program inherits")
  func pipes() throws {
    let pipes = try WorkerPipes()
    let workers = [pipes.workerInput, pipes.workerOutput, pipes.workerError]
    defer {
      pipes.close()
      for end in workers { try? end.close() }
    }
    let ours = [pipes.input, pipes.output, pipes.error, pipes.wakeRead, pipes.wakeWrite]
    for end in ours + workers { #expect(fcntl(end.rawValue, F_GETFD) & FD_CLOEXEC != 0) }
    // A worker's ends block, as programs expect.
    for end in workers { #expect(fcntl(end.rawValue, F_GETFL) & O_NONBLOCK == 0) }
  }
}
