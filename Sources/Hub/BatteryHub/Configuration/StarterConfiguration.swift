/// The configuration that a new user begins with: jobs that do real work on any Linux machine.
public enum StarterConfiguration {
  /// Returns the commented text of a starter file, which passes the check as it is.
  ///
  /// `timezone` is the zone that its schedules follow, such as `Europe/Berlin`.
  public static func text(timezone: String) -> String {
    """
    # batteries.yaml: what this machine does by itself.
    #
    #   batteries check          says what is wrong with this file, and where
    #   batteries run hello      runs one job now
    #   batteries up             starts the hub; the dashboard is on http://127.0.0.1:8800
    #
    # The hub reads the file again when it changes. Every key is described in
    # Documentation/Configuration.md.

    hub:
      listen: 127.0.0.1:8800
      timezone: \(timezone)
      keep: { history: 90d, runs: 1000, logs: 30d }

      # Secrets are named here and used by name; a value never stands in this file.
      # secrets:
      #   webhook-deploy: { file: secrets/deploy }    # mode 600
      #   api-token: { environment: API_TOKEN }

      # At most this many jobs of a group run at once.
      # limits: { database: 1 }

    jobs:
      hello:
        description: Shows that the hub is alive
        on: every 5m
        run: echo "Hello from $(uname -n), up since $(uptime -s 2>/dev/null || echo a while)"
        keep: { runs: 200 }

      system-report:
        description: Load, memory, full disks and failed services
        on: { every: 15m, jitter: 30s }
        timeout: 1m
        run: |
          echo "Load:   $(cut -d' ' -f1-3 /proc/loadavg) on $(nproc) cores"
          awk '/^MemTotal/ { total = $2 } /^MemAvailable/ { free = $2 }
            END { printf "Memory: %d of %d MiB free\\n", free / 1024, total / 1024 }' /proc/meminfo
          echo "Disks more than 80 % full:"
          df -P -x tmpfs -x devtmpfs 2>/dev/null | awk 'NR > 1 && $5 + 0 > 80 { print "  " $6, $5 }'
          if [ -d /run/systemd/system ]; then
            echo "Failed services:"
            systemctl --failed --no-legend --plain || true
          fi

      disk-usage:
        description: What fills the home directory
        on: daily at 06:30
        misfire: once        # a time that passed while the machine slept runs once, later
        timeout: 30m
        disk: "~"            # in quotes, since a bare ~ means nothing in YAML

      keep-notes:
        description: Writes a note a day, and deletes those older than four weeks
        on: daily at 03:15
        steps:
          - run:
              shell: mkdir -p notes && date > "notes/$(date +%F).txt"
              directory: .
          - prune:
              path: notes
              match: "*.txt"
              olderThan: 28d
              keep: 3

      # A job that may fail is tried again: after 30 s, then 1 min, then 2 min.
      #
      # call-api:
      #   on: weekdays at 08:00
      #   retry: { attempts: 4, backoff: 30s }
      #   timeout: 2m
      #   http: { url: https://example.org/health }

      # The web server's traffic each Monday, as a page that is kept with the run.
      #
      # weekly-traffic:
      #   on: mon 07:00
      #   logs: { files: /var/log/nginx/access.log*, since: 7d, output: traffic.html }

      # Steps run one after the other and share a directory.
      #
      # build:
      #   on: { webhook: { secret: webhook-deploy } }   # a signed request starts it
      #   overlap: queue                                # skip, queue, replace or parallel
      #   steps:
      #     - { name: fetch, run: git -C ~/site pull --ff-only }
      #     - { name: build, run: make -C ~/site }
      #
      # report-failure:
      #   on: { after: { build: failure } }             # success, failure or always
      #   run: logger "The build failed"

    """
  }
}
