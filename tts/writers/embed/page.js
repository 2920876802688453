// The player in a frame: nothing is stored, and the frame never takes the focus of the page around it.
(() => {
  "use strict";

  const STEP_MS = 15000;
  const root = document.documentElement;
  const wishes = new URLSearchParams(location.hash.slice(1)); // what the page around it asks for: #theme=dark&text=1
  if (["light", "dark", "contrast"].includes(wishes.get("theme"))) root.dataset.theme = wishes.get("theme");
  root.classList.add("can-play");
  document.addEventListener("DOMContentLoaded", start);

  function start() {
    const $ = (id) => document.getElementById(id);
    const [audio, position, chapter, text] = ["audio", "position", "chapter", "text"].map($);
    const { title, authors, duration, clips, chapters, phrases } = JSON.parse($("data").textContent);
    const begins = clips.map((clip) => clip[1]);
    const starts = chapters.map(([start]) => start);
    const numbers = new Map(clips.map(([id], number) => [id, number]));
    let wanted = null; // a place that is asked for before the sound is loaded
    let current = -1; // the number of the clip that is marked
    let looksElsewhere = false; // the reader has scrolled away while it plays

    const now = () => wanted ?? Math.round(audio.currentTime * 1000);
    const fill = (phrase, values) => phrase.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

    /** The number of the last of `times` (ascending) that is not after `ms`, -1 before the first. */
    function last(times, ms) {
      let [low, high] = [0, times.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (times[middle] <= ms) low = middle + 1;
        else high = middle;
      }
      return low - 1;
    }

    function parts(ms) {
      const seconds = Math.floor(ms / 1000);
      return { hours: Math.floor(seconds / 3600), minutes: Math.floor(seconds / 60) % 60, seconds: seconds % 60 };
    }

    function clock(ms) {
      const { hours, minutes, seconds } = parts(ms);
      const two = (number) => String(number).padStart(2, "0");
      return hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
    }

    function spoken(ms) {
      const at = parts(ms);
      return fill(at.hours ? phrases.time_with_hours : phrases.time, at);
    }

    function tick() {
      const ms = now();
      mark(last(begins, ms));
      follow(ms);
      tell(ms);
    }

    function frame() {
      if (audio.paused) return;
      tick();
      requestAnimationFrame(frame);
    }

    function mark(number) {
      if (number === current) return;
      $(clips[current]?.[0])?.classList.remove("now");
      current = number;
      $(clips[current]?.[0])?.classList.add("now");
    }

    /** Keeps in view what is heard; of a sentence that is higher than the frame, the line that is about to be read. */
    function follow(ms) {
      const marked = $(clips[current]?.[0]);
      if (!marked || !root.classList.contains("with-text")) return;
      const [area, box] = [text.getBoundingClientRect(), marked.getBoundingClientRect()];
      const isInView = box.top >= area.top - 1 && box.bottom <= area.bottom + 1;
      if (isInView) looksElsewhere = false;
      if (isInView || looksElsewhere) return;
      const [, begin, end] = clips[current];
      const spare = Math.max(box.height - area.height, 0);
      const line = Math.round((spare * Math.min((ms - begin) / (end - begin), 1)) / 24) * 24;
      const top = text.scrollTop + box.top - area.top + line - (spare ? 0 : 4);
      if (Math.abs(top - text.scrollTop) > 2) text.scrollTop = top;
    }

    function tell(ms) {
      const seconds = Math.floor(ms / 1000);
      if (position.dataset.at === String(seconds)) return;
      if (chapter !== document.activeElement) chapter.selectedIndex = Math.max(last(starts, ms), 0);
      if (position.matches(":focus-visible") && !audio.paused) return; // or a screen reader would say every second
      position.dataset.at = seconds;
      position.value = seconds;
      describe(ms);
    }

    function describe(ms) {
      position.setAttribute("aria-valuetext", fill(phrases.position_of, { at: spoken(ms), length: spoken(duration) }));
      $("at").textContent = clock(ms);
    }

    function seek(ms) {
      ms = Math.min(Math.max(ms, 0), duration);
      if (audio.readyState) audio.currentTime = ms / 1000;
      else wanted = ms;
      looksElsewhere = false;
      delete position.dataset.at;
      tick();
    }

    function play() {
      audio.play().catch((error) => error.name !== "AbortError" && fail());
    }

    function fail() {
      $("status").textContent = phrases.failed;
    }

    function showPlaying() {
      const label = audio.paused ? phrases.play : phrases.pause;
      $("play").classList.toggle("playing", !audio.paused);
      $("play").title = label;
      $("play").querySelector("span").textContent = label;
    }

    function showText(isShown) {
      root.classList.toggle("with-text", isShown);
      $("show").setAttribute("aria-expanded", isShown);
      looksElsewhere = false;
      tick();
    }

    function listChapters() {
      let group = chapter;
      for (const [, name, language, section] of chapters) {
        if (section && group.label !== section) {
          group = document.createElement("optgroup");
          group.label = section;
          chapter.append(group);
        }
        const option = document.createElement("option");
        option.textContent = name;
        if (language) option.lang = language;
        (section ? group : chapter).append(option);
      }
      chapter.hidden = chapters.length < 2;
    }

    audio.controls = false;
    audio.preservesPitch = true;
    listChapters();
    $("speed").value = "1";
    position.max = Math.floor(duration / 1000);
    $("length").textContent = clock(duration);
    $("play").addEventListener("click", () => (audio.paused ? play() : audio.pause()));
    $("back").addEventListener("click", () => seek(now() - STEP_MS));
    $("forward").addEventListener("click", () => seek(now() + STEP_MS));
    $("show").addEventListener("click", () => showText(!root.classList.contains("with-text")));
    $("speed").addEventListener("change", () => (audio.defaultPlaybackRate = audio.playbackRate = Number($("speed").value)));
    chapter.addEventListener("change", () => seek(starts[chapter.selectedIndex]));
    position.addEventListener("input", () => {
      const ms = Number(position.value) * 1000;
      seek(ms);
      describe(ms);
    });
    for (const [id] of clips) $(id)?.setAttribute("data-clip", "");
    text.addEventListener("click", (event) => {
      const marked = event.target.closest("[data-clip]");
      if (!marked || event.target.closest("a") || !getSelection().isCollapsed) return;
      seek(begins[numbers.get(marked.id)]);
      play();
    });
    for (const happened of ["wheel", "touchmove", "keydown"]) {
      text.addEventListener(happened, () => (looksElsewhere = !audio.paused), { passive: true });
    }
    audio.addEventListener("loadedmetadata", () => {
      if (wanted !== null) audio.currentTime = wanted / 1000;
      wanted = null;
    });
    audio.addEventListener("play", () => {
      $("status").textContent = "";
      showPlaying();
      requestAnimationFrame(frame);
    });
    audio.addEventListener("pause", showPlaying);
    for (const happened of ["timeupdate", "seeked", "ended"]) audio.addEventListener(happened, tick);
    for (const source of [audio, ...audio.querySelectorAll("source")].slice(-1)) source.addEventListener("error", fail);
    if ("mediaSession" in navigator) {
      navigator.mediaSession.metadata = new MediaMetadata({ title, artist: authors });
    }
    showText(wishes.has("text"));
  }
})();
