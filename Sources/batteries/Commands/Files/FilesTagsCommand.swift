import ArgumentParser
import BatteryJobs
import FilesTool
import Foundation
import SystemPackage

/// `batteries files tags`: what tags there are.
struct FilesTagsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tags",
    abstract: "List tags, or what else the catalog holds.",
    discussion: """
      Without files it lists all tags and how many files have each; with files the tags of each.
      """
  )

  @Argument(help: "The files.", completion: .file())
  var files: [String] = []

  @Flag(help: "List the rules that give tags.")
  var rules = false

  @Flag(help: "List the saved searches.")
  var searches = false

  @Flag(help: "List the folders and when they were indexed.")
  var folders = false

  @OptionGroup var catalog: CatalogOptions
  @OptionGroup var output: FormatOptions
  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    if [!files.isEmpty, rules, searches, folders].count(where: \.self) > 1 {
      throw ValidationError("Ask for one thing: files, --rules, --searches or --folders.")
    }
  }

  func run() async throws {
    let console = Console.current
    let now = console.clock.now
    let paths = files.map { console.resolve($0) }
    let (table, unknown) = try await catalog.use(for: .reading) {
      [rules, searches, folders, format = output.format] (
        catalog,
        _
      )
        throws -> (ReportTable, [FilePath]) in
      if rules { return (try Self.rules(catalog), []) }
      if searches { return (try Self.searches(catalog), []) }
      if folders { return (try Self.folders(catalog, format, now: now), []) }
      if !paths.isEmpty { return try Self.tags(catalog, of: paths) }
      return (try Self.tags(catalog), [])
    }
    try output.print(table)
    try TagArgument.report(Catalog.Tagging(unknown: unknown))
  }

  private static func tags(_ catalog: Catalog) throws -> ReportTable {
    ReportTable(
      columns: [.init("tag"), .init("files", .trailing)],
      rows: try catalog.tags().map { [$0.tag, "\($0.files)"] }
    )
  }

  private static func tags(
    _ catalog: Catalog,
    of paths: [FilePath]
  ) throws -> (ReportTable, [FilePath]) {
    var table = ReportTable(columns: [.init("tags"), .init("path")])
    var unknown: [FilePath] = []
    for path in paths {
      if let tags = try catalog.tags(of: path) {
        table.rows.append([tags.joined(separator: ", "), path.string])
      } else {
        unknown.append(path)
      }
    }
    return (table, unknown)
  }

  private static func rules(_ catalog: Catalog) throws -> ReportTable {
    ReportTable(
      columns: [.init("tag"), .init("finds")],
      rows: try catalog.rules().map { [$0.tag, $0.find.summary] }
    )
  }

  private static func searches(_ catalog: Catalog) throws -> ReportTable {
    ReportTable(
      columns: [.init("name"), .init("finds")],
      rows: try catalog.searches().map { [$0.name, $0.query.summary] }
    )
  }

  private static func folders(
    _ catalog: Catalog,
    _ format: TableFormat,
    now: Date
  ) throws -> ReportTable {
    ReportTable(
      columns: [.init("folder"), .init("indexed")],
      rows: try catalog.folders().map { folder in
        let time = folder.indexed.map { date in
          format == .text ? SpokenTime.relative(date, to: now) : date.formatted(.iso8601)
        }
        return [folder.path.string, time ?? "never"]
      }
    )
  }
}
