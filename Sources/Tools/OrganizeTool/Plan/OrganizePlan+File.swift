import BatteryFiles
public import BatteryJobs
import Foundation
public import SystemPackage

extension OrganizePlan {
  /// How long a saved plan may be.
  private static let sizeLimit = 1 << 30

  /// Writes the plan to a file, in whole or not at all.
  ///
  /// - Throws: ``JobError`` when it cannot be written.
  public func save(to path: FilePath) throws(JobError) {
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      try AtomicFile.write(encoder.encode(self), to: path)
    } catch let error as FileError {
      throw JobError(.inputOutput, error.description)
    } catch {
      throw JobError(.inputOutput, "\(path): the plan could not be written.")
    }
  }

  /// Reads a plan that was saved, and checks it.
  ///
  /// - Throws: ``JobError`` when it is none, or leads out of its own directories.
  public init(file path: FilePath) throws(JobError) {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path.string))
    } catch {
      throw JobError(.notFound, "\(path): the plan cannot be read. Check the path.")
    }
    guard data.count <= Self.sizeLimit else {
      throw JobError(.invalidInput, "\(path): the plan is longer than 1 GiB.")
    }
    do {
      self = try JSONDecoder().decode(OrganizePlan.self, from: data)
    } catch {
      throw JobError(.invalidInput, "\(path): it is no plan. Make one with --save-plan.")
    }
    try check()
  }
}
