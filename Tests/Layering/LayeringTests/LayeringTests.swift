import Foundation
import SystemPackage
import TestKit
import Testing

@Suite("Layering") struct LayeringTests {
  /// Libraries that have to build in seconds, and the packages that they may be built on.
  static let leaves: [(name: String, packages: Set<String>)] = [
    ("BatteryContainers", ["swift-collections"]), ("BatteryFiles", ["swift-system"]),
    ("BatteryNumbers", []), ("BatteryParallel", ["swift-subprocess", "swift-system"]),
    ("BatteryStatistics", ["BatteryNumbers"]),
  ]

  @Test("no arrow between the storeys points up, or from tool to tool")
  func storeys() async throws {
    let graph = try PackageGraph(dump: try await ManifestDump.read())
    #expect(graph.forbiddenEdges == [])
    #expect(graph.targets["BatteriesCLI"] != nil, "the dump has no targets")
  }

  @Test("the light libraries stay light", arguments: leaves)
  func lightLibraries(leaf: (name: String, packages: Set<String>)) async throws {
    let graph = try PackageGraph(dump: try await ManifestDump.read())
    #expect(graph.targets[leaf.name] != nil)
    #expect(graph.packages(below: leaf.name).subtracting(leaf.packages) == [])
  }

  @Test(
    "finds each sort of arrow that is a defect",
    arguments: [
      ("Sources/Libraries/A", "Sources/Tools/B"), ("Sources/Libraries/A", "Sources/Hub/B"),
      ("Sources/Tools/A", "Sources/Tools/B"), ("Sources/Tools/A", "Sources/Hub/B"),
      ("Sources/Hub/A", "Sources/Tools/B"), ("Sources/Hub/A", "Sources/batteries"),
      ("Sources/Libraries/A", "Tests/Support/B"),
    ]
  )
  func findsDefects(from: String, to: String) {
    #expect(Self.graph(from, to).forbiddenEdges.count == 1)
  }

  @Test(
    "lets arrows point down",
    arguments: [
      ("Sources/Libraries/A", "Sources/Libraries/B"), ("Sources/Tools/A", "Sources/Libraries/B"),
      ("Sources/Hub/A", "Sources/Libraries/B"), ("Sources/batteries", "Sources/Tools/B"),
      ("Sources/batteries", "Sources/Hub/B"), ("Tests/Tools/A", "Sources/Tools/B"),
    ]
  )
  func allowsTheRest(from: String, to: String) {
    #expect(Self.graph(from, to).forbiddenEdges == [])
  }

  private static func graph(_ from: String, _ to: String) -> PackageGraph {
    PackageGraph([
      .init(name: "A", path: from, targets: ["B"], packages: []),
      .init(name: "B", path: to, targets: [], packages: []),
    ])
  }
}
