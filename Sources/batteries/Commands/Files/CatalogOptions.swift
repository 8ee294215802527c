import ArgumentParser
import BatteryFiles
import BatteryJobs
import FilesTool
import SystemPackage

/// Which catalog a command uses.
struct CatalogOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The catalog; the user's own unless given.", valueName: "file"),
    completion: .file()
  )
  var catalog: String?

  /// Where the catalog is.
  func path(_ console: Console) -> FilePath {
    catalog.map { console.resolve($0) } ?? Catalog.defaultPath(console.environment)
  }

  /// Runs work on the catalog where it holds nobody up.
  func use<Result: Sendable>(
    for access: Catalog.Access,
    _ body: @escaping @Sendable (Catalog, BlockingWork.Cancellation) throws -> Result
  ) async throws -> Result {
    let path = path(.current)
    return try await Interruption.cancels {
      try await BlockingWork.run { cancellation in
        try body(try Catalog(path, for: access), cancellation)
      }
    }
  }
}
