import ArgumentParser
import BatteryJobs
import FilesTool
import SystemPackage

/// `batteries files index`: takes folders into the catalog.
struct FilesIndexCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index",
    abstract: "Take folders into the catalog, or bring it up to date.",
    discussion: """
      Without a folder all of the catalog are looked through again, each as the last time. Only what \
      changed is read. A folder is in the catalog as a whole or as it was before, also when the \
      program is killed.
      """
  )

  @Argument(help: "The folders.", completion: .directory)
  var folders: [String] = []

  @Flag(help: "Take in names that begin with a dot.")
  var hidden = false

  @Flag(help: "Look into directories on other file systems, too.")
  var allFilesystems = false

  @Option(
    help: ArgumentHelp(
      "A pattern of what is left out, as in a .gitignore; may be given several times.",
      valueName: "pattern"
    )
  )
  var exclude: [String] = []

  @Flag(help: "Leave out what .gitignore files name.")
  var gitignore = false

  @Flag(help: "Read the texts of files, for find --contains.")
  var text = false

  @Flag(help: "Read tags in the attribute user.xdg.tags of files.")
  var xattr = false

  @Flag(help: "Take the folders out of the catalog; the files stay where they are.")
  var forget = false

  @OptionGroup var catalog: CatalogOptions
  @OptionGroup var options: ToolOptions

  func validate() throws {
    if forget, folders.isEmpty { throw ValidationError("--forget needs the names of folders.") }
    if folders.isEmpty, folderOptions != FolderOptions() {
      throw ValidationError("Say which folders are to be indexed in this way.")
    }
  }

  func run() async throws {
    if forget { return try await forgetFolders() }
    try await options.run(
      FilesJob(
        folders: folders,
        catalog: catalog.catalog,
        options: folderOptions == FolderOptions() ? nil : folderOptions
      )
    )
  }

  private var folderOptions: FolderOptions {
    FolderOptions(
      hidden: hidden,
      allFilesystems: allFilesystems,
      exclude: exclude,
      gitignore: gitignore,
      text: text,
      xattr: xattr
    )
  }

  private func forgetFolders() async throws {
    let console = Console.current
    let paths = folders.map { console.resolve($0) }
    let missing = try await catalog.use(for: .writing) { catalog, _ in
      try paths.filter { try !catalog.forget(folder: $0) }
    }
    for path in missing {
      console.complain(
        "\(DisplayText.harmless(path.string)): it is no folder of the catalog. "
          + "See batteries files tags --folders."
      )
    }
    options.verbosity.note("\(paths.count - missing.count) folders taken out of the catalog")
    if !missing.isEmpty { throw CommandFailure(ExitStatus.missing) }
  }
}
