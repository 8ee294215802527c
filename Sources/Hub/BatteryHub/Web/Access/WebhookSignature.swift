import BatteryJobs
import Crypto
import Foundation

/// The signature of a webhook, as the Standard Webhooks specification 1.0 has it.
///
/// The sender signs `id.timestamp.body` with HMAC-SHA-256; the header may hold several signatures,
/// and the receiver several keys, so that keys can be changed without a gap.
struct WebhookSignature: Hashable, Sendable {
  /// The identifier of the message.
  let id: String
  /// When it was sent, in seconds since 1970.
  let timestamp: Int64
  /// The signatures that it carries.
  let signatures: [Data]

  /// Reads the headers `webhook-id`, `webhook-timestamp` and `webhook-signature`.
  init?(id: String?, timestamp: String?, signature: String?) {
    guard let id, !id.isEmpty, id.utf8.count <= 256, let timestamp, let seconds = Int64(timestamp),
      String(seconds) == timestamp, let signature, signature.utf8.count <= 4096
    else { return nil }
    self.id = id
    self.timestamp = seconds
    signatures = signature.split(separator: " ").compactMap { part in
      part.hasPrefix("v1,") ? Data(base64Encoded: String(part.dropFirst(3))) : nil
    }
    guard !signatures.isEmpty else { return nil }
  }

  /// Whether the message was sent about now.
  func isTimely(now: Date, tolerance: TimeInterval) -> Bool {
    abs(now.timeIntervalSince1970 - Double(timestamp)) <= tolerance
  }

  /// Whether one of the signatures was made with one of the keys.
  ///
  /// Comparing takes the same time whether or not, and wherever, a signature differs.
  func isValid(body: [UInt8], keys: [Secret]) -> Bool {
    let message = Data("\(id).\(timestamp).".utf8) + body
    var isValid = false
    for key in keys {
      let symmetric = key.withBytes { SymmetricKey(data: Self.keyBytes($0)) }
      for signature in signatures
      where HMAC<SHA256>.isValidAuthenticationCode(
        signature,
        authenticating: message,
        using: symmetric
      ) {
        isValid = true
      }
    }
    return isValid
  }

  /// The bytes of a key: Base64 after `whsec_`, or else the text itself.
  private static func keyBytes(_ secret: [UInt8]) -> Data {
    let prefix = Array("whsec_".utf8)
    if secret.starts(with: prefix),
      let key = Data(base64Encoded: Data(secret.dropFirst(prefix.count)))
    {
      return key
    }
    return Data(secret)
  }
}
