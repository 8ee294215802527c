import Foundation
import Testing

@testable import LogsTool

@Suite("Rotation at random", .timeLimit(.minutes(60))) struct RandomRotationTests {
  /// More of them with `BATTERIES_LOG_WALKS=1000`.
  static let walks =
    ProcessInfo.processInfo.environment["BATTERIES_LOG_WALKS"].flatMap { UInt64($0) } ?? 24

  @Test("loses no line and reads none twice", arguments: 1...walks)
  func runs(_ seed: UInt64) async throws {
    let yard = try LogYard()
    try yard.write(10)
    try yard.run()
    var script = RandomRotation(yard, seed: seed)
    var dice = RandomRotation.Dice(seed: seed &+ 1_000_000)
    var follower: LogAnalysis?
    for _ in 0..<40 {
      try await script.act {
        switch Int.random(in: 0..<12, using: &dice) {
        case 0:
          follower = nil
          try yard.run()
        case 1:
          follower = nil
          follower = try yard.run { $0.isFollowing = true }
        case 2, 3: try follower?.update()
        default: break
        }
      }
    }
    follower = nil
    #expect(try yard.run().report() == yard.wholeReport())
  }

  @Test("loses no line in memory", arguments: 1...8)
  func inMemory(_ seed: UInt64) async throws {
    let yard = try LogYard()
    try yard.write(10)
    var analysis = try yard.run {
      $0.isFollowing = true
      $0.state = nil
    }
    var script = RandomRotation(yard, seed: seed)
    for _ in 0..<40 {
      var count = 0
      try await script.act {
        count += 1
        if count % 3 == 0 { try analysis.update() }
      }
    }
    try analysis.update()
    #expect(try analysis.report() == yard.wholeReport())
  }
}
