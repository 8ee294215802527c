import Foundation

// `benchmarks NAME [REPEATS]` runs a comparison. `benchmarks measure NAME ARGUMENTS…` is one
// contender of it, started as a process of its own so that memory and processor time are its alone.
var arguments = Array(CommandLine.arguments.dropFirst())
let name = arguments.isEmpty ? "" : arguments.removeFirst()

do {
  if name == "measure", !arguments.isEmpty {
    let measure = arguments.removeFirst()
    guard let body = Measure.all[measure] else { throw BenchmarkError("no measure \(measure)") }
    try await body(Arguments(arguments))
  } else if let comparison = Comparison.all.first(where: { $0.name == name }) {
    let repeats = arguments.first.flatMap(Int.init) ?? comparison.repeats
    try await ComparisonRunner(comparison, repeats: repeats).run()
  } else {
    print("usage: benchmarks NAME [REPEATS]")
    for comparison in Comparison.all { print("  \(comparison.name)  \(comparison.summary)") }
    exit(name.isEmpty ? 0 : 64)
  }
} catch {
  FileHandle.standardError.write(Data("benchmarks: \(error)\n".utf8))
  exit(1)
}
