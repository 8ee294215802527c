import ArgumentParser
import BatteryJobs
import Foundation
import OrganizeTool

/// `batteries organize runs`: lists what was done.
struct OrganizeRunsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List the runs that can be taken back or finished, newest first."
  )

  @OptionGroup var state: OrganizeStateOptions
  @OptionGroup var output: FormatOptions

  func run() throws {
    let console = Console.current
    let runs = state.runs.list()
    if output.format == .json { return try console.print(JSONText.encode(runs)) }
    if runs.isEmpty, output.format == .text {
      return console.note("No folder has been organized yet.")
    }
    let rows = runs.map { run in
      let date = Date(timeIntervalSince1970: Double(run.started) / 1e9)
      return [
        run.run, ISO8601.format(date, in: .current), run.status.rawValue,
        "\(run.done)/\(run.steps)", run.root,
      ]
    }
    let columns: [ReportTable.Column] = [
      .init("run"), .init("started"), .init("status"), .init("steps", .trailing), .init("folder"),
    ]
    try output.print(ReportTable(columns: columns, rows: rows))
  }
}
