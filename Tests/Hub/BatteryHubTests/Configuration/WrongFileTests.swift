import BatteryHub
import Testing

@Suite("Wrong configuration") struct WrongFileTests {
  private func problems(in text: String) -> String {
    do {
      _ = try HubConfiguration.sample(text)
      return "accepted"
    } catch {
      return error.description
    }
  }

  @Test("is refused when it is not YAML", arguments: WrongFile.syntax)
  func syntax(_ file: WrongFile) {
    #expect(problems(in: file.text) == file.message)
  }

  @Test("is refused for its keys", arguments: WrongFile.keys)
  func keys(_ file: WrongFile) {
    #expect(problems(in: file.text) == file.message)
  }

  @Test("is refused for its values", arguments: WrongFile.values)
  func values(_ file: WrongFile) {
    #expect(problems(in: file.text) == file.message)
  }

  @Test("is refused for what it means", arguments: WrongFile.meaning)
  func meaning(_ file: WrongFile) {
    #expect(problems(in: file.text) == file.message)
  }

  @Test("has all its problems listed in the order of the file")
  func several() {
    let text = """
      hub:
        port: 1
      jobs:
        a:
          timout: 5
          run: make
          retry: 0
          limit: database
        b:
          needs: c
        a:
          run: make
      """
    #expect(
      problems(in: text) == """
        batteries.yaml:2:3: hub.port: unknown key. The keys here are listen, url, data, \
        concurrency, grace, shutdown, timezone, keep, secrets, limits and environment.
        batteries.yaml:5:5: jobs.a.timout: unknown key. Did you mean "timeout"?
        batteries.yaml:7:12: jobs.a.retry: must be a whole number from 1 to 100, not "0".
        batteries.yaml:8:12: jobs.a.limit: there is no limit "database" under hub.limits. \
        Add it there: how many of its jobs may run at once.
        batteries.yaml:10:5: jobs.b: has nothing to do. Add "run", "copy" or "steps".
        batteries.yaml:10:12: jobs.b.needs: there is no job "c". Name a job of this file.
        batteries.yaml:11:3: jobs.a: this key is already at 4:3. Remove one of the two.
        """
    )
  }
}
