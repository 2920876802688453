// Sentences by keyboard: one of them is a tab stop, with arrows to the others, and H plays the one at hand.
document.addEventListener("articast", (event) => {
  "use strict";

  const { data, audio, keys, now, last, playFrom, zone, lookElsewhere } = event.detail;
  const begins = data.clips.map((clip) => clip[1]);
  const sentences = data.clips.map(([id]) => document.getElementById(id));
  const numbers = new Map(sentences.map((sentence, number) => [sentence, number]));
  const main = document.getElementById("article");
  let stop = null;

  /** The tab stop is the sentence that is heard, unless the reader is at another one. */
  function moveStop(number) {
    const sentence = sentences[Math.max(number, 0)];
    if (sentence === stop || stop === document.activeElement) return;
    stop?.removeAttribute("tabindex");
    stop = sentence;
    stop?.setAttribute("tabindex", "0");
  }

  const followSound = () => moveStop(last(begins, now()));

  function pressed(event) {
    const number = numbers.get(event.target);
    if (number === undefined || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const forward = getComputedStyle(event.target).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    if (event.key === "Enter") playFrom(begins[number]);
    else if (event.key === "ArrowLeft" || event.key === "ArrowRight") go(number + (event.key === forward ? 1 : -1));
    else return;
    event.preventDefault();
  }

  function go(number) {
    const sentence = sentences[number];
    if (!sentence) return;
    const before = stop;
    lookElsewhere();
    stop = sentence;
    sentence.setAttribute("tabindex", "0");
    sentence.focus();
    before.removeAttribute("tabindex");
  }

  /** What has the focus needs a name, or a screen reader says nothing; elsewhere a sentence is text like any other. */
  function nameAsGroup(sentence) {
    sentence.setAttribute("role", "group");
    sentence.setAttribute("aria-labelledby", sentence.id);
  }

  /** The sentence that has the focus or the cursor, if it is in view, else the first one in view. */
  function atHand() {
    const [top, bottom] = zone();
    const isInView = (sentence) => {
      const box = sentence?.getBoundingClientRect();
      return box && box.bottom > top && box.top < bottom;
    };
    const cursor = getSelection().anchorNode;
    const places = [document.activeElement, cursor?.nodeType === Node.TEXT_NODE ? cursor.parentElement : cursor];
    const near = places.map((place) => place?.closest("[data-clip]") ?? place?.closest(".heading")?.querySelector("[data-clip]"));
    const isBelow = (sentence) => sentence?.getBoundingClientRect().top >= top;
    return near.find(isInView) ?? sentences.find(isBelow) ?? sentences.findLast(isInView);
  }

  keys.h = () => {
    const sentence = atHand();
    if (sentence) playFrom(begins[numbers.get(sentence)]);
  };

  main.addEventListener("keydown", pressed);
  main.addEventListener("focusin", ({ target }) => target === stop && nameAsGroup(target));
  main.addEventListener("focusout", ({ target }) => {
    if (!numbers.has(target)) return;
    for (const name of ["role", "aria-labelledby"]) target.removeAttribute(name);
    setTimeout(followSound); // when it is known where the focus goes
  });
  for (const happened of ["timeupdate", "seeked"]) audio.addEventListener(happened, followSound);
  followSound();
});
