/// What makes the page's tables sortable, short and filterable; without it the page has everything.
///
/// It reads the tables and sets nothing but text, so that no value can become markup.
enum LogPageScript {
  static let text: StaticString = """
    "use strict";
    (() => {
      const units = {
        "%": 0.01, B: 1, KiB: 1024, MiB: 1048576, GiB: 1073741824, TiB: 1099511627776,
        PiB: 1125899906842624, EiB: 1152921504606846976, ms: 0.001, s: 1,
      };
      const amount = (text) => {
        const match = /^([<>]?)([\\d,.]+) ?([A-Za-z%]*)$/.exec(text);
        if (!match) return -1;
        const value = Number(match[2].replaceAll(",", "")) * (units[match[3]] || 1);
        return match[1] === "<" ? value * 0.999 : match[1] === ">" ? value * 1.0001 : value;
      };
      const collator = new Intl.Collator("en", { numeric: true });
      const shown = 10;
      const panels = Array.from(document.querySelectorAll(".panel"), (section) => ({
        section, body: section.querySelector("tbody"), names: null,
        link: document.querySelector("nav a[href='#" + section.id + "']"),
      }));

      const sort = (panel, heads, column) => {
        const head = heads[column];
        const before = head.getAttribute("aria-sort");
        const falls = before ? before === "ascending" : column > 0;
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", falls ? "descending" : "ascending");
        const rows = Array.from(panel.body.rows, (row) => {
          const text = row.cells[column].textContent;
          return { row, key: column > 0 ? amount(text) : text };
        });
        const sign = falls ? -1 : 1;
        rows.sort(column > 0
          ? (a, b) => sign * (a.key - b.key)
          : (a, b) => sign * collator.compare(a.key, b.key));
        panel.body.append(...rows.map((entry) => entry.row));
        panel.names = null;
      };

      const button = (text, action) => {
        const element = document.createElement("button");
        element.type = "button";
        element.textContent = text;
        element.addEventListener("click", action);
        return element;
      };

      for (const panel of panels) {
        const heads = Array.from(panel.section.querySelectorAll("th"));
        heads.forEach((head, column) => {
          head.replaceChildren(button(head.textContent, () => sort(panel, heads, column)));
        });
        const count = panel.body.rows.length;
        if (count <= shown + 2) {
          panel.section.classList.add("open");
          continue;
        }
        const all = "Show all " + count.toLocaleString("en");
        const more = button(all, () => {
          const isOpen = panel.section.classList.toggle("open");
          more.textContent = isOpen ? "Show fewer" : all;
          more.setAttribute("aria-expanded", String(isOpen));
          if (!isOpen) panel.section.scrollIntoView({ block: "start" });
        });
        more.className = "more";
        more.setAttribute("aria-expanded", "false");
        panel.section.append(more);
      }

      const form = document.getElementById("search");
      const input = document.getElementById("filter");
      const found = document.getElementById("found");
      if (!form) return;
      const filter = () => {
        const words = input.value.toLowerCase().split(/\\s+/).filter((word) => word);
        let rows = 0;
        let tables = 0;
        for (const panel of panels) {
          panel.names ??= Array.from(panel.body.rows, (row) => ({
            row, text: row.cells[0].textContent.toLowerCase(),
          }));
          let matches = 0;
          for (const entry of panel.names) {
            const fits = words.every((word) => entry.text.includes(word));
            if (entry.row.hidden === fits) entry.row.hidden = !fits;
            if (fits) matches += 1;
          }
          panel.section.classList.toggle("found", words.length > 0);
          panel.section.hidden = matches === 0;
          if (panel.link) panel.link.hidden = matches === 0;
          rows += matches;
          if (matches > 0) tables += 1;
        }
        found.textContent = words.length === 0 ? ""
          : rows.toLocaleString("en") + (rows === 1 ? " row in " : " rows in ")
            + tables + (tables === 1 ? " table" : " tables");
      };
      let isWaiting = false;
      input.addEventListener("input", () => {
        if (isWaiting) return;
        isWaiting = true;
        requestAnimationFrame(() => { isWaiting = false; filter(); });
      });
      form.addEventListener("submit", (event) => event.preventDefault());
      document.addEventListener("keydown", (event) => {
        if (event.key === "/" && document.activeElement !== input) {
          event.preventDefault();
          input.focus();
        } else if (event.key === "Escape" && document.activeElement === input) {
          input.value = "";
          filter();
          input.blur();
        }
      });
      form.hidden = false;
      document.documentElement.classList.add("live");
      if (input.value) filter();
    })();
    """
}
