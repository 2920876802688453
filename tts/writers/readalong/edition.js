// In an edition, a title in the player is in the language of its article.
(() => {
  "use strict";

  document.addEventListener("DOMContentLoaded", () => {
    const where = document.getElementById("where");
    const status = document.getElementById("status");

    new MutationObserver(() => {
      const title = document.querySelector(".chapters [aria-current] .title");
      const { lang, dir } = title?.closest("[lang]") ?? document.documentElement;
      for (const place of [where, status]) {
        const isTitle = title && place.textContent === title.textContent;
        if (isTitle) place.lang = lang;
        else if (place === where) place.lang = document.documentElement.lang;
        place.dir = isTitle ? dir || "ltr" : "";
      }
    }).observe(where.parentElement, { childList: true, subtree: true });
  });
})();
