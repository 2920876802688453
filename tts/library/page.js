// The library: finds and sorts what is on the page. Without it, the list stands as it is, the newest first.
(() => {
  "use strict";

  const SETTINGS = "articast.settings"; // shared with the read-along pages, so that colours are chosen once
  const THEMES = ["light", "dark", "contrast"];
  const PATIENCE_MS = 500; // a status message for each letter would talk over the typing
  const root = document.documentElement;

  // Storage may be switched off, full, or refused to files.
  function settings() {
    try {
      return JSON.parse(localStorage.getItem(SETTINGS)) ?? {};
    } catch {
      return {};
    }
  }

  function look(theme) {
    if (THEMES.includes(theme)) root.dataset.theme = theme;
    else delete root.dataset.theme;
  }

  look(settings().theme); // before there is anything to see, so that nothing flashes
  document.addEventListener("DOMContentLoaded", start);

  function start() {
    const $ = (id) => document.getElementById(id);
    const list = $("editions");
    const [search, sort, theme, status] = ["search", "sort", "theme", "status"].map($);
    theme.value = root.dataset.theme ?? "system";
    theme.addEventListener("change", () => {
      look(theme.value);
      try {
        localStorage.setItem(SETTINGS, JSON.stringify({ ...settings(), theme: theme.value }));
      } catch {
        // Nothing is remembered then, and everything else works.
      }
    });
    $("tools").hidden = false;
    $("tools").addEventListener("submit", (event) => event.preventDefault());
    if (!list) {
      for (const control of [search, sort]) control.closest("p").hidden = true;
      return;
    }

    const editions = [...list.children].map((item, place) => ({
      item,
      place,
      title: item.querySelector("h2").textContent,
      date: item.dataset.date,
      length: Number(item.dataset.length),
      text: folded(
        [...item.querySelectorAll("h2, .facts, .about")].map((one) => one.textContent).join(" ") + " " + item.dataset.tags,
      ),
    }));
    const collator = new Intl.Collator(root.lang, { numeric: true });
    const orders = {
      newest: () => 0,
      oldest: (one, other) => !one.date - !other.date || (one.date < other.date ? -1 : one.date > other.date ? 1 : 0),
      title: (one, other) => collator.compare(one.title, other.title),
      longest: (one, other) => other.length - one.length,
      shortest: (one, other) => one.length - other.length,
    };
    let timer = 0;
    let said = "";

    function find() {
      const words = folded(search.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const { item, text } of editions) {
        item.hidden = !words.every((word) => text.includes(word));
        shown += !item.hidden;
      }
      clearTimeout(timer);
      timer = setTimeout(() => tell(shown, words.length > 0), PATIENCE_MS);
    }

    function tell(shown, isAsked) {
      const phrase = !shown ? "nothing" : shown < editions.length ? "shown" : "all";
      const text = isAsked || said ? status.dataset[phrase].replace("{shown}", shown).replace("{count}", editions.length) : "";
      if (text !== said) status.textContent = said = text;
    }

    function arrange() {
      const order = orders[sort.value] ?? orders.newest;
      const sorted = [...editions].sort((one, other) => order(one, other) || one.place - other.place);
      list.append(...sorted.map(({ item }) => item));
    }

    // Browsers give fields back what stood in them, some of them after this.
    function restore() {
      if (search.value) find();
      if (sort.value !== "newest") arrange();
    }

    search.addEventListener("input", find);
    sort.addEventListener("change", arrange);
    window.addEventListener("pageshow", restore);
    restore();
  }

  // Without accents and capitals, so that "cafe" finds "Café".
  function folded(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  }
})();
