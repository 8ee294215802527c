import BatteryTables
import Foundation
import SystemPackage
import TestKit
import Testing

@Suite("Compressed files", .timeLimit(.minutes(5))) struct CompressedFileTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// More than one block of text.
  private static let text = (0..<60_000).map { "row \($0),\($0 * $0 % 977)\n" }.joined()

  private func path(_ name: String) -> FilePath { directory.path.appending(name) }

  private static func read(_ source: inout any ByteSource) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 10_007)
    while true {
      let count = try block.withUnsafeMutableBytes { try source.read(into: $0) }
      guard count > 0 else { return bytes }
      bytes += block[..<count]
    }
  }

  private func read(_ name: String) throws -> String {
    var source = try TableFile(path(name)).source
    return String(decoding: try Self.read(&source), as: UTF8.self)
  }

  private func write(_ text: String, to name: String) throws {
    let file = try OutputFile(path(name))
    var text = text
    try text.withUTF8 { bytes in
      for start in stride(from: 0, to: bytes.count, by: 70_001) {
        let end = min(start + 70_001, bytes.count)
        try file.write(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[start..<end]))
      }
    }
    try file.commit()
  }

  @Test("reads what the program wrote, whatever its name", arguments: ["gzip", "zstd -q"])
  func reads(program: String) async throws {
    try directory.write(Self.text, to: "plain")
    _ = try await Program.shell("\(program) -c < plain > data.csv", in: directory.path)
    #expect(try read("data.csv") == Self.text)
    let file = try TableFile(path("data.csv"))
    #expect(file.compression == (program == "gzip" ? .gzip : .zstd))
  }

  @Test("writes what the program reads", arguments: [("gz", "gzip"), ("zst", "zstd -q")])
  func writes(ending: String, program: String) async throws {
    try write(Self.text, to: "data.\(ending)")
    let output = try await Program.shell(
      "\(program) -dc < data.\(ending) > out; echo",
      in: directory.path
    )
    #expect(output == "\n")
    #expect(try String(contentsOfFile: path("out").string, encoding: .utf8) == Self.text)
    #expect(try read("data.\(ending)") == Self.text)
  }

  @Test("reads several parts as one", arguments: ["gzip", "zstd -q"])
  func members(program: String) async throws {
    _ = try await Program.shell(
      "(printf 'a\\n' | \(program) -c; printf '' | \(program) -c; printf 'b\\n' | \(program) -c) > x",
      in: directory.path
    )
    #expect(try read("x") == "a\nb\n")
  }

  @Test("reads zeros after the end of gzip data, as on a tape")
  func padding() async throws {
    _ = try await Program.shell(
      "(printf 'a\\n' | gzip -c; head -c 700000 /dev/zero) > x",
      in: directory.path
    )
    #expect(try read("x") == "a\n")
  }

  @Test("goes back to the first byte", arguments: ["gzip", "zstd -q"])
  func restart(program: String) async throws {
    try directory.write(Self.text, to: "plain")
    _ = try await Program.shell("\(program) -c < plain > x", in: directory.path)
    var source = try TableFile(path("x")).source
    var start = [UInt8](repeating: 0, count: 5)
    for _ in 0..<3 {
      let count = try start.withUnsafeMutableBytes { try source.fill($0) }
      #expect(count == 5)
      #expect(start == Array("row 0".utf8))
      #expect(try source.restart())
    }
    #expect(try Self.read(&source).count == Self.text.utf8.count)
  }

  @Test("says that a file is cut off", arguments: ["gzip", "zstd -q"])
  func truncated(program: String) async throws {
    try directory.write(Self.text, to: "plain")
    _ = try await Program.shell("\(program) -c < plain | head -c 5000 > x", in: directory.path)
    let kind = program == "gzip" ? "gzip" : "zstd"
    let error = try #require(throws: TableError.self) { try read("x") }
    #expect(error.code == .invalidData)
    #expect(error.message.hasPrefix("\(path("x")): the \(kind) data is cut off. Fetch"))
  }

  @Test("says that a file is damaged", arguments: ["gzip", "zstd -q"])
  func damaged(program: String) async throws {
    try directory.write(Self.text, to: "plain")
    _ = try await Program.shell("\(program) -c < plain > x", in: directory.path)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path("x").string))
    for place in 4000..<4100 { bytes[place] ^= 0x5A }
    try bytes.write(to: URL(fileURLWithPath: path("x").string))
    let error = try #require(throws: TableError.self) { try read("x") }
    #expect(error.code == .invalidData)
    #expect(error.message.contains("damaged"))
  }

  @Test("says that other bytes come after gzip data")
  func garbage() async throws {
    _ = try await Program.shell("(printf 'a\\n' | gzip -c; echo more) > x", in: directory.path)
    #expect(throws: TableError.self) { try read("x") }
  }

  @Test("leaves the target as it was until the end")
  func atomic() throws {
    try directory.write("old", to: "x.csv")
    do {
      let file = try OutputFile(path("x.csv"))
      try [UInt8]("new".utf8).withUnsafeBytes { try file.write($0) }
    }
    #expect(try read("x.csv") == "old")
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path.string) == ["x.csv"])
  }

  @Test("refuses to write over its input, by whatever name")
  func sameFile() throws {
    let input = try directory.write("a\n", to: "in.csv")
    try FileManager.default.createSymbolicLink(
      atPath: path("link.csv").string,
      withDestinationPath: input.string
    )
    for name in ["in.csv", "link.csv"] {
      let error = try #require(throws: TableError.self) {
        try OutputFile(path(name), inputs: [input])
      }
      #expect(error.code == .invalidExpression)
    }
  }
}
