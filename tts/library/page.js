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
    const lists = [...document.querySelectorAll(".packages")];
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
    if (!lists.length) {
      for (const control of [search, sort]) control.closest("p").hidden = true;
      return;
    }

    const packages = lists.flatMap((list) => [...list.children]).map((item, place) => ({
      item,
      place,
      list: item.parentElement,
      title: item.querySelector("h2, h3").textContent,
      date: item.dataset.date,
      length: Number(item.dataset.length),
      text: textOf(item.querySelectorAll("h2, h3, .facts, .about")) + folded(` ${item.dataset.tags}`),
      contents: item.querySelector(".contents"), // of an edition
      articles: [...item.querySelectorAll(".contents li")].map((article) => ({
        item: article,
        text: textOf([article.parentElement.previousElementSibling, article]), // with the title of the section
      })),
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
      let inside = 0;
      for (const entry of packages) {
        const articles = findArticles(entry, words);
        entry.item.hidden = !articles.length && !words.every((word) => entry.text.includes(word));
        shown += !entry.item.hidden;
        inside += articles.length;
        if (entry.contents) showArticles(entry, articles);
      }
      for (const list of lists) hideIfEmpty(list, list.closest("section") ?? list);
      clearTimeout(timer);
      timer = setTimeout(() => tell(shown, inside, words.length > 0), PATIENCE_MS);
    }

    // The articles of an edition with all the words. Where the edition does not have all of them itself, an article needs
    // only one of them, and the edition the others, as in "736 harbour".
    function findArticles(entry, words) {
      const has = (text) => (word) => text.includes(word);
      if (!words.length) return [];
      if (words.every(has(entry.text))) return entry.articles.filter(({ text }) => words.every(has(text)));
      return entry.articles.filter(({ text }) => words.some(has(text)) && words.every(has(`${entry.text} ${text}`)));
    }

    // Unfolds an edition with the articles that were found; without any, all are shown, folded up or not as before.
    function showArticles({ contents, articles }, found) {
      contents.dataset.before ??= contents.open ? "open" : "";
      contents.open = found.length > 0 || contents.dataset.before === "open";
      if (!found.length) delete contents.dataset.before;
      for (const article of articles) article.item.hidden = found.length > 0 && !found.includes(article);
      for (const list of contents.querySelectorAll("ol")) {
        hideIfEmpty(list, list);
        list.previousElementSibling.hidden = list.hidden;
      }
    }

    function hideIfEmpty(list, box) {
      box.hidden = [...list.children].every((item) => item.hidden);
    }

    function tell(shown, inside, isAsked) {
      const phrase = !shown ? "nothing" : inside ? "inside" : shown < packages.length ? "shown" : "all";
      const values = { shown, count: packages.length, articles: inside };
      const text = isAsked || said ? status.dataset[phrase].replace(/\{(\w+)\}/g, (_, name) => values[name]) : "";
      if (text !== said) status.textContent = said = text;
    }

    function arrange() {
      const order = orders[sort.value] ?? orders.newest;
      const sorted = [...packages].sort((one, other) => order(one, other) || one.place - other.place);
      for (const { item, list } of sorted) list.append(item);
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

  function textOf(elements) {
    return folded([...elements].map((element) => element.textContent).join(" "));
  }

  // Without accents and capitals, so that "cafe" finds "Café".
  function folded(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  }
})();
