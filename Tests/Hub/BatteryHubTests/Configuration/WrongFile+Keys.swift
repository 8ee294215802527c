extension WrongFile {
  /// Files with keys that are unknown, missing, or one too many.
  static let keys: [WrongFile] = [
    WrongFile(
      "an unknown key at the top",
      """
      job:
        a:
          run: make
      """,
      says: """
        batteries.yaml:1:1: job: unknown key. Did you mean "jobs"?
        """
    ),
    WrongFile(
      "services",
      """
      jobs: {}
      services:
        gateway: { listen: 8443 }
      """,
      says: """
        batteries.yaml:2:1: services: services are not supported yet. Remove the key.
        """
    ),
    WrongFile(
      "an unknown key of the hub",
      """
      hub:
        lisen: 127.0.0.1:8800
      """,
      says: """
        batteries.yaml:2:3: hub.lisen: unknown key. Did you mean "listen"?
        """
    ),
    WrongFile(
      "an unknown key of a job",
      """
      jobs:
        nightly:
          run: make
          timout: 5m
      """,
      says: """
        batteries.yaml:4:5: jobs.nightly.timout: unknown key. Did you mean "timeout"?
        """
    ),
    WrongFile(
      "a key with an underscore",
      """
      jobs:
        a:
          run: make
          output_limit: 1MiB
      """,
      says: """
        batteries.yaml:4:5: jobs.a.output_limit: unknown key. Did you mean \
        "outputLimit"?
        """
    ),
    WrongFile(
      "a key with a dash",
      """
      jobs:
        a:
          run: make
          output-limit: 1MiB
      """,
      says: """
        batteries.yaml:4:5: jobs.a.output-limit: unknown key. Did you mean \
        "outputLimit"?
        """
    ),
    WrongFile(
      "a key of another program",
      """
      jobs:
        a:
          run: make
          env: { A: b }
      """,
      says: """
        batteries.yaml:4:5: jobs.a.env: unknown key. Did you mean "environment"?
        """
    ),
    WrongFile(
      "a command by another name",
      """
      jobs:
        a:
          command: make
      """,
      says: """
        batteries.yaml:3:5: jobs.a.command: unknown key. Did you mean "run"?
        """
    ),
    WrongFile(
      "an unknown kind",
      """
      jobs:
        a:
          frobnicate: {}
      """,
      says: """
        batteries.yaml:3:5: jobs.a.frobnicate: unknown key. The kinds of job are copy \
        and run.
        """
    ),
    WrongFile(
      "a schedule one level too high",
      """
      jobs:
        a:
          cron: "0 2 * * *"
          run: make
      """,
      says: """
        batteries.yaml:3:5: jobs.a.cron: this key belongs under "on". Write on: { cron: \
        … }.
        """
    ),
    WrongFile(
      "an unknown key of a kind",
      """
      jobs:
        a:
          copy: { source: /a, kep: 5 }
      """,
      says: """
        batteries.yaml:3:25: jobs.a.copy.kep: unknown key. Did you mean "keep"?
        """
    ),
    WrongFile(
      "an unknown key of a kind without a neighbour",
      """
      jobs:
        a:
          run: { xyzzy: 1 }
      """,
      says: """
        batteries.yaml:3:12: jobs.a.run.xyzzy: unknown key. The keys here are shell, \
        arguments and directory.
        """
    ),
    WrongFile(
      "a missing key of a kind",
      """
      jobs:
        a:
          copy: { keep: 5 }
      """,
      says: """
        batteries.yaml:3:11: jobs.a.copy: "source" is missing. Add it: the directory to \
        copy.
        """
    ),
    WrongFile(
      "a missing key in a list",
      """
      jobs:
        a:
          copy:
            source: /a
            rules:
              - match: "*.pdf"
              - to: b
      """,
      says: """
        batteries.yaml:7:11: jobs.a.copy.rules[1]: "match" is missing. Add it: a \
        pattern.
        """
    ),
    WrongFile(
      "an unknown trigger",
      """
      jobs:
        a:
          on: { shedule: daily at 02:00 }
          run: make
      """,
      says: """
        batteries.yaml:3:11: jobs.a.on.shedule: unknown key. Did you mean "schedule"?
        """
    ),
    WrongFile(
      "a job without work",
      """
      jobs:
        a:
          timeout: 5s
      """,
      says: """
        batteries.yaml:3:5: jobs.a: has nothing to do. Add "run", "copy" or "steps".
        """
    ),
    WrongFile(
      "a job with two kinds",
      """
      jobs:
        a:
          run: make
          copy: { source: /a }
      """,
      says: """
        batteries.yaml:4:5: jobs.a: has both "run" and "copy". List them under "steps" \
        in the order in which they are to run.
        """
    ),
    WrongFile(
      "a job with a kind and steps",
      """
      jobs:
        a:
          steps: [ { run: make } ]
          run: make
      """,
      says: """
        batteries.yaml:4:5: jobs.a: has both "steps" and "run". List them under "steps" \
        in the order in which they are to run.
        """
    ),
    WrongFile(
      "a step with two kinds",
      """
      jobs:
        a:
          steps:
            - run: make
              copy: { source: /a }
      """,
      says: """
        batteries.yaml:5:9: jobs.a.steps[0]: has both "run" and "copy". Keep one of \
        them.
        """
    ),
    WrongFile(
      "a step without a kind",
      """
      jobs:
        a:
          steps:
            - name: build
      """,
      says: """
        batteries.yaml:4:9: jobs.a.steps[0]: needs one of "run" and "copy". Add it.
        """
    ),
    WrongFile(
      "an empty list of steps",
      """
      jobs:
        a:
          steps: []
      """,
      says: """
        batteries.yaml:3:12: jobs.a.steps: is empty. List at least one item, or remove \
        the key.
        """
    ),
    WrongFile(
      "two steps of one name",
      """
      jobs:
        a:
          steps:
            - { name: build, run: make }
            - { name: build, run: make test }
      """,
      says: """
        batteries.yaml:5:17: jobs.a.steps[1].name: there is a step "build" already. Give \
        each step a name of its own.
        """
    ),
    WrongFile(
      "a step that is a text",
      """
      jobs:
        a:
          steps: [make]
      """,
      says: """
        batteries.yaml:3:13: jobs.a.steps[0]: must be a mapping, not "make".
        """
    ),
    WrongFile(
      "a job that is a text",
      """
      jobs:
        a: make
      """,
      says: """
        batteries.yaml:2:6: jobs.a: must be a mapping, not "make".
        """
    ),
    WrongFile(
      "a job that says nothing",
      """
      jobs:
        a:
      """,
      says: """
        batteries.yaml:2:5: jobs.a: has no value. Write a mapping, or remove the key.
        """
    ),
    WrongFile(
      "jobs as a list",
      """
      jobs:
        - run: make
      """,
      says: """
        batteries.yaml:2:3: jobs: must be a mapping, not a list.
        """
    ),
    WrongFile(
      "a job's name with a space",
      """
      jobs:
        my job:
          run: make
      """,
      says: """
        batteries.yaml:2:3: jobs: "my job" cannot be the name of a job. Use at most 64 \
        letters, digits, dots, dashes and underscores, a letter or digit first.
        """
    ),
    WrongFile(
      "a job's name that is too long",
      """
      jobs:
        aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:
          run: make
      """,
      says: """
        batteries.yaml:2:3: jobs: \
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…" cannot be the \
        name of a job. Use at most 64 letters, digits, dots, dashes and underscores, a \
        letter or digit first.
        """
    ),
    WrongFile(
      "a job's name with a slash",
      """
      jobs:
        a/b:
          run: make
      """,
      says: """
        batteries.yaml:2:3: jobs: "a/b" cannot be the name of a job. Use at most 64 \
        letters, digits, dots, dashes and underscores, a letter or digit first.
        """
    ),
    WrongFile(
      "a job without a name",
      """
      jobs:
        "":
          run: make
      """,
      says: """
        batteries.yaml:2:3: jobs: "" cannot be the name of a job. Use at most 64 \
        letters, digits, dots, dashes and underscores, a letter or digit first.
        """
    ),
  ]
}
