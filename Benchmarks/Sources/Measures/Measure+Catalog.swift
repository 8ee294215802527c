import BatteryJobs
import FilesTool
import SystemPackage

extension Measure {
  /// Finds files in a catalog: `find-files CATALOG WORDS [size]`, with the opening of the catalog.
  @Sendable static func findFiles(_ arguments: Arguments) async throws {
    let path = FilePath(try arguments.text(0))
    var query = FileQuery(words: [try arguments.text(1)])
    if (try? arguments.text(2)) == "size" {
      query.kinds = [.directory]
      query.modified = ModifiedRange("30d")
    }
    let clock = SystemTimeSource()
    let start = clock.uptime
    let found = try Catalog(path).find(query)
    let seconds = (clock.uptime - start).inSeconds
    Figure.print("found", Double(found.count), "files")
    Figure.print("time", seconds, "s")
    Figure.print("peak", Machine.peakMebibytes, "MiB")
  }
}
