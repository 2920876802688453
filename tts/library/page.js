// The library: finds, sorts, filters and plays what is on the page, and in an archive of several pages what is on any of
// them. Without it, the whole list is shown, newest first.
(() => {
  "use strict";

  const THEMES = ["light", "dark", "contrast"];
  const PATIENCE_MS = 500; // a status message for each letter would talk over the typing
  const SHOWN_AT_A_TIME = 100;
  const SHOWN_AT_ONCE = 20; // while typing; the others follow when these are seen
  const READ_AT_A_TIME = 100; // entries; more would be felt while typing
  const { settings, position, fill, END_MS } = articast;
  const root = document.documentElement;

  function look(theme) {
    if (THEMES.includes(theme)) root.dataset.theme = theme;
    else delete root.dataset.theme;
  }

  look(settings().theme); // before there is anything to see, so that nothing flashes
  document.addEventListener("DOMContentLoaded", start);

  function start() {
    const $ = (id) => document.getElementById(`_${id}`);
    const phrases = JSON.parse($("phrases").textContent);
    const form = $("tools");
    const controls = [...form.elements].filter((control) => control.name);
    const { q: search, sort } = form.elements;
    const more = $("more");
    const main = document.querySelector("main");
    const total = Number(main.dataset.total ?? 0); // of an archive, on its first page

    $("theme").value = root.dataset.theme ?? "system";
    $("theme").addEventListener("change", () => {
      look($("theme").value);
      articast.change("theme", $("theme").value);
    });
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());

    // The entries. To make elements of thousands takes seconds, so those that are not shown yet are text.

    const groups = [...document.querySelectorAll("main > section")].map((box) => ({
      box,
      series: box.dataset.series,
      list: box.querySelector(".packages"),
    }));
    const own = groups.flatMap((group) => {
      const shown = [...group.list.children].map((item) => new Entry(item.outerHTML, group, item));
      const others = group.box.querySelector("noscript");
      const texts = others?.textContent.split(/\n(?=<li class="package")/).slice(1) ?? [];
      others?.remove();
      return [...shown, ...texts.map((text) => new Entry(text, group, null))];
    });

    const archive = articast.openArchive?.({ known: own, findGroup, arrived, folded });

    if (!own.length && !archive) {
      for (const control of [...controls, $("filters")]) control.closest("p, details").hidden = true;
      return;
    }

    /** What is looked through: on a page of an archive its own entries, and all there are when something is asked for. */
    function entries() {
      return archive && (total || isAsked()) ? archive.entries : own;
    }

    function findGroup(series, label) {
      const value = series || "-";
      const known = groups.find((group) => group.series === value);
      if (known) return known;
      const box = newElement("section");
      const title = newElement("h2", "", series || label);
      const list = newElement("ol", "packages");
      title.id = `_group-${groups.length + 1}`;
      box.dataset.series = value;
      list.setAttribute("role", "list"); // without it, Safari does not announce a list without bullets
      list.setAttribute("aria-labelledby", title.id);
      box.append(title, list);
      box.hidden = true;
      const group = { box, series: value, list };
      const articles = series ? groups.find((other) => other.series === "-") : null; // they come after all series
      (articles?.box ?? more).before(box);
      groups.splice(articles ? groups.indexOf(articles) : groups.length, 0, group);
      return group;
    }

    function prepareSearch(from = 0) {
      const idle = window.requestIdleCallback ?? ((callback) => setTimeout(callback, 20));
      idle(() => {
        own.slice(from, from + READ_AT_A_TIME).forEach((entry) => entry.texts);
        if (from < own.length) prepareSearch(from + READ_AT_A_TIME);
      });
    }

    // What is found

    const collator = new Intl.Collator(root.lang, { numeric: true });
    const orders = {
      oldest: (one, other) => !one.date - !other.date || (one.date < other.date ? -1 : one.date > other.date ? 1 : 0),
      title: (one, other) => collator.compare(one.title, other.title),
      longest: (one, other) => other.length - one.length,
      shortest: (one, other) => one.length - other.length,
    };
    const filters = {
      language: (entry, value) => `${entry.facts.language}-`.startsWith(`${value}-`),
      tag: (entry, value) => entry.facts.tags.includes(value),
      series: (entry, value) => entry.group.series === value,
      progress: (entry, value) => {
        const { ms, heard } = position(entry.facts.id);
        return value === "started" ? isStarted(ms, entry) : !heard;
      },
    };
    const isStarted = (ms, entry) => ms > 0 && ms < entry.facts.length - END_MS;
    let queue = own; // what is found, in its order
    let shownBefore = null; // while more is asked for: the first entry that is new gets the focus
    let limit = 0;
    let said = "";
    let timer = 0;
    let frame = 0;

    const isAsked = () => controls.some((control) => control.value);
    const firstLimit = () => (total && !isAsked() ? own.length : SHOWN_AT_A_TIME);

    function find() {
      const words = folded(search.value).split(/\s+/).filter(Boolean);
      const active = controls.filter(({ name, value }) => value && filters[name]);
      let inside = 0;
      const found = entries().filter((entry) => {
        if (!active.every(({ name, value }) => filters[name](entry, value))) return false;
        if (!words.length && !entry.isSearched) return true;
        const { own, articles } = entry.texts;
        const foundInside = findArticles(own, articles, words);
        inside += foundInside.length;
        if (articles.length) showArticles(entry, articles, foundInside);
        return foundInside.length > 0 || words.every((word) => own.includes(word));
      });
      const order = orders[sort?.value];
      if (order) found.sort((one, other) => order(one.facts, other.facts));
      // All groups of an archive together are in the order, and then what is shown is divided into groups.
      queue = archive ? [...grouped(found.slice(0, limit)), ...found.slice(limit)] : grouped(found);
      return inside;
    }

    const grouped = (list) => groups.flatMap((group) => list.filter((entry) => entry.group === group));

    // The articles of an edition with all the words. Where the edition does not have all of them itself, an article needs
    // only one of them, and the edition the others, as in "736 harbour".
    function findArticles(own, articles, words) {
      const has = (text) => (word) => text.includes(word);
      if (!words.length) return [];
      if (words.every(has(own))) return articles.filter(({ text }) => words.every(has(text)));
      return articles.filter(({ text }) => words.some(has(text)) && words.every(has(`${own} ${text}`)));
    }

    // Unfolds an edition with the articles that were found; without any, all are shown, folded up or not as before.
    function showArticles(entry, articles, found) {
      const contents = entry.item.querySelector(".contents");
      contents.dataset.before ??= contents.open ? "open" : "";
      contents.open = found.length > 0 || contents.dataset.before === "open";
      if (!found.length) delete contents.dataset.before;
      for (const article of articles) article.item.hidden = found.length > 0 && !found.includes(article);
      for (const list of contents.querySelectorAll("ol")) {
        list.hidden = list.previousElementSibling.hidden = [...list.children].every((item) => item.hidden);
      }
    }

    // What is shown

    function update(first = limit) {
      if (isAsked() || (total && limit > own.length)) archive?.load();
      const inside = find();
      show(first);
      cancelAnimationFrame(frame);
      if (first < limit) frame = requestAnimationFrame(() => (frame = requestAnimationFrame(() => show())));
      showFilters();
      $("clear").hidden = !isAsked();
      clearTimeout(timer);
      timer = setTimeout(() => {
        say(inside);
        remember();
      }, PATIENCE_MS);
    }

    function show(first = limit) {
      const shown = queue.slice(0, first);
      for (const entry of shown) dress(entry);
      for (const group of groups) {
        const { box, list } = group;
        const items = shown.filter((entry) => entry.group === group).map((entry) => entry.item);
        const before = [...list.children];
        const isLonger = before.length <= items.length && before.every((item, index) => item === items[index]);
        if (isLonger) list.append(...items.slice(before.length)); // what has the focus keeps it
        else list.replaceChildren(...items);
        box.hidden = list.hidden = !items.length;
      }
      const left = (isAsked() ? queue.length : Math.max(queue.length, total)) - limit;
      more.hidden = left <= 0;
      more.firstChild.textContent = fill(phrases.more, { count: Math.min(left, SHOWN_AT_A_TIME) });
      for (const entry of shown) showProgress(entry);
      $("play-all").hidden = !queue.length;
      const added = shownBefore && shown.find((entry) => !shownBefore.has(entry));
      if (added) {
        shownBefore = null;
        titleLink(added).focus();
      }
    }

    /** To filter by what was heard is possible once something was; a box without filters is not shown. */
    function showFilters() {
      const [progress, box] = [$("progress"), $("filters")];
      if (!box) return; // as on the page of a year
      progress.parentElement.hidden = !progress.value && !articast.hasPositions();
      box.hidden = [...box.querySelectorAll("p")].every((filter) => filter.hidden);
    }

    function say(inside) {
      const found = queue.length;
      const count = archive && isAsked() ? archive.count || total : entries().length;
      const isLoading = archive?.isLoading && count > 0 && isAsked();
      const phrase = !found ? "nothing" : inside ? "shown_inside" : found < count ? "shown" : "shown_all";
      const phraseNow = isLoading ? "searching" : archive?.hasFailed && isAsked() ? "incomplete" : phrase;
      const text = isAsked() || said ? fill(phrases[phraseNow], { shown: found, count, articles: inside }) : "";
      if (text !== said) $("status").textContent = said = text;
    }

    function showMore() {
      shownBefore = new Set(queue.slice(0, limit));
      limit += SHOWN_AT_A_TIME;
      update();
      remember();
    }

    /** More entries of the archive are there. While its parts arrive, not each of them is shown at once. */
    function arrived() {
      if (archive.isComplete || archive.hasFailed || queue.length < limit) update();
    }

    // Play buttons, and long descriptions that unfold, come with the entry when it is first shown.
    function dress(entry) {
      if (entry.progress) return;
      const heading = entry.item.querySelector("h2, h3");
      const button = newButton("listen", () => {
        player.toggle(entry);
      });
      button.append($("play").querySelector("svg").cloneNode(true), newElement("span", "unseen"));
      button.lastChild.append(newElement("span"), ": ", newElement("span", "", entry.facts.title));
      button.lastChild.lastChild.lang = heading.lang || root.lang;
      heading.after(button);
      entry.progress = newElement("span", "left");
      entry.progress.append(" · ", newElement("span", "heard"));
      entry.item.querySelector(".facts").append(entry.progress);
      const about = entry.item.querySelector(".long");
      if (!about) return;
      const unfold = newButton("unfold", () => {
        const isOpen = about.classList.toggle("open");
        unfold.textContent = isOpen ? phrases.read_less : phrases.read_more;
        unfold.setAttribute("aria-expanded", isOpen);
      });
      unfold.textContent = phrases.read_more;
      unfold.setAttribute("aria-expanded", false);
      about.classList.add("folded");
      about.after(unfold);
    }

    function showProgress(entry) {
      if (!entry.progress) return;
      const { ms, heard } = position(entry.facts.id);
      const left = isStarted(ms, entry) ? fill(phrases.left, { length: inWords(entry.facts.length - ms) }) : "";
      const text = left || (heard ? phrases.heard : "");
      entry.progress.hidden = !text;
      entry.progress.lastChild.textContent = text;
      entry.item.toggleAttribute("data-begun", text !== "");
      entry.item.style.setProperty("--heard", left ? `${(100 * ms) / entry.facts.length}%` : heard ? "100%" : "0%");
      const isPlaying = player.isPlaying(entry);
      const button = entry.item.querySelector(".listen");
      button.classList.toggle("playing", isPlaying);
      button.lastChild.firstChild.textContent = isPlaying ? phrases.pause : phrases.play;
      button.title = button.lastChild.textContent; // the same as the name, so that it is not read twice
    }

    function inWords(ms) {
      const minutes = Math.max(1, Math.round(ms / 60_000));
      return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
    }

    const titleLink = (entry) => entry?.item.querySelector("h2 a, h3 a");

    // What is remembered: search, filters and order in the address, how much is shown in the history.

    function remember() {
      const values = controls.filter(({ value }) => value).map(({ name, value }) => [name, value]);
      const hash = values.length ? `#${new URLSearchParams(values)}` : "";
      const address = location.href.split("#")[0];
      const isOwn = location.hash.includes("=") || values.length; // else it may name an article
      try {
        history.replaceState({ limit }, "", isOwn ? address + hash : location.href);
      } catch {
        // Some browsers refuse it to files.
      }
    }

    function recall() {
      const hash = location.hash.slice(1);
      const values = new URLSearchParams(hash.includes("=") ? hash : "");
      for (const control of controls) {
        control.value = values.get(control.name) ?? "";
        if (control.selectedIndex === -1) control.value = ""; // such as a topic that no article has any more
      }
      limit = history.state?.limit ?? firstLimit();
      if ($("filters")) $("filters").open ||= controls.some(({ name, value }) => value && filters[name]);
      update();
      if (hash && !hash.includes("=")) reveal(hash);
    }

    // The entry of an article, to which its read-along page leads back.
    function reveal(hash) {
      let slug;
      try {
        slug = decodeURIComponent(hash);
      } catch {
        return;
      }
      const inside = (entry) => entry.texts.articles.find(({ item }) => item.dataset.slug === slug)?.item;
      const place = queue.findIndex((entry) => entry.facts.slug === slug || (entry.facts.isEdition && inside(entry)));
      if (place < 0) {
        const go = (page) => location.pathname.endsWith(`/${page}`) || location.replace(`${page}#${hash}`);
        if (!slug.startsWith("_")) archive?.locate(slug, go);
        return;
      }
      limit = Math.ceil((place + 1) / SHOWN_AT_A_TIME) * SHOWN_AT_A_TIME;
      show();
      const nested = inside(queue[place]);
      if (nested) nested.closest("details").open = true;
      const target = nested ?? queue[place].item;
      target.scrollIntoView({ block: nested ? "center" : "start" });
      const focus = () => target.querySelector("h2 a, h3 a, a")?.focus({ preventScroll: true });
      if (document.readyState === "complete") focus();
      else addEventListener("load", () => setTimeout(focus), { once: true }); // the browser goes to the address first
    }

    // Putting it together

    const player = articast.createPlayer({
      phrases,
      changed: (entry) => {
        showProgress(entry);
        if ($("progress")?.parentElement.hidden) showFilters();
      },
      neighbour: (entry, by) => {
        const place = queue.indexOf(entry);
        if (total && place === queue.length - 1) archive.load(); // what follows is there when this one has ended
        return place < 0 ? (by > 0 ? queue[0] : undefined) : queue[place + by];
      },
    });

    function playAll() {
      player.setContinue(true);
      player.play(queue.find((entry) => !position(entry.facts.id).heard) ?? queue[0]);
    }

    function changed() {
      limit = firstLimit();
      update(SHOWN_AT_ONCE);
    }

    search.addEventListener("input", changed);
    for (const control of controls) if (control !== search) control.addEventListener("change", changed);
    $("clear").addEventListener("click", () => {
      for (const control of controls) control.value = "";
      changed();
      search.focus();
    });
    more.firstChild.addEventListener("click", showMore);
    $("play-all").addEventListener("click", playAll);
    addEventListener("hashchange", recall);
    for (const event of ["pageshow", "storage"]) {
      addEventListener(event, () => {
        queue.slice(0, limit).forEach(showProgress); // another page may have played
        showFilters();
      });
    }
    if ($("filters")) $("filters").open = matchMedia("(min-width: 44rem)").matches;
    recall();
    prepareSearch();
  }

  /** A package in the list: its mark-up, and what is made of it when it is needed for the first time. */
  class Entry {
    #item;
    #facts;
    #texts;
    progress = null;

    constructor(html, group, item) {
      this.html = html;
      this.group = group;
      this.#item = item;
    }

    get item() {
      if (!this.#item) {
        const template = document.createElement("template");
        template.innerHTML = this.html;
        this.#item = document.adoptNode(template.content.firstElementChild);
      }
      return this.#item;
    }

    get facts() {
      if (this.#facts) return this.#facts;
      const begin = this.html.slice(0, this.html.indexOf("<div>"));
      const value = (name) => unescaped(begin.match(new RegExp(` ${name}="([^"]*)"`))?.[1] ?? "");
      return (this.#facts = {
        slug: value("id") || value("data-slug"),
        id: value("data-id"),
        date: value("data-date"),
        language: value("data-language"),
        length: Number(value("data-length")),
        tags: value("data-tags").split("\n"),
        title: plain(this.html.match(/<h[23][^>]*>(.*?)<\/h[23]>/s)[1]),
        isEdition: this.html.includes('<details class="contents"'),
      });
    }

    /** What a search looks through: the entry itself, and each article of an edition with the title of its section. */
    get texts() {
      if (this.#texts) return this.#texts;
      const { tags, isEdition } = this.facts;
      const own = plain(this.html.slice(this.html.indexOf("<div>"), this.html.indexOf("<details")));
      const articles = isEdition ? [...this.item.querySelectorAll(".contents li")] : [];
      return (this.#texts = {
        own: folded(`${own} ${tags.join(" ")}`),
        articles: articles.map((item) => ({
          item,
          text: folded(`${item.parentElement.previousElementSibling.textContent} ${item.textContent}`),
        })),
      });
    }

    get isSearched() {
      return this.#texts !== undefined;
    }
  }

  function newElement(name, className = "", text = "") {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.textContent = text;
    return element;
  }

  function newButton(className, action) {
    const button = newElement("button", className);
    button.type = "button";
    button.addEventListener("click", action);
    return button;
  }

  /** The text in mark-up as this page has it. */
  function plain(html) {
    return unescaped(html.replace(/<[^>]*>/g, " ")).trim();
  }

  function unescaped(text) {
    const characters = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00a0", "#9": "\t", "#10": "\n", "#13": "\r" };
    return text.replace(/&(#?\w+);/g, (whole, name) => characters[name] ?? whole);
  }

  // Without accents and capitals, so that "cafe" finds "Café".
  function folded(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  }
})();
