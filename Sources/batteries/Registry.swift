import ArgumentParser
import BatteryJobs
import DiskTool
import FilesTool
import HTTPTool
import LogsTool
import OrganizeTool
import PruneTool
import RunTool
import StatsTool
import TableTool

/// The one list of tools: nothing else in the program names them all.
enum Registry {
  /// The kinds of job that a configuration may hold.
  static let jobs = JobRegistry([
    RunJob.self, HTTPJob.self, DiskJob.self, PruneJob.self, TableJob.self,
    LogsJob.self, StatsJob.self, FilesJob.self, OrganizeJob.self,
  ])

  /// The tools that are commands of their own.
  static let commands: [any ParsableCommand.Type] = [
    FilesCommand.self, DiskCommand.self, PruneCommand.self, HTTPCommand.self, TableCommand.self,
    StatsCommand.self, LogsCommand.self, OrganizeCommand.self, CalcCommand.self,
  ]
}
