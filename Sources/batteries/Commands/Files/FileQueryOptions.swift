public import ArgumentParser
import BatteryJobs
public import FilesTool
import SystemPackage

/// What files are looked for.
struct FileQueryOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The sort of file: file, directory, link, image, video, audio, document, table, text, code, "
        + "archive, font or other; of several, one.",
      valueName: "kind"
    ),
    completion: .list(FileKindArgument.names)
  )
  var kind: [FileKindArgument] = []

  @Option(
    name: .customLong("ext"),
    help: ArgumentHelp("The ending of the name; of several, one.", valueName: "suffix")
  )
  var extensions: [String] = []

  @Option(
    help: ArgumentHelp("The size, such as '>1MB' or 1MB..10MB.", valueName: "range"),
    transform: { try SizeRange(wanted: $0) }
  )
  var size: SizeRange?

  @Option(
    help: ArgumentHelp(
      "When it was changed: 30d (within), '>30d' (longer ago), 2026-05, 2026-05-01..2026-05-14.",
      valueName: "time"
    ),
    transform: { try ModifiedRange(wanted: $0) }
  )
  var modified: ModifiedRange?

  @Option(name: .shortAndLong, help: ArgumentHelp("A tag; of several, all.", valueName: "tag"))
  var tag: [String] = []

  @Option(help: ArgumentHelp("A tag that it does not have.", valueName: "tag"))
  var withoutTag: [String] = []

  @Option(
    help: ArgumentHelp("A directory in which it is, at any depth.", valueName: "directory"),
    completion: .directory
  )
  var folder: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Words in its text, of folders indexed with --text.", valueName: "words")
  )
  var contains: String?

  /// The search with these words.
  func query(_ words: [String]) -> FileQuery {
    var query = FileQuery(
      words: words,
      kinds: kind.flatMap(\.categories),
      extensions: extensions,
      size: size,
      modified: modified,
      tags: tag,
      withoutTags: withoutTag,
      contains: contains
    )
    // A saved search has to mean the same directory wherever it is used.
    query.folder = folder.map { Console.current.resolve($0).string }
    return query
  }
}

/// A sort of file as the command line has it: one of the catalog, or any ordinary file.
struct FileKindArgument: ExpressibleByArgument {
  static let names = ["file"] + FileCategory.allCases.map(\.rawValue)

  let categories: [FileCategory]

  init?(argument: String) {
    if argument == "file" {
      categories = FileCategory.allCases.filter(\.isFile)
    } else if let category = FileCategory(rawValue: argument) {
      categories = [category]
    } else {
      return nil
    }
  }
}

extension FileQuery.Order: ExpressibleByArgument {}
