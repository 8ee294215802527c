import ArgumentParser

/// `batteries organize`: tidies folders.
struct OrganizeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "organize",
    abstract: "Tidy a folder by rules, and take it back if it was not meant so.",
    discussion: """
      What a file is, is told by its content, not by its name alone. --dry-run prints the exact plan. \
      Every run has a journal: undo puts everything back, byte for byte, and refuses by name what was \
      edited since. Examples:
        batteries organize ~/Downloads --by type --dry-run
        batteries organize ~/Photos --by date --recursive
        batteries organize ~/Inbox --rules inbox.yaml --watch
        batteries organize undo
      """,
    subcommands: [
      OrganizeFolderCommand.self, OrganizeUndoCommand.self, OrganizeRunsCommand.self,
      OrganizeResumeCommand.self, OrganizeApplyCommand.self, OrganizeImportCommand.self,
    ],
    defaultSubcommand: OrganizeFolderCommand.self
  )
}
