/// The keys that lead to a value.
indirect enum ConfigPath: Hashable, Sendable, CustomStringConvertible {
  case root
  case key(ConfigPath, String)
  case index(ConfigPath, Int)

  func key(_ name: String) -> ConfigPath { .key(self, name) }

  func index(_ index: Int) -> ConfigPath { .index(self, index) }

  /// The path as people write it: `jobs.nightly.steps[0].run`.
  var description: String {
    switch self {
    case .root: ""
    case .key(.root, let name): Wording.inline(name)
    case .key(let parent, let name): "\(parent).\(Wording.inline(name))"
    case .index(let parent, let index): "\(parent)[\(index)]"
    }
  }
}
