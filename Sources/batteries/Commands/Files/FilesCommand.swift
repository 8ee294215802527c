import ArgumentParser

/// `batteries files`: what files there are, and where.
struct FilesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "files",
    abstract: "Find files by name, text and tag, and compare and measure directories.",
    discussion: """
      index takes folders into a catalog, a database of names, sizes, times, tags and texts; find, \
      tag, untag and tags use it. duplicates, du, diff and tree look at the disk itself. The catalog \
      is batteries/catalog.sqlite in XDG_DATA_HOME (~/.local/share), unless --catalog names another \
      file. Examples:
        batteries files index ~/Documents --text
        batteries files find 'invoice 2026' --kind document --modified 90d
        batteries files tag taxes ~/Documents/invoice.pdf
      """,
    subcommands: [
      FilesIndexCommand.self, FilesFindCommand.self, FilesTagCommand.self, FilesUntagCommand.self,
      FilesTagsCommand.self, FilesDuplicatesCommand.self, FilesDuCommand.self,
      FilesDiffCommand.self, FilesTreeCommand.self,
    ]
  )
}
