import BatteryJobs
import Foundation
import SystemPackage
import TestKit
import Testing

@Suite("Process runner", .timeLimit(.minutes(5))) struct ProcessRunnerTests {
  let directory: TemporaryDirectory
  let recorder = LineRecorder()

  init() throws {
    directory = try TemporaryDirectory()
  }

  // MARK: - What a program is given

  @Test("reports the status, and the lines of both outputs with their source")
  func statusAndLines() async throws {
    let outcome = try await run(.shell("echo one; echo two >&2; printf three; exit 3"))
    #expect(outcome.status == .exited(3))
    #expect(outcome.lines == 3)
    #expect(outcome.bytes == 14)
    #expect(Set(recorder.texts) == ["one", "two", "three"])
    #expect(recorder.lines.first { $0.text == "two" }?.source == .error)
    #expect(recorder.lines.first { $0.text == "one" }?.source == .output)
  }

  @Test("reports the signal that ended a program", arguments: [Int32(9), 15, 11])
  func signal(_ number: Int32) async throws {
    let outcome = try await run(.shell("kill -\(number) $$"))
    #expect(outcome.status == .signalled(number))
    #expect(outcome.exitStatus == 128 + number)
  }

  @Test("gives the program exactly the environment, and its mark")
  func environment() async throws {
    _ = try await run(.arguments(["/usr/bin/env"]), mark: "m1") { $0.environment = ["A": "b c=d"] }
    #expect(Set(recorder.texts) == ["A=b c=d", "BATTERIES_MARK=m1"])
  }

  @Test("starts the program in its directory, and finds a relative program there")
  func workingDirectory() async throws {
    let script = try directory.write("#!/bin/sh\npwd -P\n", to: "where.sh")
    _ = chmod(script.string, 0o755)
    _ = try await run(.arguments(["./where.sh"]))
    #expect(recorder.texts == [try #require(realPath(directory.path))])
  }

  @Test("hands over the input, and nothing when there is none")
  func input() async throws {
    let text = Array(repeating: "a line of the input", count: 20_000).joined(separator: "\n")
    _ = try await run(.arguments(["cat"])) { $0.input = Array(text.utf8) }
    #expect(recorder.texts.joined(separator: "\n") == text)
    let outcome = try await run(.arguments(["cat"]))
    #expect(outcome.lines == 0)
  }

  @Test("hands arguments over as they are", arguments: ["a b", "$HOME", "*", "'\"", "", "ä\n"])
  func arguments(_ word: String) async throws {
    _ = try await run(.arguments(["printf", "[%s]", word]))
    #expect(recorder.texts.joined(separator: "\n") == "[\(word)]")
  }

  // MARK: - Programs that cannot be started

  @Test("says which program is missing, with the status 127", arguments: ["no-such", "./no-such"])
  func missingProgram(_ name: String) async throws {
    let error = try #require(await failure(.arguments([name])))
    #expect(error.code.name == "not-found")
    #expect(error.exitStatus == 127)
    #expect(error.message.contains("\"\(name)\""))
  }

  @Test("says which file may not be executed, with the status 126")
  func notExecutable() async throws {
    try directory.write("echo hello", to: "script")
    let error = try #require(await failure(.arguments(["./script"])))
    #expect(error.code.name == "denied")
    #expect(error.exitStatus == 126)
  }

  @Test("says what a file without a first line for the system lacks")
  func noInterpreter() async throws {
    let script = try directory.write("echo hello", to: "script")
    _ = chmod(script.string, 0o755)
    let error = try #require(await failure(.arguments(["./script"])))
    #expect(error.exitStatus == 126)
    #expect(error.message.contains("#!/bin/sh"))
  }

  @Test("says which directory is missing")
  func missingDirectory() async throws {
    let error = try #require(
      await failure(.shell("true")) { $0.directory = "/no/such/directory" }
    )
    #expect(error.code.name == "not-found")
    #expect(error.message.contains("/no/such/directory"))
  }

  @Test("refuses what no program can be given")
  func badTexts() async throws {
    #expect(await failure(.arguments([]))?.code.name == "configuration")
    #expect(await failure(.arguments(["echo", "a\0b"]))?.code.name == "configuration")
    let error = await failure(.shell("true")) { $0.environment["A=B"] = "c" }
    #expect(error?.code.name == "configuration")
  }

  // MARK: - Output

  @Test("keeps output that is not text byte for byte")
  func binaryOutput() async throws {
    var generator = SystemRandomNumberGenerator()
    let bytes = (0..<500_000).map { _ in
      let byte = UInt8.random(in: 0...255, using: &generator)
      return byte == 0x0D ? 0 : byte
    }
    try Data(bytes).write(to: directory.url.appendingPathComponent("data"))
    _ = try await run(.arguments(["cat", "data"]))
    #expect(Array(recorder.lines.map(\.bytes).joined(separator: [0x0A])) == bytes)
  }

  @Test("hands over a line as soon as it is printed")
  func liveOutput() async throws {
    let fifo = directory.path.appending("go").string
    try #require(mkfifo(fifo, 0o600) == 0)
    async let outcome = run(.shell("echo first; cat go; echo second"))
    await recorder.wait(for: "first")
    #expect(!recorder.texts.contains("second"))
    try Data("between\n".utf8).write(to: URL(fileURLWithPath: fifo))
    #expect(try await outcome.status == .exited(0))
    #expect(recorder.texts == ["first", "between", "second"])
  }

  @Test("holds a program back while its log is behind, and calls one at a time")
  func backpressure() async throws {
    let gate = Gate()
    let request = request(.shell("yes | head -c 400000; echo end"))
    async let outcome = ProcessRunner.run(request) { [recorder] lines in
      await gate.pass()
      recorder.take(lines)
    }
    await gate.waitForVisitor()
    let atGate = recorder.lines.count
    #expect(atGate == 0)
    gate.open()
    #expect(try await outcome.lines == 200_001)
    #expect(recorder.texts.last == "end")
    #expect(gate.mostAtOnce == 1)
  }

  @Test("takes a flood of output in bounded memory and keeps its beginning and its end")
  func flood() async throws {
    let before = Self.residentBytes()
    let command = "seq 1 100; yes 0123456789abcdef0123456789abcdef | head -c 99000000; echo end"
    let outcome = try await run(.shell(command)) { $0.outputLimit = .mebibytes(1) }
    #expect(outcome.lines == 3_000_101)
    #expect(recorder.texts.first == "1")
    #expect(recorder.texts.last == "end")
    #expect(recorder.lines.filter { $0.source == .system }.count == 1)
    #expect(recorder.lines.map { $0.bytes.count + 1 }.reduce(0, +) <= (1 << 20) + 100)
    #expect(outcome.omittedLines > 2_900_000)
    // All lines together would take more than 300 MB; other suites run in this process meanwhile.
    #expect(Self.residentBytes() - before < 192 << 20)
  }

  // MARK: - Helpers

  private func request(
    _ command: ProcessRequest.Command,
    mark: String = ""
  ) -> ProcessRequest {
    ProcessRequest(
      command,
      environment: ["PATH": "/usr/bin:/bin"],
      directory: directory.path,
      grace: .seconds(5),
      mark: mark
    )
  }

  private func run(
    _ command: ProcessRequest.Command,
    mark: String = "",
    _ change: (inout ProcessRequest) -> Void = { _ in }
  ) async throws -> ProcessOutcome {
    var request = request(command, mark: mark)
    change(&request)
    return try await ProcessRunner.run(request) { [recorder] in recorder.take($0) }
  }

  private func failure(
    _ command: ProcessRequest.Command,
    _ change: (inout ProcessRequest) -> Void = { _ in }
  ) async -> JobError? {
    await #expect(throws: JobError.self) { _ = try await run(command, change) }
  }

  private func realPath(_ path: FilePath) -> String? {
    guard let text = realpath(path.string, nil) else { return nil }
    defer { free(text) }
    return String(cString: text)
  }

  private static func residentBytes() -> Int {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else {
      return 0
    }
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * 4096
  }
}
