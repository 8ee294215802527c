extension WrongFile {
  /// Files with what is well written and cannot work.
  static let meaning: [WrongFile] = [
    WrongFile(
      "a port beyond 65535",
      "hub: { listen: 127.0.0.1:70000 }",
      says: """
        batteries.yaml:1:16: hub.listen: "127.0.0.1:70000" is no address with a port \
        from 0 to 65535. Write 127.0.0.1:8800.
        """
    ),
    WrongFile(
      "an address that is none",
      """
      hub: { listen: "http://localhost" }
      """,
      says: """
        batteries.yaml:1:16: hub.listen: "http://localhost" is no address with a port \
        from 0 to 65535. Write 127.0.0.1:8800.
        """
    ),
    WrongFile(
      "a URL without a scheme",
      "hub: { url: jobs.example.org }",
      says: """
        batteries.yaml:1:13: hub.url: "jobs.example.org" is not the address of a site. \
        Write it as https://jobs.example.org.
        """
    ),
    WrongFile(
      "an unknown time zone",
      "hub: { timezone: Europe/Berln }",
      says: """
        batteries.yaml:1:18: hub.timezone: time zone "Europe/Berln" is unknown; did you \
        mean "Europe/Berlin"?
        """
    ),
    WrongFile(
      "an unknown time zone of a job",
      """
      jobs:
        a:
          on: { schedule: daily at 02:00, timezone: Mars/Base }
          run: make
      """,
      says: """
        batteries.yaml:3:47: jobs.a.on.timezone: time zone "Mars/Base" is unknown; write \
        it as Europe/Berlin or UTC.
        """
    ),
    WrongFile(
      "the value of a secret",
      """
      hub:
        secrets:
          token: hunter2
      """,
      says: """
        batteries.yaml:3:12: hub.secrets.token: the value of a secret may not stand in \
        this file. Put it in a file that only you can read (mode 600) and write { file: \
        PATH } here.
        """
    ),
    WrongFile(
      "a secret in two places",
      """
      hub:
        secrets:
          token: { file: a, environment: B }
      """,
      says: """
        batteries.yaml:3:23: hub.secrets.token: has both "file" and "environment". Keep \
        one of them.
        """
    ),
    WrongFile(
      "a secret in no place",
      """
      hub:
        secrets:
          token: {}
      """,
      says: """
        batteries.yaml:3:12: hub.secrets.token: needs one of "file" and "environment". \
        Add it.
        """
    ),
    WrongFile(
      "a secret in an impossible variable",
      """
      hub:
        secrets:
          token: { environment: $TOKEN }
      """,
      says: """
        batteries.yaml:3:27: hub.secrets.token.environment: "$TOKEN" cannot be the name \
        of an environment variable. Use letters, digits and "_", with no digit first.
        """
    ),
    WrongFile(
      "two schedules",
      """
      jobs:
        a:
          on: { cron: "0 2 * * *", every: 5m }
          run: make
      """,
      says: """
        batteries.yaml:3:30: jobs.a.on: has both "cron" and "every". Keep one of them.
        """
    ),
    WrongFile(
      "an interval below a second",
      """
      jobs:
        a:
          on: { every: 500ms }
          run: make
      """,
      says: """
        batteries.yaml:3:18: jobs.a.on.every: must be at least 1s, not 500ms.
        """
    ),
    WrongFile(
      "jitter as long as the interval",
      """
      jobs:
        a:
          on: { every: 5m, jitter: 5m }
          run: make
      """,
      says: """
        batteries.yaml:3:30: jobs.a.on.jitter: "every 5m jitter 5m": the jitter must be \
        shorter than the interval of 5m.
        """
    ),
    WrongFile(
      "jitter without an interval",
      """
      jobs:
        a:
          on: { cron: "0 2 * * *", jitter: 5m }
          run: make
      """,
      says: """
        batteries.yaml:3:38: jobs.a.on.jitter: belongs to "every", which is not there. \
        Remove it.
        """
    ),
    WrongFile(
      "a time zone without a schedule",
      """
      jobs:
        a:
          on: { webhook: false, timezone: UTC }
          run: make
      """,
      says: """
        batteries.yaml:3:37: jobs.a.on.timezone: is the zone of a schedule, and there is \
        none. Remove it.
        """
    ),
    WrongFile(
      "a schedule that nobody understands",
      """
      jobs:
        a:
          on: whenever
          run: make
      """,
      says: """
        batteries.yaml:3:9: jobs.a.on: "whenever", column 1: "whenever" is not \
        understood here; write daily at 02:00, mon,thu 07:30, every 15m, or a cron \
        expression.
        """
    ),
    WrongFile(
      "a cron expression of three fields",
      """
      jobs:
        a:
          on: { cron: "0 2 *" }
          run: make
      """,
      says: """
        batteries.yaml:3:17: jobs.a.on.cron: "0 2 *": it has 3 fields; write 5 (minute, \
        hour, day of month, month, day of week), 6 with the second first, or 7 with the \
        year last.
        """
    ),
    WrongFile(
      "30 February",
      """
      jobs:
        a:
          on: { cron: "0 0 30 2 *" }
          run: make
      """,
      says: """
        batteries.yaml:3:17: jobs.a.on.cron: "0 0 30 2 *", day of month, column 5: no \
        such date ever comes; choose a day that its months have.
        """
    ),
    WrongFile(
      "an impossible date",
      """
      jobs:
        a:
          on: { at: 2026-02-30T09:00 }
          run: make
      """,
      says: """
        batteries.yaml:3:15: jobs.a.on.at: "2026-02-30T09:00": this is no date and time; \
        write 2026-12-01T09:00, with Z or +02:00 at the end if it is not local time.
        """
    ),
    WrongFile(
      "a time that the clock skips",
      """
      jobs:
        a:
          on: { at: 2026-03-29T02:30, timezone: Europe/Berlin }
          run: make
      """,
      says: """
        batteries.yaml:3:15: jobs.a.on.at: the clock in Europe/Berlin is put forward \
        over this time, to 03:00. Write another time.
        """
    ),
    WrongFile(
      "a time that the clock repeats",
      """
      jobs:
        a:
          on: { at: 2026-10-25T02:30, timezone: Europe/Berlin }
          run: make
      """,
      says: """
        batteries.yaml:3:15: jobs.a.on.at: the clock in Europe/Berlin shows this time \
        twice. Say which: 2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00.
        """
    ),
    WrongFile(
      "a webhook without a secret",
      """
      jobs:
        a:
          on: { webhook: true }
          run: make
      """,
      says: """
        batteries.yaml:3:20: jobs.a.on.webhook: a webhook needs a secret, and there is \
        no "webhook-a" under hub.secrets. Add it there, or name another: webhook: { \
        secret: NAME }.
        """
    ),
    WrongFile(
      "a webhook with an unknown secret",
      """
      hub:
        secrets: { deploy-key: { environment: KEY } }
      jobs:
        a:
          on: { webhook: { secret: deploy-ky } }
          run: make
      """,
      says: """
        batteries.yaml:5:30: jobs.a.on.webhook.secret: there is no secret "deploy-ky" \
        under hub.secrets. Did you mean "deploy-key"?
        """
    ),
    WrongFile(
      "a watch whose pattern has no end",
      """
      jobs:
        a:
          on: { watch: { path: Inbox, match: "[a" } }
          run: make
      """,
      says: """
        batteries.yaml:3:40: jobs.a.on.watch.match: The pattern "[a" has a [ without a ]. Write \\ \
        before a character that is meant as it is.
        """
    ),
    WrongFile(
      "a watch of one folder twice",
      """
      jobs:
        a:
          on: { watch: [Inbox, ./Inbox] }
          run: make
      """,
      says: """
        batteries.yaml:3:26: jobs.a.on.watch[1]: names "./Inbox" twice. Keep one of the two.
        """
    ),
    WrongFile(
      "an unknown job in needs",
      """
      jobs:
        backup:
          run: make
        b:
          needs: backupp
          run: make
      """,
      says: """
        batteries.yaml:5:12: jobs.b.needs: there is no job "backupp". Did you mean \
        "backup"?
        """
    ),
    WrongFile(
      "an unknown job in after",
      """
      jobs:
        b:
          on: { after: { nightly: failure } }
          run: make
      """,
      says: """
        batteries.yaml:3:20: jobs.b.on.after: there is no job "nightly". Name a job of \
        this file.
        """
    ),
    WrongFile(
      "an unknown condition",
      """
      jobs:
        a: { run: make }
        b:
          on: { after: { a: succes } }
          run: make
      """,
      says: """
        batteries.yaml:4:23: jobs.b.on.after.a: must be success, failure or always, not \
        "succes". Did you mean "success"?
        """
    ),
    WrongFile(
      "a job that is named twice",
      """
      jobs:
        a: { run: make }
        b:
          needs: [a, a]
          run: make
      """,
      says: """
        batteries.yaml:4:16: jobs.b.needs[1]: names "a" twice. Keep one of the two.
        """
    ),
    WrongFile(
      "a job that waits for itself",
      """
      jobs:
        a:
          needs: a
          run: make
      """,
      says: """
        batteries.yaml:2:3: jobs.a: waits for itself. Remove one of the bonds.
        """
    ),
    WrongFile(
      "jobs that wait for each other",
      """
      jobs:
        a:
          needs: b
          run: make
        b:
          on: { after: c }
          run: make
        c:
          needs: [a]
          run: make
      """,
      says: """
        batteries.yaml:2:3: jobs.a: waits for itself, by way of needs and after: a → b → \
        c → a. Remove one of the bonds.
        """
    ),
    WrongFile(
      "an unknown limit",
      """
      hub: { limits: { database: 2 } }
      jobs:
        a:
          limit: databse
          run: make
      """,
      says: """
        batteries.yaml:4:12: jobs.a.limit: there is no limit "databse" under hub.limits. \
        Did you mean "database"?
        """
    ),
    WrongFile(
      "a limit that nobody set",
      """
      jobs:
        a:
          limit: database
          run: make
      """,
      says: """
        batteries.yaml:3:12: jobs.a.limit: there is no limit "database" under \
        hub.limits. Add it there: how many of its jobs may run at once.
        """
    ),
    WrongFile(
      "a former name that is still a job",
      """
      jobs:
        a:
          run: make
        b:
          was: a
          run: make
      """,
      says: """
        batteries.yaml:5:10: jobs.b.was: "a" is still a job of this file. Name the job's \
        own former name, or remove the key.
        """
    ),
    WrongFile(
      "a former name that can be none",
      """
      jobs:
        b:
          was: a/b
          run: make
      """,
      says: """
        batteries.yaml:3:10: jobs.b.was: "a/b" cannot be the name of a job. Remove it.
        """
    ),
  ]
}
