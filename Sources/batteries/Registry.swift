import ArgumentParser
import BatteryJobs
import DiskTool
import HTTPTool
import LogsTool
import PruneTool
import RunTool
import StatsTool
import TableTool

/// The one list of tools: nothing else in the program names them all.
enum Registry {
  /// The kinds of job that a configuration may hold.
  static let jobs = JobRegistry([
    RunJob.self, HTTPJob.self, DiskJob.self, PruneJob.self, TableJob.self,
    LogsJob.self, StatsJob.self,
  ])

  /// The tools that are commands of their own.
  static let commands: [any ParsableCommand.Type] = [
    DiskCommand.self, PruneCommand.self, HTTPCommand.self, TableCommand.self,
    StatsCommand.self, LogsCommand.self, CalcCommand.self,
  ]
}
