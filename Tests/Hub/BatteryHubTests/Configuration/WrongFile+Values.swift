extension WrongFile {
  /// Files with values of the wrong type, or out of range.
  static let values: [WrongFile] = [
    WrongFile(
      "a length of time without a unit",
      """
      jobs:
        a:
          run: make
          timeout: 5
      """,
      says: """
        batteries.yaml:4:14: jobs.a.timeout: must be a length of time such as 30s, 15m, \
        1h30m or 2d, not "5". Write 5s for seconds or 5m for minutes.
        """
    ),
    WrongFile(
      "a length of time in words",
      """
      jobs:
        a:
          run: make
          timeout: five minutes
      """,
      says: """
        batteries.yaml:4:14: jobs.a.timeout: must be a length of time such as 30s, 15m, \
        1h30m or 2d, not "five minutes".
        """
    ),
    WrongFile(
      "a timeout of zero",
      """
      jobs:
        a:
          run: make
          timeout: 0s
      """,
      says: """
        batteries.yaml:4:14: jobs.a.timeout: must be longer than 0, not 0s.
        """
    ),
    WrongFile(
      "a value that is not there",
      """
      jobs:
        a:
          run: make
          timeout:
      """,
      says: """
        batteries.yaml:4:13: jobs.a.timeout: has no value. Write a length of time such \
        as 30s, 15m, 1h30m or 2d, or remove the key.
        """
    ),
    WrongFile(
      "null",
      """
      jobs:
        a:
          run: null
      """,
      says: """
        batteries.yaml:3:10: jobs.a.run: has no value. Write a text, a list or a \
        mapping, or remove the key.
        """
    ),
    WrongFile(
      "a bare tilde",
      """
      jobs:
        a:
          copy: { source: ~ }
      """,
      says: """
        batteries.yaml:3:21: jobs.a.copy.source: has no value. A bare ~ means nothing in YAML; \
        write "~" for the home directory.
        """
    ),
    WrongFile(
      "a list for a text",
      """
      jobs:
        a:
          run: make
          description: [a]
      """,
      says: """
        batteries.yaml:4:18: jobs.a.description: must be a text, not a list.
        """
    ),
    WrongFile(
      "yes for true",
      """
      jobs:
        a:
          run: make
          rerun: yes
      """,
      says: """
        batteries.yaml:4:12: jobs.a.rerun: must be true or false, not "yes". Write true.
        """
    ),
    WrongFile(
      "off for false",
      """
      jobs:
        a:
          run: make
          enabled: Off
      """,
      says: """
        batteries.yaml:4:14: jobs.a.enabled: must be true or false, not "Off". Write \
        false.
        """
    ),
    WrongFile(
      "a word for a truth value",
      """
      jobs:
        a:
          run: make
          enabled: maybe
      """,
      says: """
        batteries.yaml:4:14: jobs.a.enabled: must be true or false, not "maybe".
        """
    ),
    WrongFile(
      "a number with a leading zero",
      """
      jobs:
        a:
          run: make
          priority: 010
      """,
      says: """
        batteries.yaml:4:15: jobs.a.priority: must be a whole number from -100 to 100, \
        not "010". Write 10.
        """
    ),
    WrongFile(
      "a number with an underscore",
      "hub: { concurrency: 1_000 }",
      says: """
        batteries.yaml:1:21: hub.concurrency: must be a whole number from 1 to 10000, \
        not "1_000". Write 1000.
        """
    ),
    WrongFile(
      "a number beyond its range",
      """
      jobs:
        a:
          run: make
          priority: 101
      """,
      says: """
        batteries.yaml:4:15: jobs.a.priority: must be a whole number from -100 to 100, \
        not "101".
        """
    ),
    WrongFile(
      "a number that no machine holds",
      """
      jobs:
        a:
          run: make
          priority: 99999999999999999999
      """,
      says: """
        batteries.yaml:4:15: jobs.a.priority: must be a whole number from -100 to 100, \
        not "99999999999999999999".
        """
    ),
    WrongFile(
      "a fraction for a whole number",
      """
      jobs:
        a:
          copy: { source: /a, keep: 2.5 }
      """,
      says: """
        batteries.yaml:3:31: jobs.a.copy.keep: must be a whole number from 1 to 100, not \
        "2.5".
        """
    ),
    WrongFile(
      "no attempts",
      """
      jobs:
        a:
          run: make
          retry: 0
      """,
      says: """
        batteries.yaml:4:12: jobs.a.retry: must be a whole number from 1 to 100, not \
        "0".
        """
    ),
    WrongFile(
      "too many attempts",
      """
      jobs:
        a:
          run: make
          retry: { attempts: 101 }
      """,
      says: """
        batteries.yaml:4:24: jobs.a.retry.attempts: must be a whole number from 1 to \
        100, not "101".
        """
    ),
    WrongFile(
      "a retry without attempts",
      """
      jobs:
        a:
          run: make
          retry: { backoff: 30s }
      """,
      says: """
        batteries.yaml:4:12: jobs.a.retry: "attempts" is missing. Add it: how often the \
        work is tried in all.
        """
    ),
    WrongFile(
      "a retry in words",
      """
      jobs:
        a:
          run: make
          retry: often
      """,
      says: """
        batteries.yaml:4:12: jobs.a.retry: must be a whole number from 1 to 100, not \
        "often".
        """
    ),
    WrongFile(
      "a retry that shrinks",
      """
      jobs:
        a:
          run: make
          retry: { attempts: 3, factor: 0.5 }
      """,
      says: """
        batteries.yaml:4:35: jobs.a.retry.factor: must be a number from 1 to 100, not \
        "0.5".
        """
    ),
    WrongFile(
      "a retry that waits longer than its limit",
      """
      jobs:
        a:
          run: make
          retry: { attempts: 3, backoff: 10m, limit: 5m }
      """,
      says: """
        batteries.yaml:4:48: jobs.a.retry.limit: is shorter than the first wait of 10m. \
        Raise it, or lower "backoff".
        """
    ),
    WrongFile(
      "jitter above 1",
      """
      jobs:
        a:
          run: make
          retry: { attempts: 3, jitter: 30s }
      """,
      says: """
        batteries.yaml:4:35: jobs.a.retry.jitter: must be a number from 0 to 1, not \
        "30s".
        """
    ),
    WrongFile(
      "an unknown overlap",
      """
      jobs:
        a:
          run: make
          overlap: skp
      """,
      says: """
        batteries.yaml:4:14: jobs.a.overlap: must be skip, queue, replace or parallel, \
        not "skp". Did you mean "skip"?
        """
    ),
    WrongFile(
      "an unknown misfire",
      """
      jobs:
        a:
          run: make
          misfire: never
      """,
      says: """
        batteries.yaml:4:14: jobs.a.misfire: must be once, skip or all, not "never".
        """
    ),
    WrongFile(
      "an unknown misfire in the long form",
      """
      jobs:
        a:
          run: make
          misfire: { action: ones }
      """,
      says: """
        batteries.yaml:4:24: jobs.a.misfire.action: must be once, skip or all, not \
        "ones".
        """
    ),
    WrongFile(
      "an amount of data with a wrong unit",
      """
      jobs:
        a:
          run: make
          outputLimit: 5 bananas
      """,
      says: """
        batteries.yaml:4:18: jobs.a.outputLimit: must be an amount of data such as \
        500kB, 64MiB or 2GB, not "5 bananas".
        """
    ),
    WrongFile(
      "an environment variable with a dash",
      """
      jobs:
        a:
          run: make
          environment: { MY-VAR: a }
      """,
      says: """
        batteries.yaml:4:20: jobs.a.environment: "MY-VAR" cannot be the name of an \
        environment variable. Use letters, digits and "_", with no digit first.
        """
    ),
    WrongFile(
      "an environment variable that is a list",
      """
      jobs:
        a:
          run: make
          environment: { PATH: [/bin] }
      """,
      says: """
        batteries.yaml:4:26: jobs.a.environment.PATH: must be a text, not a list.
        """
    ),
    WrongFile(
      "an unknown choice of a kind",
      """
      jobs:
        a:
          copy: { source: /a, order: sise }
      """,
      says: """
        batteries.yaml:3:32: jobs.a.copy.order: must be name, date or size, not "sise". \
        Did you mean "size"?
        """
    ),
    WrongFile(
      "what a kind itself refuses",
      """
      jobs:
        a:
          copy: { source: / }
      """,
      says: """
        batteries.yaml:3:21: jobs.a.copy.source: must not be the whole machine. Name a \
        directory below /.
        """
    ),
    WrongFile(
      "what a kind itself refuses, deep inside",
      """
      jobs:
        a:
          copy:
            source: /a
            rules:
              - { match: a }
              - { match: "" }
      """,
      says: """
        batteries.yaml:7:20: jobs.a.copy.rules[1].match: matches nothing. Write a \
        pattern such as *.pdf.
        """
    ),
    WrongFile(
      "what a kind refuses as a whole",
      """
      jobs:
        a:
          run: []
      """,
      says: """
        batteries.yaml:3:10: jobs.a.run: has no command. Write "shell".
        """
    ),
    WrongFile(
      "what only the decoder notices",
      """
      jobs:
        a:
          copy: { source: /a, share: many }
      """,
      says: """
        batteries.yaml:3:32: jobs.a.copy.share: must be a number, not "many".
        """
    ),
    WrongFile(
      "what only the decoder notices, by size",
      """
      jobs:
        a:
          copy: { source: /a, small: 300 }
      """,
      says: """
        batteries.yaml:3:32: jobs.a.copy.small: must be a whole number, not "300".
        """
    ),
    WrongFile(
      "a value with a line break",
      """
      jobs:
        a:
          run: make
          overlap: "skip\\nqueue"
      """,
      says: """
        batteries.yaml:4:14: jobs.a.overlap: must be skip, queue, replace or parallel, \
        not "skip\\nqueue".
        """
    ),
    WrongFile(
      "a history that is kept for seconds",
      "hub: { keep: { logs: 5s } }",
      says: """
        batteries.yaml:1:22: hub.keep.logs: must be at least 1h, not 5s.
        """
    ),
  ]
}
