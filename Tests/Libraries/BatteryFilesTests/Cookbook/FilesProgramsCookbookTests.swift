import ArgumentParser
import BatteryFiles
import BatteryJobs
import BatteryParallel
import Foundation
import Synchronization
import SystemPackage
import TestKit
import Testing

/// Runs pieces of `Documentation/Cookbook/Files.md` about programs, to the letter.
@Suite("Cookbook, programs that work on files", .timeLimit(.minutes(5)))
struct FilesProgramsCookbookTests {
  private let directory: TemporaryDirectory
  private let place: FilePath

  init() throws {
    directory = try TemporaryDirectory()
    place = directory.path
  }

  @Test("knows its arguments, its environment and where it is")
  func surroundings() throws {
    // page: begin
    let program = CommandLine.arguments.first ?? "tool"
    let words = CommandLine.arguments.dropFirst()
    let language = ProcessInfo.processInfo.environment["LANG"] ?? "C"
    let home = try FilePath("~").expandingHome()
    let here = try FilePath.currentDirectory()
    // page: end
    #expect(!program.isEmpty && !language.isEmpty)
    #expect(words.count == CommandLine.arguments.count - 1)
    #expect(home.isAbsolute && here.isAbsolute)
  }

  @Test("parses its command line, and says what is wrong with it")
  func commandLine() throws {
    for (name, size) in [("a.log", 3), ("deep/b.log", 5), ("c.txt", 9), ("deep/d.log", 5)] {
      try directory.write(String(repeating: "x", count: size), to: name)
    }
    // page: begin
    let command = try Largest.parse([place.string, "--count", "2", "--name", "*.log"])
    let found = try command.search()
    let help = Largest.helpMessage()
    // page: end
    #expect(found.files.map(\.path) == ["deep/b.log", "deep/d.log"])
    #expect(found.failures.isEmpty)
    #expect(try Largest.parse([place.string]).search().files.map(\.size) == [9, 5, 5, 3])
    #expect(help.contains("OVERVIEW: Print the largest files below a folder."))
    #expect(help.contains("USAGE: largest [<folder>] [--count <count>] [--name <name>]"))
    let wrong = [
      (["--count", "many"], "The value 'many' is invalid for '--count <count>'"),
      (["--count", "0"], "Give --count a number above 0."),
      (["--counts", "1"], "Unknown option '--counts'"),
    ]
    for (arguments, message) in wrong {
      let error = #expect(throws: (any Error).self) { try Largest.parse(arguments) }
      guard let error else { continue }
      #expect(Largest.message(for: error).contains(message))
      #expect(Largest.exitCode(for: error) == .validationFailure)
    }
  }

  @Test("runs a program, hands it its input and takes its output")
  func program() async throws {
    // page: begin
    let request = ProcessRequest(
      .arguments(["sort", "-u"]),
      environment: ["PATH": "/usr/bin:/bin", "LC_ALL": "C"],
      directory: place,
      input: Array("pear\napple\npear\n".utf8)
    )
    let lines = Mutex<[String]>([])
    let outcome = try await ProcessRunner.run(request) { _ in
    } onLines: { batch in
      lines.withLock { $0 += batch.map(\.text) }
    }
    // page: end
    #expect(outcome.status == .exited(0))
    #expect(lines.withLock { $0 } == ["apple", "pear"])
  }

  @Test("ends a program that takes too long, and all that it started")
  func timeout() async throws {
    let environment = ["PATH": "/usr/bin:/bin"]
    var isOver = false
    // page: begin
    let request = ProcessRequest(
      .shell("sleep 600 & sleep 600"),
      environment: environment,
      directory: place,
      grace: .seconds(1)
    )
    do {
      _ = try await withTimeout(.milliseconds(200)) {
        try await ProcessRunner.run(request) { _ in
        } onLines: { _ in
        }
      }
    } catch let error as TimeoutError {
      isOver = true
      print(error)
    }
    // page: end
    #expect(isOver)
  }

  @Test("works on many files at once")
  func manyFiles() async throws {
    for number in 1...20 {
      try directory.write(String(repeating: "word ", count: number), to: "\(number).txt")
    }
    // page: begin
    let files = try Glob("*.txt").paths(in: place)
    let root = try RootedDirectory(place)
    let counts = try await files.concurrentMap(limit: Processors.count) { file in
      try await ThreadPool.shared.run { flag in
        try flag.check()
        let text = String(decoding: try root.read(file), as: UTF8.self)
        return text.split(separator: " ").count
      }
    }
    let words = counts.reduce(0, +)
    // page: end
    #expect(words == 210)
  }

  @Test("asks many files for what may fail, and goes on")
  func failures() async throws {
    let paths = [try directory.write("text", to: "there.txt"), place.appending("gone.txt")]
    // page: begin
    let results = try await paths.concurrentResults(limit: 8) { path in
      try await BlockingWork.run { _ in try FileHashing.hash(path) }
    }
    for (path, result) in zip(paths, results) {
      if case .failure(let error) = result { print(path, error) }
    }
    // page: end
    #expect(results.map { (try? $0.get()) != nil } == [true, false])
  }
}
