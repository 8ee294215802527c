/// Files that use every key in every form.
enum RightFile {
  static let everything = """
    hub:
      listen: "[::1]:9000"
      url: https://jobs.example.org/hub/
      data: state
      concurrency: 12
      grace: 20s
      shutdown: 1m30s
      timezone: Europe/Berlin
      keep: { history: 30d, runs: 50, logs: 2d }
      secrets:
        webhook-deploy: { environment: DEPLOY_KEY }
        deploy-next: { environment: DEPLOY_NEXT }
      limits: { database: 2 }
      environment: { LANG: C.UTF-8, MODE: "no" }
    jobs:
      build:
        description: Builds the site
        run: [make, all]
      deploy:
        on:
          schedule: weekdays at 18:00
          timezone: America/New_York
          webhook: { secret: [webhook-deploy, deploy-next], tolerance: 2m }
          watch: { path: [~/Inbox, scans], match: "*.pdf", quiet: 2s, recursive: true, poll: 10s }
          after: { build: always }
        needs: [build]
        steps:
          - run: make
          - name: copy it
            copy: { source: out, keep: 3, age: 1w2d, size: 1.5GiB, verify: true }
          - run: { shell: make check, directory: out }
        retry: { attempts: 5, backoff: 10s, factor: 1.5, limit: 5m, jitter: 0.25 }
        timeout: 1h
        grace: 5s
        overlap: queue
        misfire: { action: all, window: 2d, tolerance: 10s }
        priority: -7
        limit: database
        rerun: true
        environment: { MODE: deploy }
        outputLimit: 10MB
        keep: { runs: 5 }
        enabled: false
        was: publish

    """

  static let short = """
    hub: { listen: 9000, secrets: { webhook-a: { environment: KEY } }, timezone: UTC }
    jobs:
      a: { on: { cron: "0 2 * * 1", webhook: true }, run: make, retry: 3, misfire: skip }
      b: { on: { every: 1h30m, jitter: 500ms }, run: [make, 1, true] }
      c: { on: { at: 2030-01-01T00:00, after: a }, needs: [a, { b: failure }], run: "null" }
      d: { on: "@daily", copy: { source: /a, size: 512, exclude: [], labels: { a: 1 } } }
      f: { on: { watch: Inbox }, run: make }
      e: { on: { webhook: false }, grace: 0, outputLimit: 1 KiB, steps: [ { run: make } ] }

    """

  static let all = [
    everything, short, "jobs: {}", "hub: {}", "hub: { listen: localhost }\njobs: {}",
  ]
}
