public import ArgumentParser
public import BatteryJobs
import BatteryTables
import TableTool

/// How much memory a table command may use.
struct TableMemoryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The most memory to use, 64MiB or more. Above it, figures are estimated and said to be, rows "
        + "are sorted on the disk, and what must be held is refused. Unless given, 512MiB are for "
        + "exact figures, 256MiB for sorting, and half of the machine's memory for what must be held.",
      valueName: "size"
    )
  )
  var memory: ByteCount?

  func validate() throws {
    if let memory, memory.bytes < TableMemory.least {
      throw ValidationError("--memory must be 64MiB or more, not \(memory).")
    }
  }

  /// The same for the work; `holdsRows` says that it holds rows or keys that it needs all.
  func budget(holdsRows: Bool = false) -> TableMemory {
    TableMemory(limit: memory.map { Int(clamping: $0.bytes) }, holdsRows: holdsRows)
  }
}

extension ByteCount: ExpressibleByArgument {
  /// Reads an amount such as `64MiB`.
  public init?(argument: String) { self.init(argument) }
}
