import ArgumentParser
import BatteryHub

/// `batteries schema`: the JSON Schema of configurations, for editors.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of batteries.yaml, for editors.",
    discussion: """
      Write it to a file and name that file in the first line of the configuration: \
      # yaml-language-server: $schema=batteries.schema.json
      """
  )

  func run() throws {
    try Console.current.print(ConfigurationSchema.json(registry: Registry.jobs))
  }
}
