import BatteryJobs
import Foundation
import Testing

@Suite("Redactor") struct RedactorTests {
  private func line(_ text: String) -> LogLine {
    LogLine(source: .output, time: Date(timeIntervalSince1970: 0), text: text)
  }

  @Test(
    "replaces a secret in every form in which programs print it",
    arguments: [
      "p@ss w0rd!", "p%40ss%20w0rd%21", "p%40ss+w0rd%21", "7040737320773072642",
      "704073732077307264", "70407373207730726421",
    ]
  )
  func forms(text: String) {
    let redactor = Redactor()
    #expect(redactor.add(Secret("p@ss w0rd!".utf8)))
    let output = redactor.redact([line("before \(text) after")])[0].text
    if text.count >= 20 || !text.allSatisfy(\.isNumber) {
      #expect(output == "before *** after")
    } else {
      #expect(output == "before \(text) after")
    }
  }

  @Test("finds a secret in Base64 whatever stands before and after it")
  func base64() {
    let secret = "correct horse battery staple"
    let redactor = Redactor()
    #expect(redactor.add(Secret(secret.utf8)))
    for prefix in ["", "a", "ab", "abc", "user:"] {
      for suffix in ["", "x", "xy"] {
        let encoded = Data((prefix + secret + suffix).utf8).base64EncodedString()
        let output = redactor.redact(encoded)
        #expect(output.contains("***"), "\(prefix)|\(suffix)")
        #expect(output.count < encoded.count - 20)
      }
    }
  }

  @Test("finds every line of a secret of several lines, and bytes that are not UTF-8")
  func linesAndBytes() {
    let redactor = Redactor()
    #expect(redactor.add(Secret("-----BEGIN-----\nMIIEvQIBADAN\n-----END-----\n".utf8)))
    #expect(redactor.redact("key: MIIEvQIBADAN") == "key: ***")
    #expect(redactor.add(Secret([0xFF, 0xFE, 0x01, 0x02, 0x03])))
    let bytes = LogLine(
      source: .output,
      time: Date(timeIntervalSince1970: 0),
      bytes: [0x41, 0xFF, 0xFE, 0x01, 0x02, 0x03, 0x42]
    )
    #expect(redactor.redact([bytes])[0].bytes == Array("A***B".utf8))
  }

  @Test("does not look for secrets that are too short, and says so")
  func short() {
    let redactor = Redactor()
    #expect(!redactor.add(Secret("abc".utf8)))
    #expect(!redactor.add(Secret([])))
    #expect(redactor.redact("abc abc") == "abc abc")
  }

  @Test("never prints a secret, however it is printed")
  func secretsDoNotPrint() {
    let secret = Secret("hunter2".utf8)
    var dumped = ""
    dump(secret, to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), String(describing: [secret]), dumped] {
      #expect(!text.contains("hunter2"))
    }
  }
}
