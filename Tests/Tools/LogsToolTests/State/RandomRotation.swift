import SystemPackage
import TestKit

@testable import LogsTool

/// A log that is written to and rotated by all means at random, in small steps.
///
/// Two things are left out, which nobody can count right: lines that are written between the copy
/// and the truncation, and files that are removed before anybody has read them.
struct RandomRotation {
  /// Random numbers that are the same for the same seed (SplitMix64).
  struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  let yard: LogYard
  var dice: Dice
  private var serial = 0

  init(_ yard: LogYard, seed: UInt64) {
    self.yard = yard
    dice = Dice(seed: seed)
  }

  /// Does something; `between` is called after each step of it.
  mutating func act(_ between: () async throws -> Void) async throws {
    switch Int.random(in: 0..<10, using: &dice) {
    case 0..<4: try yard.write(Int.random(in: 1...20, using: &dice))
    case 4: try yard.write(Int.random(in: 100...900, using: &dice))
    case 5: try await writeInHalves("access.log", between)
    case 6, 7: try await rename(between)
    default: try await copyAndTruncate(between)
    }
    try await between()
  }

  private mutating func writeInHalves(
    _ name: String,
    _ between: () async throws -> Void
  ) async throws {
    let line = yard.line()
    let half = Int.random(in: 1..<line.utf8.count, using: &dice)
    try yard.append(String(line.utf8.prefix(half)) ?? "", to: name)
    try await between()
    try yard.append(String(line.utf8.dropFirst(half)) ?? "", to: name)
  }

  private mutating func rename(_ between: () async throws -> Void) async throws {
    try await makeRoom(between)
    try yard.move("access.log", "access.log.1")
    try await between()
    // The server has not noticed yet.
    if Bool.random(using: &dice) {
      try yard.write(3, to: "access.log.1")
      try await between()
    }
    if Bool.random(using: &dice) { try await writeInHalves("access.log.1", between) }
    if Bool.random(using: &dice) {
      try yard.append("")
      try await between()
    }
    try yard.write(1)
  }

  private mutating func copyAndTruncate(_ between: () async throws -> Void) async throws {
    try await makeRoom(between)
    try await put(try yard.bytes("access.log"), "access.log.1", between)
    yard.truncateFile("access.log")
    if Bool.random(using: &dice) { try await between() }
    try yard.write(Int.random(in: 1...30, using: &dice))
  }

  /// Takes the last rotated file away from its name, compressed or not.
  private mutating func makeRoom(_ between: () async throws -> Void) async throws {
    guard FileMark(yard.path("access.log.1")) != nil else { return }
    serial += 1
    if Int.random(in: 0..<4, using: &dice) == 0 {
      try yard.move("access.log.1", "access.log.2-\(serial)")
    } else {
      let packed = try yard.compressed("access.log.1", Bool.random(using: &dice) ? "gz" : "zst")
      try await put(packed, "access.log.1.gz", between)
      yard.remove("access.log.1")
      try await between()
      try yard.move("access.log.1.gz", "access.log-\(serial).gz")
    }
    try await between()
  }

  private mutating func put(
    _ bytes: [UInt8],
    _ name: String,
    _ between: () async throws -> Void
  ) async throws {
    let file = try FileDescriptor.open(
      yard.path(name),
      .writeOnly,
      options: [.create, .truncate],
      permissions: [.ownerReadWrite]
    )
    defer { try? file.close() }
    var place = 0
    while place < bytes.count {
      try await between()
      let end = Int.random(in: place...bytes.count, using: &dice)
      try file.writeAll(bytes[place..<end])
      place = end
    }
    try await between()
  }
}
