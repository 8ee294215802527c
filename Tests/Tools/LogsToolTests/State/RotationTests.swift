import Testing

@testable import LogsTool

/// A way in which a log is rotated between runs, step by step.
struct Rotation: CustomTestStringConvertible, Sendable {
  let name: String
  let play: @Sendable (LogYard, () throws -> Void) throws -> Void

  var testDescription: String { name }

  /// Each step ends with a run of the program or, in other tests, with one only sometimes.
  static let all: [Rotation] = [
    Rotation(name: "none") { yard, run in
      try run()
      try yard.write(5)
      try run()
      try run()
    },
    Rotation(name: "rename") { yard, run in
      try run()
      try yard.move("access.log", "access.log.1")
      try run()
      try yard.write(3, to: "access.log.1")
      try yard.write(2)
      try run()
      try yard.write(1, to: "access.log.1")
      try run()
      try yard.write(4)
    },
    Rotation(name: "rename with a date") { yard, run in
      try run()
      try yard.write(7)
      try yard.move("access.log", "access.log-20261122")
      try yard.write(3)
      try run()
    },
    Rotation(name: "rename twice") { yard, run in
      try run()
      try yard.write(7)
      try yard.move("access.log", "access.log.1")
      try yard.write(9)
      try yard.move("access.log.1", "access.log.2")
      try yard.move("access.log", "access.log.1")
      try yard.write(3)
    },
    Rotation(name: "copytruncate") { yard, run in
      try run()
      try yard.write(3)
      try yard.copy("access.log", "access.log.1")
      try run()
      yard.truncateFile("access.log")
      try run()
      try yard.write(2)
      try run()
    },
    Rotation(name: "copytruncate and grown past the old place") { yard, run in
      try run()
      try yard.write(3)
      try yard.copy("access.log", "access.log.1")
      yard.truncateFile("access.log")
      try yard.write(400)
      try run()
    },
    Rotation(name: "copytruncate with half a copy") { yard, run in
      try run()
      try yard.write(50)
      let bytes = try yard.bytes("access.log")
      for part in [1, 100, 1000, 4000] {
        try yard.put(Array(bytes.prefix(part)), "access.log.1")
        try run()
      }
      try yard.put(bytes, "access.log.1")
      try run()
      yard.truncateFile("access.log")
      try run()
      try yard.write(3)
    },
    Rotation(name: "copytruncate twice") { yard, run in
      try run()
      try yard.write(3)
      try yard.copy("access.log", "access.log.1")
      yard.truncateFile("access.log")
      try yard.write(30)
      try yard.move("access.log.1", "access.log.2")
      try yard.copy("access.log", "access.log.1")
      yard.truncateFile("access.log")
      try yard.write(4)
      try run()
    },
    Rotation(name: "gzip at once") { yard, run in
      try run()
      try yard.write(5)
      try yard.move("access.log", "access.log.1")
      try yard.write(2)
      let packed = try yard.compressed("access.log.1")
      for part in [0, 1, 5, 30, packed.count / 2, packed.count - 1, packed.count] {
        try yard.put(Array(packed.prefix(part)), "access.log.1.gz")
        try run()
      }
      yard.remove("access.log.1")
      try run()
    },
    Rotation(name: "gzip at once, while down") { yard, run in
      try run()
      try yard.write(5)
      try yard.move("access.log", "access.log.1")
      try yard.compress("access.log.1")
      try yard.write(2)
      try run()
      try yard.move("access.log.1.gz", "access.log.2.gz")
      try run()
    },
    Rotation(name: "gzip of what nobody has seen") { yard, run in
      try run()
      try yard.write(5)
      try yard.move("access.log", "access.log.1")
      try yard.write(6)
      try yard.move("access.log.1", "access.log.2")
      try yard.move("access.log", "access.log.1")
      let packed = try yard.compressed("access.log.2")
      try yard.put(packed, "access.log.2.gz")
      try run()
      yard.remove("access.log.2")
      try run()
      try yard.write(6)
      try yard.compress("access.log.1")
      try run()
    },
    Rotation(name: "gzip of what nobody has seen, both there") { yard, run in
      try run()
      try yard.move("access.log", "access.log.2")
      try yard.write(900)
      try yard.move("access.log", "access.log.1")
      try yard.put(try yard.compressed("access.log.1"), "access.log.1.gz")
      try yard.write(6)
      try run()
      yard.remove("access.log.1")
      try run()
    },
    Rotation(name: "gzip later") { yard, run in
      try run()
      try yard.write(5)
      try yard.move("access.log", "access.log.1")
      try yard.write(5)
      try run()
      try yard.compress("access.log.1")
      try yard.move("access.log.1.gz", "access.log.2.gz")
      try yard.move("access.log", "access.log.1")
      try yard.write(5)
      try run()
    },
    Rotation(name: "gzip of a copy") { yard, run in
      try run()
      try yard.write(600)
      try yard.copy("access.log", "access.log.1")
      yard.truncateFile("access.log")
      try yard.compress("access.log.1")
      try yard.write(5)
      try run()
      try yard.write(5)
    },
    Rotation(name: "zstd") { yard, run in
      try run()
      try yard.write(500)
      try yard.move("access.log", "access.log.1")
      try yard.compress("access.log.1", "zst")
      try yard.write(5)
      try run()
    },
    Rotation(name: "a directory that is restored") { yard, run in
      try run()
      try yard.copy("access.log", "copy")
      try yard.move("copy", "access.log")
      try yard.write(5)
      try run()
    },
  ]
}

@Suite("Rotation of logs", .timeLimit(.minutes(5))) struct RotationTests {
  @Test("is followed by runs, wherever they come", arguments: Rotation.all)
  func betweenRuns(_ rotation: Rotation) throws {
    let yard = try LogYard()
    try yard.write(20)
    try rotation.play(yard) {
      let analysis = try yard.run()
      #expect(analysis.rejected == 0)
    }
    #expect(try yard.run().report() == yard.wholeReport())
    // Nothing is read twice.
    #expect(try yard.run().report() == yard.wholeReport())
  }

  @Test("is followed when only the first and last runs come", arguments: Rotation.all)
  func betweenFewRuns(_ rotation: Rotation) throws {
    let yard = try LogYard()
    try yard.write(20)
    var isFirst = true
    try rotation.play(yard) {
      if isFirst { try yard.run() }
      isFirst = false
    }
    #expect(try yard.run().report() == yard.wholeReport())
  }

  @Test("is followed by runs that are given all files there are", arguments: Rotation.all)
  func globs(_ rotation: Rotation) throws {
    let yard = try LogYard()
    try yard.write(20)
    try yard.write(20, to: "access.log.7")
    try rotation.play(yard) { try yard.run(yard.names()) }
    #expect(try yard.run(yard.names()).report() == yard.wholeReport())
    #expect(try yard.run().report() == yard.wholeReport())
  }

  @Test("is followed by one that goes on", arguments: Rotation.all)
  func followed(_ rotation: Rotation) throws {
    for state in [true, false] {
      let yard = try LogYard()
      try yard.write(20)
      var analysis = try yard.run {
        $0.isFollowing = true
        if !state { $0.state = nil }
      }
      try rotation.play(yard) { _ = try analysis.update() }
      _ = try analysis.update()
      #expect(try analysis.report() == yard.wholeReport(), "state: \(state)")
      #expect(try analysis.update() == false)
    }
  }
}
