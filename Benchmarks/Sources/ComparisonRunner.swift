import BatteryJobs
import Foundation
import SystemPackage

/// Runs a comparison: every contender once a repeat, in turn, so that a busy minute hits them all.
///
/// The raw figures are printed as they come, then the median of each with the least and the most.
final class ComparisonRunner {
  private let comparison: Comparison
  private let repeats: Int
  private let folder: Folder
  private var said: Set<String> = []

  init(_ comparison: Comparison, repeats: Int) throws {
    self.comparison = comparison
    self.repeats = max(1, repeats)
    folder = try Folder()
  }

  func run() async throws {
    defer { folder.remove() }
    print("# \(comparison.name): \(comparison.summary)")
    print("# \(Machine.description)")
    print("# \(ISO8601DateFormatter().string(from: Date())), \(repeats) repeats")
    for step in comparison.preparation { _ = try await figures(of: step) }
    var samples: [String: [String: [Figure]]] = [:]
    for turn in 1...repeats {
      for contender in comparison.contenders {
        let load = Machine.load
        for figure in try await figures(of: contender) {
          let value = figure.text
          print("\(turn)\t\(contender.name)\t\(figure.name)\t\(value) \(figure.unit)\tload \(load)")
          samples[contender.name, default: [:]][figure.name, default: []].append(figure)
        }
        fflush(nil)
      }
    }
    summarize(samples)
  }

  private func summarize(_ samples: [String: [String: [Figure]]]) {
    print("\n| contender | figure | median | least | most |\n|---|---|---|---|---|")
    for contender in comparison.contenders {
      let figures = samples[contender.name] ?? [:]
      for (name, values) in figures.sorted(by: { $0.key < $1.key }) {
        let sorted = values.sorted { $0.value < $1.value }
        let parts = [sorted[sorted.count / 2], sorted[0], sorted[sorted.count - 1]].map {
          "\($0.text) \($0.unit)"
        }
        print("| \(contender.name) | \(name) | \(parts.joined(separator: " | ")) |")
      }
    }
    guard !comparison.ratios.isEmpty else { return }
    print("\n| ratio | median | least | most | goal |\n|---|---|---|---|---|")
    for ratio in comparison.ratios {
      let above = samples[ratio.numerator]?[ratio.figure] ?? []
      let below = samples[ratio.denominator]?[ratio.figure] ?? []
      let sorted = zip(above, below).map { $0.value / $1.value }.sorted()
      guard let least = sorted.first, let most = sorted.last else { continue }
      let parts = [sorted[sorted.count / 2], least, most].map { String(format: "%.2f", $0) }
      print("| \(ratio.name) | \(parts.joined(separator: " | ")) | \(ratio.goal) |")
    }
  }

  // MARK: - One contender

  private func figures(of contender: Contender) async throws -> [Figure] {
    let command: [String]
    switch contender.program {
    case .ours(let measure):
      command = [try Self.ownPath(), "measure", measure] + contender.arguments
    case .python(let script):
      let python = ProcessInfo.processInfo.environment["BENCHMARK_PYTHON"] ?? "python3"
      command = [python, "Benchmarks/Peers/\(script)"] + contender.arguments
    }
    let lines = Lines()
    var environment = ProcessInfo.processInfo.environment
    environment[Folder.rootVariable] = folder.path.string
    let request = ProcessRequest(
      .arguments(command),
      environment: environment,
      directory: FilePath(FileManager.default.currentDirectoryPath)
    )
    let outcome = try await ProcessRunner.run(request) { batch in
      await lines.append(batch.map(\.text))
    }
    let text = await lines.all
    guard outcome.status == .exited(0) else {
      throw BenchmarkError("\(contender.name) failed:\n\(text.joined(separator: "\n"))")
    }
    // Peers say their version.
    for line in text where line.hasPrefix("# ") && said.insert(line).inserted { print(line) }
    return text.compactMap(Figure.init(line:))
  }

  private static func ownPath() throws -> String {
    guard let path = Bundle.main.executablePath else {
      throw BenchmarkError("the path of this program is unknown")
    }
    return path
  }

  private actor Lines {
    private(set) var all: [String] = []

    func append(_ lines: [String]) { all += lines }
  }
}
