import ArgumentParser

/// `batteries completions`: the script that teaches a shell the commands.
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print a completion script for bash, zsh or fish.",
    discussion: """
      bash: batteries completions bash > ~/.local/share/bash-completion/completions/batteries
      zsh:  batteries completions zsh > a directory of $fpath, as _batteries
      fish: batteries completions fish > ~/.config/fish/completions/batteries.fish
      """
  )

  /// A shell.
  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash
    case zsh
    case fish
  }

  @Argument(help: "The shell.")
  var shell: Shell

  func run() throws {
    let shell: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    try Console.current.print(Batteries.completionScript(for: shell))
  }
}
