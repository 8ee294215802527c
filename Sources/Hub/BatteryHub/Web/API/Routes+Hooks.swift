import BatteryJobs
import Foundation
import HTTPTypes
import Hummingbird
import Logging

/// The API's route for webhooks.
extension Routes {
  var hookRoutes: [Route] {
    [
      Route(
        .post,
        "/api/v1/hooks/{job}",
        .signed,
        Operation(
          id: "receiveWebhook",
          summary: "Starts a job by a signed message.",
          detail: """
            Messages are signed as Standard Webhooks 1.0 says: HMAC-SHA-256 of the id, the \
            timestamp and the body, by one of the keys of the job. A message works once.
            """,
          parameters: [
            .init(
              name: "webhook-id",
              place: .header,
              summary: "The identifier of the message.",
              schema: ["type": "string"],
              isRequired: true
            ),
            .init(
              name: "webhook-timestamp",
              place: .header,
              summary: "When it was sent, in seconds since 1970.",
              schema: ["type": "string"],
              isRequired: true
            ),
            .init(
              name: "webhook-signature",
              place: .header,
              summary: "Signatures, separated by spaces: v1, a comma, and Base64.",
              schema: ["type": "string"],
              isRequired: true
            ),
          ],
          bodyType: "application/json",
          answers: [
            .init(
              status: 202,
              summary: "The run was put into the queue, or skipped by its policies.",
              type: "application/json",
              schema: Operation.reference("Run")
            )
          ],
          problems: [401, 408, 409, 413, 503]
        )
      ) { visit in try await receive(visit) }
    ]
  }

  /// Every message that is not accepted gets the same answer, whether or not there is such a job:
  /// who has no key learns nothing.
  private static let refused = Problem(
    .unauthorized,
    "bad-signature",
    "The message is not signed by a key of this job, or its time is not now."
  )

  private func receive(_ visit: Visit) async throws -> Response {
    let limit = site.settings.bodyLimit
    let body = try await visit.body(
      limit: limit,
      within: site.settings.bodyTime,
      clock: site.hub.clock
    )
    guard
      let signature = WebhookSignature(
        id: visit.header("webhook-id"),
        timestamp: visit.header("webhook-timestamp"),
        signature: visit.header("webhook-signature")
      ),
      let webhook = try? await site.hub.job(visit.job).definition.triggers.webhook
    else { throw Self.refused }
    let tolerance = webhook.tolerance.seconds
    let keys = try await self.keys(webhook)
    guard signature.isValid(body: body, keys: keys),
      signature.isTimely(now: visit.now, tolerance: tolerance)
    else { throw Self.refused }
    // Asked before the message is remembered: its sender will send it again.
    if await site.hub.isStopping {
      throw Problem(.serviceUnavailable, "unavailable", "The hub is shutting down. Send it again.")
    }
    let message = "\(visit.job) \(signature.id)"
    let isNew = try await site.store.rememberMessage(
      message,
      until: visit.now.addingTimeInterval(2 * tolerance + 60),
      now: visit.now
    )
    guard isNew else {
      throw Problem(.conflict, "replay", "The message \(signature.id) was received before.")
    }
    do {
      let run = try await site.hub.trigger(
        visit.job,
        by: .webhook,
        cause: "webhook \(signature.id)"
      )
      return .json(await encoder().run(run), status: .accepted)
    } catch {
      // Nothing came of it: when its sender sends it again it is no replay.
      try await site.store.forgetMessage(message)
      throw error
    }
  }

  private func keys(_ webhook: WebhookTrigger) async throws -> [Secret] {
    let references = await site.hub.configuration.settings.secrets
    let secrets = ConfiguredSecrets(references: references)
    var keys: [Secret] = []
    for name in webhook.secrets {
      do {
        keys.append(try await secrets.secret(named: name))
      } catch {
        site.logger.error("a webhook's key cannot be used", metadata: ["error": "\(error)"])
      }
    }
    return keys
  }
}

extension Visit {
  /// The only value of a header; `nil` when there is none or are several.
  func header(_ name: String) -> String? {
    let values = request.headers.filter { $0.name.canonicalName == name }.map(\.value)
    return values.count == 1 ? values[0] : nil
  }
}
