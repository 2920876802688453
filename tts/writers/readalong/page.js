// The read-along page: one audio element, one list of clips, one marked sentence. Playback never moves the focus.
// The scripts after this one add to it; they begin with the event `articast`, which has what they share.
(() => {
  "use strict";

  const SETTINGS = "articast.settings";
  const CHOICES = { theme: ["system", "light", "dark", "contrast"], letters: ["standard", "easy"] };
  const DEFAULTS = { theme: "system", letters: "standard", size: 100, speed: 1, follow: true, shortcuts: true, words: null };
  const SENTENCE_AGAIN_MS = 1500; // later than this in a sentence, "back" goes to its beginning
  const SECTION_AGAIN_MS = 4000;
  const STEP_MS = 15_000;
  const SAVE_EVERY_MS = 5000;
  const END_MS = 2000; // who has come closer to the end than this has heard it
  const root = document.documentElement;

  // Storage may be switched off, full, or refused to files.
  const store = {
    read(key) {
      try {
        return JSON.parse(localStorage.getItem(key));
      } catch {
        return null;
      }
    },
    write(key, value) {
      try {
        localStorage.setItem(key, JSON.stringify(value));
      } catch {
        // Nothing is remembered then, and everything else works.
      }
    },
  };

  const settings = { ...DEFAULTS, ...valid(store.read(SETTINGS)) };

  function valid(stored) {
    const given = Object.entries(stored ?? {}).filter(([name, value]) => {
      if (Object.hasOwn(CHOICES, name)) return CHOICES[name].includes(value);
      if (name === "size") return value >= 80 && value <= 200;
      if (name === "speed") return value >= 0.5 && value <= 3;
      return Object.hasOwn(DEFAULTS, name) && typeof value === "boolean";
    });
    return Object.fromEntries(given);
  }

  function change(name, value) {
    settings[name] = value;
    store.write(SETTINGS, { ...store.read(SETTINGS), [name]: value }); // another page may have changed the rest
    look();
  }

  // Before there is anything to see, so that nothing flashes.
  function look() {
    if (settings.theme === "system") delete root.dataset.theme;
    else root.dataset.theme = settings.theme;
    root.dataset.letters = settings.letters;
    root.style.setProperty("--size", settings.size / 100);
  }

  look();
  document.addEventListener("DOMContentLoaded", start);

  function start() {
    const $ = (id) => document.getElementById(id);
    const data = JSON.parse($("data").textContent);
    const { clips, sections, phrases } = data;
    const begins = clips.map((clip) => clip[1]);
    const starts = sections.map((section) => section[1]);
    const numbers = new Map(clips.map((clip, number) => [clip[0], number]));
    const audio = $("audio");
    const player = $("player");
    const positionKey = `articast.position.${data.id}`;
    const canMarkWords = Object.keys(data.words).length > 0 && "highlights" in CSS;
    let current = -1; // the number of the clip that is marked
    let section = null;
    let spans = []; // the words of the marked sentence
    let word = -1;
    let looksElsewhere = false; // the reader has scrolled away while it plays
    let savedAt = 0;
    let hasHeard = false; // the end, now or at another time
    let forgetStatus = 0;

    // Time

    const now = () => Math.round(audio.currentTime * 1000);

    /** The number of the last of `times` (ascending) that is not after `ms`, -1 before the first. */
    function last(times, ms) {
      let low = 0;
      let high = times.length;
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

    function fill(phrase, values) {
      return phrase.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
    }

    // What is heard is marked

    function tick() {
      const ms = now();
      mark(last(begins, ms));
      if (canMarkWords) markWord(ms);
      tell(ms);
    }

    function frame() {
      if (audio.paused) return;
      const ms = now();
      const clip = clips[current];
      if (!clip || ms < clip[1] || ms >= (begins[current + 1] ?? Infinity)) mark(last(begins, ms));
      if (canMarkWords) markWord(ms);
      requestAnimationFrame(frame);
    }

    function mark(number) {
      if (number === current) return;
      element(current)?.classList.remove("now");
      current = number;
      spans = [];
      word = -1;
      if (canMarkWords) CSS.highlights.delete("word");
      const marked = element(current);
      marked?.classList.add("now");
      if (marked && canMarkWords && marksWords()) spans = words(marked, data.words[clips[current][0]] ?? []);
      name(last(starts, number < 0 ? 0 : begins[number]));
      if (marked && settings.follow && !audio.paused) follow(marked);
    }

    /** What the reader chose, else what the article asks for, which is nobody's choice for other articles. */
    function marksWords() {
      return settings.words ?? data.highlight === "word";
    }

    function element(number) {
      return number < 0 ? null : $(clips[number][0]);
    }

    /** The words of a sentence as [time, range]; `flat` has for each the offsets of begin and end, and its time. */
    function words(marked, flat) {
      const begin = clips[current][1];
      const places = texts(marked);
      const found = [];
      for (let at = 0; at < flat.length; at += 3) {
        const range = document.createRange();
        const [first, second] = [place(places, flat[at], false), place(places, flat[at + 1], true)];
        if (!first || !second) continue;
        range.setStart(...first);
        range.setEnd(...second);
        found.push([begin + flat[at + 2], range]);
      }
      return found;
    }

    /** The text nodes of a sentence, each with its offset in it; the marks of notes are not part of what is said. */
    function texts(marked) {
      const walker = document.createTreeWalker(marked, NodeFilter.SHOW_TEXT);
      const found = [];
      let offset = 0;
      while (walker.nextNode()) {
        const node = walker.currentNode;
        if (node.parentElement.closest(".noteref")) continue;
        found.push([offset, node]);
        offset += node.length;
      }
      return found;
    }

    function place(places, offset, isEnd) {
      const found = places.find(([at, node]) => (isEnd ? offset <= at + node.length : offset < at + node.length));
      return found && [found[1], offset - found[0]];
    }

    function markWord(ms) {
      const number = last(spans.map(([begin]) => begin), ms);
      if (number === word) return;
      word = number;
      if (number < 0) CSS.highlights.delete("word");
      else CSS.highlights.set("word", new Highlight(spans[number][1]));
    }

    // What is marked stays in view, if the reader wants it

    function zone() {
      const bar = player.getBoundingClientRect();
      const isFixed = getComputedStyle(player).position !== "static";
      const height = root.clientHeight;
      if (!isFixed || bar.bottom <= 0) return [0, height];
      return bar.top > height / 2 ? [0, bar.top] : [bar.bottom, height];
    }

    function follow(marked) {
      const [top, bottom] = zone();
      const box = marked.getBoundingClientRect();
      const isInView = box.top >= top + 8 && box.bottom <= bottom - 8;
      if (looksElsewhere && !isInView) return;
      looksElsewhere = false;
      if (isInView) return;
      const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
      const to = scrollY + box.top - top - (bottom - top) / 4;
      scrollTo({ top: to, behavior: still ? "instant" : "smooth" });
    }

    function lookElsewhere() {
      if (!audio.paused) looksElsewhere = true;
    }

    function lookHere() {
      looksElsewhere = false;
      const marked = element(current);
      if (marked && settings.follow) follow(marked);
    }

    // What the player shows

    const position = $("position");
    const where = $("where");
    where.lang = root.lang; // it holds words of the article, and the player may be in English
    where.dir = root.dir;
    const links = new Map([...document.querySelectorAll(".chapters a")].map((link) => [link.hash.slice(1), link]));

    function tell(ms) {
      if (position.matches(":focus-visible") && !audio.paused) return; // or a screen reader would say every second
      const seconds = Math.floor(ms / 1000);
      if (position.dataset.at === String(seconds)) return;
      position.dataset.at = seconds;
      position.value = seconds;
      position.setAttribute("aria-valuetext", fill(phrases.position_of, { at: spoken(ms), length: spoken(data.duration) }));
      $("at").textContent = clock(ms);
    }

    function name(number) {
      if (number === section) return;
      section = number;
      where.textContent = sections[Math.max(number, 0)]?.[2] ?? data.title;
      for (const link of links.values()) link.removeAttribute("aria-current");
      for (let at = number; at >= 0; at -= 1) {
        const link = links.get(sections[at][0]);
        if (link) {
          link.setAttribute("aria-current", "true");
          break;
        }
      }
    }

    /** A message for all, which screen readers say when they have time; a fault stays. */
    function status(message, language = player.lang || root.lang) {
      $("status").lang = language;
      $("status").textContent = message;
      clearTimeout(forgetStatus);
      if (message !== phrases.failed) forgetStatus = setTimeout(() => ($("status").textContent = ""), 6000);
    }

    function showPlaying() {
      const label = audio.paused ? phrases.play : phrases.pause;
      const button = $("play");
      button.classList.toggle("playing", !audio.paused);
      button.title = label;
      button.querySelector("span").textContent = label;
    }

    // What the reader does

    function seek(ms) {
      audio.currentTime = Math.min(Math.max(ms, 0), data.duration) / 1000;
      delete position.dataset.at;
      tick();
      lookHere();
      save();
    }

    function play() {
      audio.play().catch((error) => {
        if (error.name !== "AbortError") status(phrases.failed);
      });
    }

    function toggle() {
      if (audio.paused) play();
      else audio.pause();
    }

    /** The number of the next or previous of `times`; back is the one at hand, if that began more than `againMs` ago. */
    function step(times, by, againMs) {
      const ms = now();
      const number = Math.max(last(times, ms), 0); // before the first, it is the first that is at hand
      const isAgain = by < 0 && ms - times[number] > againMs;
      return Math.max(number + (isAgain ? 0 : by), 0);
    }

    function stepSentence(by) {
      const number = step(begins, by, SENTENCE_AGAIN_MS);
      if (number < begins.length) seek(begins[number]);
    }

    function stepSection(by) {
      const number = step(starts, by, SECTION_AGAIN_MS);
      if (number < starts.length) seek(starts[number]); // in the last one, forward would go back
      status(sections[Math.min(number, starts.length - 1)][2], root.lang);
    }

    function stepSeconds(by) {
      seek(now() + by * STEP_MS);
      if (audio.paused) status(spoken(now())); // while it plays, the voice tells where it is
    }

    function setSpeed(speed) {
      audio.defaultPlaybackRate = speed;
      audio.playbackRate = speed;
      $("speed").value = speed;
      change("speed", speed);
    }

    function stepSpeed(by) {
      const options = [...$("speed").options];
      const option = options[$("speed").selectedIndex + by];
      if (!option) return;
      setSpeed(Number(option.value));
      status(`${phrases.speed}: ${option.textContent}`);
    }

    function setFollow(on) {
      change("follow", on);
      $("follow").setAttribute("aria-pressed", on);
      lookHere();
    }

    function toggleFollow() {
      setFollow(!settings.follow);
      status(fill(settings.follow ? phrases.on : phrases.off, { what: phrases.follow }));
    }

    const KEYS = {
      k: toggle,
      j: () => stepSentence(-1),
      l: () => stepSentence(1),
      e: () => stepSeconds(-1),
      r: () => stepSeconds(1),
      u: () => stepSection(-1),
      o: () => stepSection(1),
      s: () => stepSpeed(-1),
      d: () => stepSpeed(1),
      f: toggleFollow,
    };

    function pressed(event) {
      if (event.key === "Escape" && !$("settings").hidden) return closeSettings(true);
      if (["PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"].includes(event.key)) lookElsewhere();
      if (!settings.shortcuts || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      if (event.target.closest?.("select")) return; // letters choose there
      const letter = /^[a-z]$/i.test(event.key) ? event.key : event.code.replace(/^Key/, ""); // other alphabets: the place
      const action = KEYS[letter.toLowerCase()];
      if (!action) return;
      event.preventDefault();
      action();
    }

    function playFrom(ms) {
      seek(ms);
      play();
    }

    function clicked(event) {
      const marked = event.target.closest("[data-clip]");
      if (!marked || event.target.closest("a, button, summary") || !getSelection().isCollapsed) return;
      playFrom(begins[numbers.get(marked.id)]);
    }

    function closeSettings(giveFocusBack) {
      $("settings").hidden = true;
      $("open-settings").setAttribute("aria-expanded", "false");
      if (giveFocusBack) $("open-settings").focus();
    }

    // What is remembered

    /** What is stored: where the reader is, and whether the end was ever heard. The library reads and writes it too. */
    function stored() {
      const value = store.read(positionKey);
      const isOld = typeof value === "number"; // older pages stored the ms alone
      const ms = isOld ? value : value?.ms;
      return { ms: Number.isFinite(ms) ? ms : 0, heard: !isOld && value?.heard === true };
    }

    function save() {
      const ms = now();
      const isAtEnd = audio.ended || ms >= data.duration - END_MS;
      savedAt = performance.now();
      hasHeard ||= isAtEnd;
      showHeard();
      store.write(positionKey, { ms: isAtEnd ? 0 : ms, length: data.duration, heard: hasHeard, at: Date.now() });
    }

    function resume() {
      const target = location.hash.slice(1);
      const named = numbers.has(target) ? begins[numbers.get(target)] : sections.find(([id]) => id === target)?.[1];
      const { ms, heard } = stored();
      const at = named ?? ms;
      hasHeard = heard;
      showHeard();
      if (!(at > 0 && at < data.duration - END_MS)) return tick();
      const go = () => {
        audio.currentTime = at / 1000;
        tick();
      };
      go();
      // Some browsers forget a place that is set before they know the length.
      if (!audio.readyState) audio.addEventListener("loadedmetadata", go, { once: true });
      if (named !== undefined) return;
      status(fill(phrases.resumes, { at: spoken(at) }));
      offer("continue", fill(phrases.continue_at, { at: clock(at) }), at);
      offer("restart", $("restart").textContent, 0);
    }

    function showHeard() {
      if (hasHeard) $("again").hidden = $("heard").hidden = false;
    }

    function offer(id, label, ms) {
      $(id).textContent = label;
      $(id).addEventListener("click", () => playFrom(ms));
      $("again").hidden = $(id).hidden = false;
    }

    // Putting it together

    function addPlayButtons() {
      for (const heading of document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6)")) {
        const first = heading.querySelector("[data-clip]");
        if (!first) continue;
        const row = document.createElement("div");
        row.className = "heading";
        const button = document.createElement("button");
        button.type = "button";
        button.className = "play-from";
        button.lang = player.lang || root.lang;
        button.dir = player.dir;
        button.setAttribute("aria-label", fill(phrases.play_from, { title: heading.textContent }));
        button.append($("play").querySelector("svg").cloneNode(true));
        button.addEventListener("click", () => playFrom(begins[numbers.get(first.id)]));
        heading.replaceWith(row);
        row.append(heading, button);
      }
    }

    function connectPlayer() {
      // Settings are remembered here; a browser that puts back what it has seen in a control would contradict them.
      for (const control of player.querySelectorAll("input, select")) control.autocomplete = "off";
      const actions = {
        play: toggle,
        "back-sentence": KEYS.j,
        "forward-sentence": KEYS.l,
        "back-section": KEYS.u,
        "forward-section": KEYS.o,
        "back-seconds": KEYS.e,
        "forward-seconds": KEYS.r,
        follow: () => setFollow(!settings.follow),
      };
      for (const [id, action] of Object.entries(actions)) $(id).addEventListener("click", action);
      $("speed").addEventListener("change", (event) => setSpeed(Number(event.target.value)));
      position.max = Math.floor(data.duration / 1000);
      $("length").textContent = clock(data.duration);
      position.addEventListener("keydown", () => (position.value = Math.floor(now() / 1000)));
      position.addEventListener("input", () => {
        const ms = Number(position.value) * 1000;
        audio.currentTime = ms / 1000;
        delete position.dataset.at;
        mark(last(begins, ms));
        position.setAttribute("aria-valuetext", fill(phrases.position_of, { at: spoken(ms), length: spoken(data.duration) }));
        $("at").textContent = clock(ms);
        lookHere();
      });
      position.addEventListener("change", save);
    }

    function connectSettings() {
      const panel = $("settings");
      const opener = $("open-settings");
      opener.addEventListener("click", () => {
        panel.hidden = !panel.hidden;
        opener.setAttribute("aria-expanded", !panel.hidden);
      });
      document.addEventListener("pointerdown", (event) => {
        if (!panel.contains(event.target) && !opener.contains(event.target)) closeSettings(false);
      });
      player.addEventListener("focusout", (event) => {
        if (event.relatedTarget && !panel.contains(event.relatedTarget) && event.relatedTarget !== opener) closeSettings(false);
      });
      for (const name of Object.keys(CHOICES)) {
        for (const radio of panel.querySelectorAll(`[name="${name}"]`)) {
          radio.checked = radio.value === settings[name];
          radio.addEventListener("change", () => change(name, radio.value));
        }
      }
      const size = $("size");
      const showSize = () => {
        const shown = fill(phrases.percent, { number: settings.size });
        $("size-shown").textContent = shown;
        size.setAttribute("aria-valuetext", shown);
      };
      size.value = settings.size;
      size.addEventListener("input", () => {
        change("size", Number(size.value));
        showSize();
      });
      showSize();
      connectBox("shortcuts", settings.shortcuts, () => {});
      connectBox("words", marksWords(), () => {
        const number = current;
        mark(-1);
        mark(number);
        tick();
      });
      $("words-choice").hidden = !canMarkWords;
    }

    function connectBox(name, isOn, then) {
      $(name).checked = isOn;
      $(name).addEventListener("change", () => {
        change(name, $(name).checked);
        then();
      });
    }

    function connectAudio() {
      audio.controls = false;
      audio.preservesPitch = true;
      setSpeed(settings.speed);
      audio.addEventListener("play", () => {
        showPlaying();
        lookHere();
        requestAnimationFrame(frame);
      });
      audio.addEventListener("pause", () => {
        showPlaying();
        save();
      });
      audio.addEventListener("timeupdate", () => {
        tick();
        if (!audio.paused && performance.now() - savedAt > SAVE_EVERY_MS) save();
      });
      for (const happened of ["seeked", "ended"]) audio.addEventListener(happened, tick);
      audio.addEventListener("ended", save);
      const lastSource = [...audio.querySelectorAll("source")].at(-1);
      for (const one of [audio, lastSource]) one?.addEventListener("error", () => status(phrases.failed));
      document.addEventListener("visibilitychange", () => {
        if (document.hidden && (savedAt || !audio.paused)) save(); // a page that only was open leaves what others stored
      });
    }

    function connectArticle() {
      const main = $("article");
      for (const [id] of clips) $(id)?.setAttribute("data-clip", "");
      main.addEventListener("click", clicked);
      for (const link of links.values()) {
        link.addEventListener("click", () => {
          const target = sections.find(([id]) => id === link.hash.slice(1));
          if (target) seek(target[1]);
        });
      }
      // The hint is for what the reader uses.
      document.addEventListener("keydown", (event) => event.key === "Tab" && (root.dataset.input = "keys"));
      document.addEventListener("pointerdown", () => delete root.dataset.input);
      for (const happened of ["wheel", "touchmove"]) addEventListener(happened, lookElsewhere, { passive: true });
      document.addEventListener("keydown", pressed);
    }

    function connectSession() {
      if (!("mediaSession" in navigator)) return;
      navigator.mediaSession.metadata = new MediaMetadata({ title: data.title, artist: data.authors });
      const actions = {
        play,
        pause: () => audio.pause(),
        previoustrack: KEYS.u,
        nexttrack: KEYS.o,
        seekbackward: KEYS.e,
        seekforward: KEYS.r,
        seekto: (details) => seek(details.seekTime * 1000),
      };
      for (const [name, action] of Object.entries(actions)) {
        try {
          navigator.mediaSession.setActionHandler(name, action);
        } catch {
          // This browser does not know this action.
        }
      }
    }

    connectAudio();
    connectPlayer();
    connectSettings();
    connectArticle();
    connectSession();
    addPlayButtons();
    $("follow").setAttribute("aria-pressed", settings.follow);
    new ResizeObserver(() => root.style.setProperty("--bar", `${player.offsetHeight}px`)).observe(player);
    root.classList.add("can-play");
    player.hidden = false;
    $("hint").hidden = false;
    name(-1);
    resume();
    const shared = { data, audio, keys: KEYS, now, last, clock, fill, status, seek, playFrom, zone, lookElsewhere };
    document.dispatchEvent(new CustomEvent("articast", { detail: shared }));
  }
})();
