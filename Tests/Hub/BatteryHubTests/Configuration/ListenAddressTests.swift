import BatteryHub
import Testing

@Suite("Listen address") struct ListenAddressTests {
  @Test(
    "reads every form",
    arguments: [
      ("127.0.0.1:8800", "127.0.0.1:8800"), ("9000", "127.0.0.1:9000"),
      ("localhost", "localhost:8800"), ("[::1]:80", "[::1]:80"), ("[::1]", "[::1]:8800"),
      (":80", "0.0.0.0:80"), ("127.0.0.1:0", "127.0.0.1:0"),
    ]
  )
  func forms(_ text: String, _ expected: String) {
    #expect(ListenAddress(text)?.description == expected)
  }

  @Test(
    "refuses what is no address",
    arguments: ["", "a:b", "127.0.0.1:", "127.0.0.1:65536", "::1", "[::1", "[a]:1", "a b:1", "a/b"]
  )
  func refuses(_ text: String) {
    #expect(ListenAddress(text) == nil)
  }

  @Test(
    "knows this machine's own addresses",
    arguments: [
      ("127.0.0.1", true), ("127.8.9.10", true), ("localhost", true), ("[::1]", true),
      ("0.0.0.0", false), ("127.0.0.1.example.org", false), ("[::]", false), ("10.0.0.1", false),
      ("127.0.0", false),
    ]
  )
  func loopback(_ text: String, _ expected: Bool) {
    #expect(ListenAddress(text)?.isLoopback == expected)
  }
}
