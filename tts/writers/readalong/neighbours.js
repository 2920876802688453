// Next to a library: the way back to it, and the articles before and after this one, from its file `articles.js`.
(() => {
  "use strict";

  const SLUG = /^[\w-][\w.-]*$/; // the name of a folder beside this one, and of no other place
  const TAG = /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i;

  document.addEventListener("DOMContentLoaded", () => {
    const nav = document.getElementById("neighbours");
    const own = nav.dataset.slug;

    /** The file calls this with what it knows; whatever that is, it becomes text and the names of folders. */
    window.articastLibrary = (library) => {
      const rows = Array.isArray(library?.articles) ? library.articles : [];
      const articles = rows.filter((row) => Array.isArray(row) && SLUG.test(row[0]) && typeof row[1] === "string");
      for (const line of document.querySelectorAll(".to-library")) {
        line.querySelector("a").href = `../index.html#${own}`;
        line.hidden = false;
      }
      const index = articles.findIndex(([slug]) => slug === own);
      show("previous-article", articles[index - 1]);
      show("next-article", index < 0 ? undefined : articles[index + 1]);
      nav.hidden = false;
    };

    function show(id, article) {
      const link = document.getElementById(id);
      link.hidden = !article;
      if (!article) return;
      const [slug, text, language] = article;
      const title = link.querySelector(".title");
      link.href = `../${slug}/index.html`;
      title.textContent = text;
      title.lang = typeof language === "string" && TAG.test(language) ? language : "";
    }

    // Without a library the file is missing: the browser notes that in its console, and the page stays as it is.
    const script = document.createElement("script");
    script.src = "../articles.js";
    script.addEventListener("load", () => script.remove());
    script.addEventListener("error", () => script.remove());
    document.head.append(script);
  });
})();
