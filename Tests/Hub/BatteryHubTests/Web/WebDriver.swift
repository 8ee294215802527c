import BatteryJobs
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Synchronization
import SystemPackage

/// A headless Chromium, driven by the W3C WebDriver protocol.
struct WebDriver: Sendable {
  /// What the driver answers when something does not work.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  private static let places = ["/usr/bin", "/usr/local/bin", "/usr/lib/chromium"]

  /// Where the driver is; `nil` when it or the browser is not installed.
  static var executable: String? {
    let isThere = { (name: String) in
      places.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
    guard isThere("chromium") ?? isThere("google-chrome") != nil else { return nil }
    return isThere("chromedriver")
  }

  private let client: TestClient
  private let session: String

  /// Starts a browser, and ends it and its driver when the body is done.
  static func run(_ body: @escaping @Sendable (WebDriver) async throws -> Void) async throws {
    guard let executable else { throw Failure(description: "There is no chromedriver.") }
    let (ports, found) = AsyncStream.makeStream(of: Int.self)
    let request = ProcessRequest(
      .arguments([executable, "--port=0"]),
      environment: ProcessInfo.processInfo.environment,
      directory: FilePath(NSTemporaryDirectory()),
      grace: .seconds(2)
    )
    let driver = Task {
      _ = try await ProcessRunner.run(request) { lines in
        for line in lines {
          let match = line.text.firstMatch(of: /started successfully on port (\d+)/)
          if let match, let port = Int(match.1) { found.yield(port) }
        }
      }
      found.finish()
    }
    defer { driver.cancel() }
    guard let port = await ports.first(where: { _ in true }) else {
      throw Failure(description: "chromedriver did not start.")
    }
    let browser = try await WebDriver(port: port)
    do {
      try await body(browser)
    } catch {
      try? await browser.quit()
      throw error
    }
    try await browser.quit()
    driver.cancel()
    _ = await driver.result
  }

  private init(port: Int) async throws {
    client = TestClient(host: "127.0.0.1", port: port, configuration: .init(timeout: .seconds(60)))
    client.connect()
    let options: [String: Any] = [
      "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,900"]
    ]
    let capabilities: [String: Any] = [
      "browserName": "chrome", "goog:chromeOptions": options,
      "goog:loggingPrefs": ["browser": "ALL"], "unhandledPromptBehavior": "ignore",
    ]
    let answer = try await Self.send(
      client,
      .post,
      "/session",
      ["capabilities": ["alwaysMatch": capabilities]]
    )
    guard let session = (answer as? [String: Any])?["sessionId"] as? String else {
      throw Failure(description: "no session")
    }
    self.session = "/session/\(session)"
  }

  /// Opens an address.
  func open(_ url: String) async throws { try await send(.post, "/url", ["url": url]) }

  /// Runs a script of the test's own in the page, and returns its value as text.
  @discardableResult
  func evaluate(_ script: String) async throws -> String {
    let value = try await send(
      .post,
      "/execute/sync",
      ["script": "return String(\(script))", "args": [Any]()]
    )
    return value as? String ?? ""
  }

  /// Clicks on the first element that fits.
  func click(_ selector: String) async throws {
    let found = try await send(
      .post,
      "/element",
      ["using": "css selector", "value": selector]
    )
    guard let id = (found as? [String: String])?.values.first else {
      throw Failure(description: "no element \(selector)")
    }
    try await send(.post, "/element/\(id)/click", [:])
  }

  /// Types into whatever has the focus.
  func type(_ text: String) async throws {
    let actions = text.flatMap { key -> [[String: String]] in
      [["type": "keyDown", "value": String(key)], ["type": "keyUp", "value": String(key)]]
    }
    let source: [String: Any] = ["type": "key", "id": "keyboard", "actions": actions]
    try await send(.post, "/actions", ["actions": [source]])
  }

  /// Waits until a script's value is `true`, at most ten seconds.
  func wait(for script: String) async throws {
    let end = ContinuousClock.now + .seconds(10)
    while try await evaluate(script) != "true" {
      guard ContinuousClock.now < end else {
        let text = try await evaluate("document.title + ' ' + document.body.innerText")
        throw Failure(description: "waited for: \(script)\n\(text)")
      }
      // The browser is another program; there is nothing to wait for but its answer.
      try await Task.sleep(for: .milliseconds(30))
    }
  }

  /// What the browser complained about, as when the content security policy is broken.
  func complaints() async throws -> [String] {
    let entries = try await send(.post, "/se/log", ["type": "browser"]) as? [[String: Any]]
    return (entries ?? []).compactMap { $0["message"] as? String }
  }

  private func quit() async throws {
    try await send(.delete, "", nil)
    try await client.shutdown()
  }

  @discardableResult
  private func send(
    _ method: HTTPRequest.Method,
    _ path: String,
    _ body: [String: Any]?
  )
    async throws -> Any?
  {
    try await Self.send(client, method, session + path, body)
  }

  private static func send(
    _ client: TestClient,
    _ method: HTTPRequest.Method,
    _ path: String,
    _ body: [String: Any]?
  ) async throws -> Any? {
    var headers: HTTPFields = [.connection: "keep-alive"]
    var buffer: ByteBuffer?
    if let body {
      let data = try JSONSerialization.data(withJSONObject: body)
      headers[.contentType] = "application/json"
      headers[.contentLength] = "\(data.count)"
      buffer = ByteBuffer(bytes: data)
    }
    let response = try await client.execute(
      TestClient.Request(
        path,
        method: method,
        authority: "127.0.0.1",
        headers: headers,
        body: buffer
      )
    )
    let bytes = response.body.map { Array($0.readableBytesView) } ?? []
    let answer = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    let value = answer?["value"]
    if let error = value as? [String: Any], let name = error["error"] as? String {
      throw Failure(description: "\(name): \(error["message"] ?? "")")
    }
    return value
  }
}
