import ArgumentParser

/// `batteries table`: tables in files.
struct TableCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "table",
    abstract: "Look at, question, change and convert tables in files.",
    discussion: """
      Reads CSV, TSV, JSON, JSON Lines and SQLite, also compressed with gzip or zstd; - is standard \
      input. Several files with the same columns are one table. Examples:
        batteries table stats export.csv.gz
        batteries table group sales.csv --by city --aggregate 'count, sum(price)'
        batteries table sql 'SELECT * FROM a JOIN b USING (id)' a.csv b.jsonl
      """,
    subcommands: [
      TableHeadCommand.self, TableCountCommand.self, TableSniffCommand.self,
      TableValidateCommand.self, TableStatsCommand.self, TableFreqCommand.self,
      TableSelectCommand.self, TableWhereCommand.self, TableGroupCommand.self,
      TableSortCommand.self, TableJoinCommand.self, TableConvertCommand.self,
      TableSQLCommand.self, TableImportCommand.self,
    ]
  )
}
