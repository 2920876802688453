// The library's player, and what it shares with the read-along pages: settings, and where a listener is in an article.
const articast = (() => {
  "use strict";

  const SETTINGS = "articast.settings";
  const POSITION = "articast.position.";
  const SAVE_EVERY_MS = 5000;
  const END_MS = 2000; // who has come closer to the end than this has heard it
  const STEP_MS = 15_000;

  // Storage may be switched off, full, or refused to files. Nothing is remembered then, and everything else works.
  function read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  function write(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // As above.
    }
  }

  const settings = () => read(SETTINGS) ?? {};
  const change = (name, value) => write(SETTINGS, { ...settings(), [name]: value });

  /** Where the listener is in an article, and whether its end was ever heard; old pages stored the ms alone. */
  function position(id) {
    const stored = id ? read(POSITION + id) : null;
    const ms = typeof stored === "number" ? stored : stored?.ms;
    return { ms: Number.isFinite(ms) && ms > 0 ? ms : 0, heard: stored?.heard === true };
  }

  /** Whether anything was ever heard, here or on the page of an article. */
  function hasPositions() {
    try {
      return Object.keys(localStorage).some((key) => key.startsWith(POSITION));
    } catch {
      return false;
    }
  }

  const fill = (phrase, values) => phrase.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  function parts(ms) {
    const seconds = Math.floor(ms / 1000);
    return { hours: Math.floor(seconds / 3600), minutes: Math.floor(seconds / 60) % 60, seconds: seconds % 60 };
  }

  function clock(ms) {
    const { hours, minutes, seconds } = parts(ms);
    const two = (number) => String(number).padStart(2, "0");
    return hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
  }

  /**
   * Connects the player. `neighbour(entry, by)` is the entry before or after one in the list; `changed(entry)` is called
   * when it begins, stops, or was heard further. An entry has `item`, its element, and in `facts` its `id`, `title` and `length` in ms.
   */
  function createPlayer({ phrases, neighbour, changed }) {
    const $ = (id) => document.getElementById(`_${id}`);
    const [audio, player, slider] = ["audio", "player", "position"].map($);
    let entry = null;
    let sources = [];
    let hasHeard = false;
    let savedAt = 0;

    const now = () => Math.round(audio.currentTime * 1000);
    const isPlaying = (other = entry) => entry !== null && other === entry && !audio.paused;

    function save() {
      if (!entry || !audio.readyState) return;
      const ms = now();
      const isAtEnd = audio.ended || ms >= entry.facts.length - END_MS;
      hasHeard ||= isAtEnd;
      savedAt = performance.now();
      const value = { ms: isAtEnd ? 0 : ms, length: entry.facts.length, heard: hasHeard, at: Date.now() };
      if (entry.facts.id) write(POSITION + entry.facts.id, value);
      changed(entry);
    }

    // The first file that the browser can play; the next one if it was wrong about that.
    function loadNextSource(ms) {
      const source = sources.shift();
      if (!source) {
        $("sound").textContent = phrases.failed;
        return;
      }
      const shouldPlay = !audio.paused;
      audio.src = source.href;
      setSpeed(audio.defaultPlaybackRate);
      const go = () => (audio.currentTime = ms / 1000);
      if (ms) audio.addEventListener("loadedmetadata", go, { once: true });
      if (shouldPlay) begin();
    }

    function load(next) {
      const before = entry;
      save();
      audio.pause();
      entry = next;
      const { ms, heard } = position(entry.facts.id);
      hasHeard = heard;
      const links = [...entry.item.querySelectorAll("a[type^='audio/']")];
      sources = links.filter((link) => audio.canPlayType(link.type));
      if (!sources.length) sources = links;
      $("sound").textContent = "";
      const link = entry.item.querySelector("h2 a, h3 a");
      const title = $("title");
      const { lang, dir } = link.closest("[lang]");
      [title.href, title.textContent, title.lang, title.dir] = [link.href, entry.facts.title, lang, dir];
      slider.max = Math.floor(entry.facts.length / 1000);
      $("length").textContent = clock(entry.facts.length);
      $("previous").disabled = !neighbour(entry, -1);
      $("next").disabled = !neighbour(entry, 1);
      player.hidden = false;
      const start = ms < entry.facts.length - END_MS ? ms : 0;
      loadNextSource(start);
      show(start);
      tellSession();
      if (before) changed(before);
    }

    function begin() {
      audio.play().catch((error) => {
        if (error.name === "NotAllowedError") showPlaying();
      });
    }

    function play(next) {
      if (next !== entry) load(next);
      begin();
    }

    function toggle(next = entry) {
      if (isPlaying(next)) audio.pause();
      else play(next);
    }

    function go(by) {
      const next = neighbour(entry, by);
      if (next) play(next);
    }

    function seek(ms) {
      audio.currentTime = Math.min(Math.max(ms, 0), entry.facts.length) / 1000;
      show(now());
      save();
    }

    function show(ms) {
      $("at").textContent = clock(ms);
      if (slider.matches(":focus-visible") && !audio.paused) return; // or a screen reader would say every second
      slider.value = Math.floor(ms / 1000);
      tell(ms);
    }

    function tell(ms) {
      const spoken = (time) => fill(parts(time).hours ? phrases.time_with_hours : phrases.time, parts(time));
      slider.setAttribute("aria-valuetext", fill(phrases.position_of, { at: spoken(ms), length: spoken(entry.facts.length) }));
    }

    function showPlaying() {
      const label = audio.paused ? phrases.play : phrases.pause;
      $("play").classList.toggle("playing", !audio.paused);
      $("play").title = label;
      $("play").querySelector("span").textContent = label;
      changed(entry);
    }

    function setSpeed(speed) {
      audio.defaultPlaybackRate = audio.playbackRate = speed;
      $("speed").value = speed;
    }

    function setContinue(isOn) {
      change("playOn", isOn);
      $("continue").setAttribute("aria-pressed", isOn);
    }

    function tellSession() {
      if (!("mediaSession" in navigator)) return;
      const cover = entry.item.querySelector("img")?.src;
      const artist = entry.item.querySelector(".authors")?.textContent ?? "";
      const artwork = cover?.startsWith("http") ? [{ src: cover }] : []; // browsers take none from files
      navigator.mediaSession.metadata = new MediaMetadata({ title: entry.facts.title, artist, album: document.title, artwork });
    }

    function connectSession() {
      if (!("mediaSession" in navigator)) return;
      const actions = {
        play: begin,
        pause: () => audio.pause(),
        previoustrack: () => go(-1),
        nexttrack: () => go(1),
        seekbackward: () => seek(now() - STEP_MS),
        seekforward: () => seek(now() + STEP_MS),
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

    function connectButtons() {
      const actions = {
        play: () => toggle(),
        back: () => seek(now() - STEP_MS),
        forward: () => seek(now() + STEP_MS),
        previous: () => go(-1),
        next: () => go(1),
        continue: () => setContinue(!settings().playOn),
      };
      for (const [id, action] of Object.entries(actions)) $(id).addEventListener("click", action);
      $("speed").addEventListener("change", () => {
        setSpeed(Number($("speed").value));
        change("speed", Number($("speed").value));
      });
      slider.addEventListener("keydown", () => (slider.value = Math.floor(now() / 1000)));
      slider.addEventListener("input", () => {
        const ms = Number(slider.value) * 1000;
        audio.currentTime = ms / 1000;
        $("at").textContent = clock(ms);
        tell(ms);
      });
      slider.addEventListener("change", save);
    }

    function connectAudio() {
      audio.preservesPitch = true;
      for (const event of ["play", "pause"]) audio.addEventListener(event, showPlaying);
      audio.addEventListener("pause", save);
      audio.addEventListener("timeupdate", () => {
        show(now());
        if (!audio.paused && performance.now() - savedAt > SAVE_EVERY_MS) save();
      });
      audio.addEventListener("error", () => loadNextSource(0));
      audio.addEventListener("ended", () => {
        save();
        if (settings().playOn) go(1);
      });
      document.addEventListener("visibilitychange", () => document.hidden && save());
      addEventListener("pagehide", save);
    }

    connectButtons();
    connectAudio();
    connectSession();
    const { speed, playOn } = settings();
    setSpeed(speed >= 0.5 && speed <= 3 ? speed : 1);
    $("continue").setAttribute("aria-pressed", playOn === true);
    new ResizeObserver(() => {
      document.documentElement.style.setProperty("--bar", `${player.offsetHeight}px`);
    }).observe(player);
    return { play, toggle, isPlaying, setContinue };
  }

  return { createPlayer, settings, change, position, hasPositions, fill, END_MS };
})();
