// A long library: the list of all packages, loaded for the first search, order or filter, and the entries made of it.
(() => {
  "use strict";

  /**
   * `known` are the entries of the page itself, `findGroup(series, label)` returns the group of a series, whose title is ""
   * for articles, and `arrived()` is called when there are more entries. They come as scripts, because a page that is
   * opened from a disk can load nothing else.
   */
  articast.openArchive = ({ known, findGroup, arrived, folded }) => {
    const AT_A_TIME = 8; // scripts, so that the newest packages are there first
    const LONG_CHARACTERS = 280; // of a text that is shown in part
    const bySlug = new Map(known.map((entry) => [entry.facts.slug, entry]));
    const entries = [];
    let library = null;
    let waiting = [];
    let isLoading = false;
    let isComplete = false;
    let hasFailed = false;

    const receivers = new Map(); // of the packages in a script, by its address
    window.articastRows = (rows) => receivers.get(document.currentScript.src)?.(rows);

    /** Loads a script, and calls `then` when it has run or cannot be loaded. */
    function loadScript(name, then) {
      const script = document.createElement("script");
      for (const event of ["load", "error"]) {
        script.addEventListener(event, () => {
          script.remove();
          then();
        });
      }
      script.src = name;
      document.head.append(script);
    }

    /** Calls `then` when the description of the archive is there, and not at all if it cannot be loaded. */
    function describe(then) {
      if (library) {
        then();
        return;
      }
      waiting.push(then);
      if (waiting.length > 1) return;
      window.articastArchive = (values) => (library = values);
      loadScript("library.js", () => {
        const callbacks = waiting;
        waiting = [];
        if (library) for (const callback of callbacks) callback();
        else finish();
      });
    }

    function finish() {
      hasFailed ||= !library;
      isLoading = false;
      isComplete = library !== null;
      arrived();
    }

    /** Loads the list; its parts may arrive in any order, and are added in the order of the list. */
    function load() {
      if (isLoading || isComplete || hasFailed) return;
      isLoading = true;
      describe(() => {
        for (const series of library.series) findGroup(series, library.labels.articles);
        const parts = library.parts.map(() => null);
        let next = 0;
        let added = 0;
        const loadNext = () => {
          if (next === parts.length) return;
          const place = next++;
          const name = library.parts[place];
          receivers.set(new URL(name, document.baseURI).href, (rows) => (parts[place] = rows));
          loadScript(name, () => {
            hasFailed ||= !parts[place];
            parts[place] ??= [];
            for (; parts[added]; added++) parts[added].forEach(add);
            if (added === parts.length) finish();
            else arrived();
            loadNext();
          });
        };
        for (let count = 0; count < AT_A_TIME; count++) loadNext();
      });
    }

    function add(row) {
      const series = row[13] ?? "";
      const entry = bySlug.get(row[0]) ?? new Row(row, findGroup(series, library.labels.articles), library);
      bySlug.delete(row[0]);
      entries.push(entry);
    }

    /** Calls `then` with the name of the page that lists an article. */
    function locate(slug, then) {
      describe(() => {
        let place = 0;
        for (const character of slug) place = (place * 31 + character.codePointAt(0)) % 1_000_003;
        window.articastNeighbours = (rows) => {
          const row = rows.find(([own]) => own === slug);
          if (row) then(row[3]);
        };
        loadScript(`articles-${place % library.buckets}.js`, () => {});
      });
    }

    /** An entry of the list, of which an element is made when it is shown. It is the one that `entry.py` makes. */
    class Row {
      #row;
      #library;
      #item;
      #facts;
      #texts;
      progress = null;

      constructor(row, group, library) {
        this.#row = row;
        this.group = group;
        this.#library = library;
      }

      get facts() {
        const [slug, , title, language, moment, length, id, , tags] = this.#row;
        const date = moment.length === 10 ? `${moment}T00:00:00+00:00` : moment;
        return (this.#facts ??= { slug, id, date, language, length, tags, title, isEdition: this.#row.length > 13 });
      }

      get texts() {
        if (this.#texts) return this.#texts;
        const [, , title, language, moment, length, , authors, tags, about] = this.#row;
        const facts = [this.#date(moment), inWords(length), this.#language(language), ...authors];
        const articles = this.facts.isEdition ? [...this.item.querySelectorAll(".contents li")] : [];
        return (this.#texts = {
          own: folded([title, ...facts, ...[about].flat(), ...tags].join(" ")),
          articles: articles.map((item) => ({
            item,
            text: folded(`${item.parentElement.previousElementSibling.textContent} ${item.textContent}`),
          })),
        });
      }

      get isSearched() {
        return this.#texts !== undefined;
      }

      get item() {
        return (this.#item ??= this.#make());
      }

      #make() {
        const [slug, , title, language, moment, length, id, authors, tags, about, files, cover, hasPage] = this.#row;
        const own = this.#attributes(language);
        const facts = [
          ...(moment ? [node("time", { datetime: moment }, this.#date(moment))] : []),
          node("span", {}, inWords(length)),
          node("span", own, this.#language(language)),
          ...(authors.length ? [node("span", { class: "authors" }, authors.join(", "))] : []),
        ].flatMap((fact, index) => (index ? [" · ", fact] : [fact]));
        const href = this.#address(hasPage ? "index.html" : files[0][0]);
        const image = { src: cover && this.#address(cover), alt: "", loading: "lazy" };
        return node(
          "li",
          {
            class: "package",
            id: slug.startsWith("_") ? null : slug,
            "data-slug": slug.startsWith("_") ? slug : null,
            "data-id": id,
            "data-date": this.facts.date,
            "data-length": length,
            "data-language": language,
            "data-tags": tags.join("\n") || null,
          },
          cover ? node("img", image) : node("span", { class: "no-cover" }),
          node(
            "div",
            {},
            node(this.#library.heading, own, node("a", { href }, title)),
            node("p", { class: "facts" }, ...facts),
            ...this.#about(about, own),
            ...this.#contents(),
            this.#files(files, title, own),
          ),
        );
      }

      #about(about, own) {
        const length = typeof about === "string" ? about.length : about.join(" ").length;
        const attributes = { class: length > LONG_CHARACTERS ? "about long" : "about", ...own };
        if (!length) return [];
        if (typeof about === "string") return [node("p", attributes, about)];
        return [node("ul", attributes, ...about.map((point) => node("li", {}, point)))];
      }

      #contents() {
        const [, , title, language] = this.#row;
        const [count, sections] = this.#row.slice(14);
        if (!sections?.length) return [];
        const own = this.#attributes(language);
        const lists = sections.flatMap(([heading, articles]) => [
          node("h4", own, heading),
          node("ol", own, ...articles.map((article, index) => this.#article(article, index + 1, language))),
        ]);
        const name = node("span", { class: "unseen", ...own }, `: ${title}`);
        return [node("details", { class: "contents" }, node("summary", {}, count, name), ...lists)];
      }

      #article([slug, title, language, length, authors, href], number, around) {
        const attributes = { href: href || null, ...this.#attributes(language, around) };
        const { dir } = this.#attributes(this.#library.language, around);
        return node(
          "li",
          { value: number, "data-slug": slug || null },
          node(href ? "a" : "span", attributes, title),
          " ",
          node("span", { dir }, [inWords(length), ...authors].join(" · ")),
        );
      }

      #files(files, title, own) {
        const links = files.map(([name, kind, bytes]) => {
          const [label, type] = this.#library.kinds[kind];
          const text = bytes ? `${label}, ${this.#size(bytes)}` : label;
          return node("li", {}, node("a", { href: this.#address(name), type: type || null }, text));
        });
        const name = node("span", { class: "unseen", ...own }, `: ${title}`);
        const summary = node("summary", {}, this.#library.labels.files, name);
        return node("details", {}, summary, node("ul", { role: "list" }, ...links));
      }

      /** The address of a file; `*` at the beginning of its name is the name of the folder. */
      #address(name) {
        const folder = this.#row[1] || this.#row[0];
        return `${folder}/${name.startsWith("*") ? folder + name.slice(1) : name}`;
      }

      #date(moment) {
        if (!moment) return "";
        const [year, month, day] = moment.slice(0, 10).split("-").map(Number);
        const { months, labels } = this.#library;
        return articast.fill(labels.date, { year, month: months[month - 1], day });
      }

      #size(bytes) {
        const { labels } = this.#library;
        if (bytes < 1_000_000) return articast.fill(labels.kilobytes, { number: Math.max(1, Math.round(bytes / 1000)) });
        const number = bytes < 10_000_000 ? Math.round(bytes / 100_000) / 10 : Math.round(bytes / 1_000_000);
        return articast.fill(labels.megabytes, { number: String(number).replace(".", labels.decimal) });
      }

      #language(tag) {
        return this.#library.languages[tag][0];
      }

      #attributes(tag, around = this.#library.language) {
        if (tag.toLowerCase() === around.toLowerCase()) return {};
        const [, direction] = this.#library.languages[tag];
        return { lang: tag, dir: direction === this.#library.languages[around][1] ? null : direction };
      }
    }

    function inWords(ms) {
      const seconds = Math.floor((ms + 500) / 1000);
      const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
      if (hours) return `${hours} h ${minutes} min`;
      return minutes ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
    }

    function node(name, attributes, ...children) {
      const element = document.createElement(name);
      for (const [key, value] of Object.entries(attributes)) {
        if (value !== null && value !== undefined) element.setAttribute(key, value);
      }
      element.append(...children);
      return element;
    }

    return {
      load,
      locate,
      get entries() {
        return isComplete ? entries : [...entries, ...bySlug.values()];
      },
      get count() {
        return library?.count ?? 0;
      },
      get isLoading() {
        return isLoading;
      },
      get isComplete() {
        return isComplete;
      },
      get hasFailed() {
        return hasFailed;
      },
    };
  };
})();
