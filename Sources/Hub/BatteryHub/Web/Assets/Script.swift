/// What makes the pages live; without it they work as well.
///
/// The server stays the only one that writes pages: the script asks for the page anew when
/// something happened, and exchanges the parts that differ. What jobs print is only ever set as
/// text.
enum Script {
  static let text = times + refreshing + filtering + logging + starting

  private static let times = """
    "use strict";
    (() => {
      const page = document.body;
      // The words of the server's SpokenTime, so that a page that goes on says the same.
      const pair = (large, unit, small, lesser) =>
        large + " " + unit + (small === 0 ? "" : " " + small + " " + lesser);

      const duration = (seconds) => {
        if (seconds <= 0) return "0 s";
        if (seconds < 0.9995) return Math.round(seconds * 1000) + " ms";
        if (seconds < 59.95) return Math.round(seconds * 10) / 10 + " s";
        const whole = Math.round(seconds);
        if (whole < 3600) return pair(Math.floor(whole / 60), "min", whole % 60, "s");
        if (whole < 86400) {
          return pair(Math.floor(whole / 3600), "h", Math.floor(whole / 60) % 60, "min");
        }
        return pair(Math.floor(whole / 86400), "d", Math.floor(whole / 3600) % 24, "h");
      };

      const relative = (seconds) => {
        const whole = Math.floor(Math.abs(seconds));
        let amount;
        if (whole < 1) return "now";
        if (whole < 60) amount = whole + " s";
        else if (whole < 3600) amount = Math.floor(whole / 60) + " min";
        else if (whole < 172800) amount = Math.floor(whole / 3600) + " h";
        else if (whole < 5184000) amount = Math.floor(whole / 86400) + " days";
        else if (whole < 63072000) amount = Math.floor(whole / 2592000) + " months";
        else amount = Math.floor(whole / 31536000) + " years";
        return seconds > 0 ? "in " + amount : amount + " ago";
      };

      const setText = (element, text) => {
        if (element.textContent !== text) element.textContent = text;
      };

      const tick = () => {
        const now = Date.now();
        for (const element of document.querySelectorAll("[data-relative]")) {
          const time = Date.parse(element.getAttribute("datetime"));
          if (time) setText(element, relative((time - now) / 1000));
        }
        for (const element of document.querySelectorAll("[data-since]")) {
          const seconds = (now - Number(element.dataset.since)) / 1000;
          setText(element, duration(seconds < 10 ? seconds : Math.floor(seconds)));
        }
      };

    """

  private static let refreshing = """
      // The parts of the page as the server wrote them last, by their ids.
      const written = new Map();
      const remember = (element) => written.set(element.id, element.outerHTML);
      const rememberAll = () => {
        for (const element of document.querySelectorAll("[data-live]")) remember(element);
        for (const rows of document.querySelectorAll("[data-live-rows]")) {
          for (const row of rows.children) remember(row);
        }
      };

      const exchange = (old, fresh) => {
        if (written.get(old.id) === fresh.outerHTML) return;
        const focused = old.contains(document.activeElement) ? document.activeElement : null;
        const html = fresh.outerHTML;
        const element = document.importNode(fresh, true);
        old.replaceWith(element);
        written.set(element.id, html);
        if (focused) {
          const label = focused.getAttribute("aria-label") || focused.textContent;
          for (const other of element.querySelectorAll(focused.localName)) {
            if ((other.getAttribute("aria-label") || other.textContent) === label) {
              other.focus({ preventScroll: true });
              break;
            }
          }
        }
      };

      const exchangeRows = (old, fresh) => {
        const kept = new Set();
        let place = old.firstElementChild;
        for (const row of Array.from(fresh.children)) {
          kept.add(row.id);
          const present = document.getElementById(row.id);
          if (present && present.parentNode === old) {
            if (present !== place) old.insertBefore(present, place);
            else place = place.nextElementSibling;
            exchange(present, row);
          } else {
            const added = document.importNode(row, true);
            old.insertBefore(added, place);
            remember(added);
          }
        }
        for (const row of Array.from(old.children)) if (!kept.has(row.id)) row.remove();
      };

      let refreshing = false;
      let again = false;
      let timer = 0;
      let rest = 400;

      const refresh = async () => {
        timer = 0;
        if (refreshing) { again = true; return; }
        refreshing = true;
        const started = performance.now();
        try {
          const answer = await fetch(location.href, { headers: { accept: "text/html" } });
          if (answer.status === 401) { location.reload(); return; }
          if (!answer.ok) return;
          const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
          for (const part of fresh.querySelectorAll("[data-live]")) {
            const old = document.getElementById(part.id);
            if (old) exchange(old, part);
          }
          let hasNewTable = false;
          for (const rows of fresh.querySelectorAll("[data-live-rows]")) {
            const old = document.getElementById(rows.id);
            if (old) exchangeRows(old, rows);
            else hasNewTable = true;
          }
          if (hasNewTable) location.reload();
          tick();
          filterRows();
        } catch (error) {
          // The event stream says when the hub is back.
        } finally {
          refreshing = false;
          // A large page is asked for less often.
          rest = Math.min(15000, Math.max(400, 12 * (performance.now() - started)));
          if (again) { again = false; schedule(); }
        }
      };

      const schedule = () => {
        if (!timer && !document.hidden) timer = setTimeout(refresh, rest);
        else if (document.hidden) again = true;
      };

      const setProgress = ({ run, progress }) => {
        for (const element of document.querySelectorAll('[data-progress="' + Number(run) + '"]')) {
          const bar = element.querySelector("progress");
          if (bar && progress.total > 0) {
            bar.max = progress.total;
            bar.value = Math.min(progress.done, progress.total);
          }
          const share = progress.total > 0 ? progress.done + " of " + progress.total : "";
          const text = [progress.label, share].filter((part) => part).join(" · ");
          setText(element.querySelector("span"), text);
        }
      };

      const watch = () => {
        const live = document.getElementById("live");
        const events = new EventSource("/api/v1/events");
        const show = (isLost) => {
          if (!live) return;
          live.hidden = false;
          live.classList.toggle("lost", isLost);
          setText(live.querySelector("span"), isLost ? "Reconnecting" : "Live");
        };
        let wasLost = false;
        events.onopen = () => { show(false); if (wasLost) schedule(); wasLost = false; };
        events.onerror = () => {
          show(true);
          wasLost = true;
          // A browser gives up when the answer is no stream, as from a proxy without its hub.
          if (events.readyState === EventSource.CLOSED) setTimeout(watch, 5000);
        };
        for (const name of ["run", "job", "configuration", "reset"]) {
          events.addEventListener(name, schedule);
        }
        events.addEventListener("progress", (event) => setProgress(JSON.parse(event.data)));
      };

      document.addEventListener("visibilitychange", () => {
        if (!document.hidden && again) { again = false; schedule(); }
      });

      document.addEventListener("submit", async (event) => {
        const button = event.submitter;
        if (!button || !button.hasAttribute("data-inline")) return;
        event.preventDefault();
        button.disabled = true;
        const address = button.getAttribute("formaction") || event.target.getAttribute("action");
        try {
          await fetch(address, { method: "POST", redirect: "manual" });
        } finally {
          button.disabled = false;
          refresh();
        }
      });

    """

  private static let filtering = """
      const filter = document.getElementById("filter");
      const isList = filter && filter.name === "q";

      const filterRows = () => {
        if (!isList) return;
        const wanted = filter.value.trim().toLowerCase();
        let shown = 0;
        for (const row of document.querySelectorAll("[data-row]")) {
          const text = row.querySelector(".job").textContent.toLowerCase();
          row.hidden = wanted !== "" && !text.includes(wanted);
          if (!row.hidden) shown += 1;
        }
        const none = document.getElementById("none");
        if (none) none.hidden = shown > 0;
      };

      if (isList && !location.search) {
        filter.addEventListener("input", filterRows);
        filter.form.addEventListener("submit", (event) => event.preventDefault());
      }

      document.addEventListener("keydown", (event) => {
        const isTyping = /^(input|textarea|select)$/i.test(event.target.tagName);
        if (event.key === "/" && filter && !isTyping && !event.ctrlKey && !event.metaKey) {
          event.preventDefault();
          filter.focus();
        } else if (event.key === "Escape" && event.target === filter) {
          filter.value = "";
          filterRows();
          filter.blur();
        }
      });

    """

  private static let logging = """
      const log = document.getElementById("log");
      const shownLines = 5000;

      const writeLine = (line) => {
        const row = document.createElement("div");
        row.className = "line " + (/^[a-z]+$/.test(line.s) ? line.s : "");
        row.id = "L" + Number(line.n);
        const anchor = document.createElement("a");
        anchor.href = "#" + row.id;
        anchor.textContent = line.n;
        const time = document.createElement("time");
        time.textContent = line.t;
        const text = document.createElement("span");
        for (const [classes, part] of line.spans) {
          const span = document.createElement("span");
          if (/^[a-z0-9 ]+$/.test(classes)) span.className = classes;
          span.textContent = part;
          text.append(span);
        }
        if (line.omitted > 0) {
          const note = document.createElement("em");
          note.textContent = " … " + Number(line.omitted) + " more bytes";
          text.append(note);
        }
        row.append(anchor, time, text);
        return row;
      };

      const follow = () => {
        const box = document.getElementById("follow");
        if (box) box.parentNode.hidden = false;
        let waiting = [];
        const flush = () => {
          const added = document.createDocumentFragment();
          for (const line of waiting) {
            if (!document.getElementById("L" + line.n)) added.append(writeLine(line));
          }
          waiting = [];
          log.append(added);
          while (log.childElementCount > shownLines) log.firstElementChild.remove();
          const note = document.getElementById("no-log");
          if (note && log.childElementCount) note.hidden = true;
          if (box && box.checked) log.scrollTop = log.scrollHeight;
        };
        const lines = new EventSource(log.dataset.follow);
        lines.addEventListener("line", (event) => {
          if (!waiting.length) requestAnimationFrame(flush);
          waiting.push(JSON.parse(event.data));
        });
        lines.addEventListener("end", () => {
          lines.close();
          if (box) box.parentNode.hidden = true;
          schedule();
        });
        log.addEventListener("wheel", (event) => {
          if (box && event.deltaY < 0) box.checked = false;
        }, { passive: true });
      };

    """

  private static let starting = """
      const signIn = document.querySelector("[data-sign-in]");
      if (signIn) {
        // The link works once: a click while the page submits itself must not use it up.
        signIn.addEventListener("submit", () => {
          for (const button of signIn.querySelectorAll("button")) button.disabled = true;
        });
        signIn.requestSubmit();
      }
      rememberAll();
      if (log) log.scrollTop = location.hash ? log.scrollTop : log.scrollHeight;
      if (log && log.dataset.follow) follow();
      if (page.hasAttribute("data-live-page")) watch();
      tick();
      setInterval(tick, 1000);
    })();

    """
}
