import Foundation

/// The targets of the package and what each depends on, as `swift package dump-package` says.
struct PackageGraph {
  /// One of the storeys of the house.
  enum Storey: String {
    case library = "Sources/Libraries"
    case tool = "Sources/Tools"
    case hub = "Sources/Hub"
    case commandLine = "Sources/batteries"

    init?(path: String) {
      let known = [Storey.library, .tool, .hub, .commandLine]
      guard let storey = known.first(where: { "\(path)/".hasPrefix("\($0.rawValue)/") }) else {
        return nil
      }
      self = storey
    }

    /// Whether a target of this storey may depend on one of another.
    func mayUse(_ other: Storey) -> Bool {
      switch self {
      case .library, .tool, .hub: other == .library
      case .commandLine: true
      }
    }
  }

  /// A target.
  struct Target {
    var name: String
    var path: String
    /// Names of targets of this package.
    var targets: [String]
    /// Names of the packages whose products it uses.
    var packages: Set<String>
  }

  var targets: [String: Target]

  init(_ targets: [Target]) {
    self.targets = Dictionary(uniqueKeysWithValues: targets.map { ($0.name, $0) })
  }

  /// Reads the output of `swift package dump-package`.
  init(dump: Data) throws {
    let manifest = try JSONDecoder().decode(Manifest.self, from: dump)
    let names = Set(manifest.targets.map(\.name))
    self.init(
      manifest.targets.map { target in
        let products = target.dependencies.compactMap(\.product)
        let own = target.dependencies.compactMap { $0.byName ?? $0.target }.compactMap(\.first)
        return Target(
          name: target.name,
          path: target.path ?? "",
          targets: own.compactMap(\.self).filter(names.contains),
          packages: Set(products.compactMap { $0.count > 1 ? $0[1] : nil })
        )
      }
    )
  }

  /// The dependencies that point up, from tool to tool, or out of the house, one a line.
  var forbiddenEdges: [String] {
    targets.values.flatMap { target -> [String] in
      guard let storey = Storey(path: target.path) else { return [] }
      return target.targets.compactMap { name in
        guard let other = targets[name] else { return nil }
        guard let otherStorey = Storey(path: other.path) else {
          return "\(target.name) depends on \(name), which is not below Sources"
        }
        return storey.mayUse(otherStorey) ? nil : "\(target.name) depends on \(name)"
      }
    }.sorted()
  }

  /// All packages that a target is built on, through the targets that it depends on.
  func packages(below name: String) -> Set<String> {
    guard let target = targets[name] else { return [] }
    return target.targets.reduce(target.packages) { $0.union(packages(below: $1)) }
  }

  private struct Manifest: Decodable {
    struct Target: Decodable {
      struct Dependency: Decodable {
        var byName: [String?]?
        var target: [String?]?
        var product: [String?]?

        private enum Key: String, CodingKey {
          case byName
          case target
          case product
        }

        // The arrays hold conditions, which are objects, after the names.
        init(from decoder: any Decoder) throws {
          let container = try decoder.container(keyedBy: Key.self)
          byName = try Self.names(in: container, .byName)
          target = try Self.names(in: container, .target)
          product = try Self.names(in: container, .product)
        }

        private static func names(
          in container: KeyedDecodingContainer<Key>,
          _ key: Key
        ) throws -> [String?]? {
          guard container.contains(key) else { return nil }
          var list = try container.nestedUnkeyedContainer(forKey: key)
          var names: [String?] = []
          while !list.isAtEnd, let name = try? list.decodeIfPresent(String.self) {
            names.append(name)
          }
          return names
        }
      }

      var name: String
      var path: String?
      var dependencies: [Dependency]
    }

    var targets: [Target]
  }
}
