// The sleep timer: it counts the time that is heard, and pauses at the end of a sentence, in the background too.
document.addEventListener("articast", (event) => {
  "use strict";

  const { data, audio, keys, now, last, clock, fill, status } = event.detail;
  const $ = (id) => document.getElementById(id);
  const { clips, sections, phrases } = data;
  const begins = clips.map((clip) => clip[1]);
  const starts = sections.map((section) => section[1]);
  const choice = $("sleep");
  let leftMs = 0; // that are to be heard; 0 if the end of a section is awaited, or nothing
  let goalMs = null; // the place where it pauses, once that is known
  let tickedAt = 0;
  let alarm = 0;

  function set() {
    leftMs = Number(choice.value) * 60_000 || 0;
    tickedAt = performance.now();
    aim();
    tick();
  }

  /** Where it pauses: at the end of the section, or when the time is over at that of the sentence. */
  function aim() {
    goalMs = null;
    if (choice.value === "section") {
      const next = sections[last(starts, now()) + 1];
      goalMs = next ? clips[last(begins, next[1]) - 1]?.[2] : data.duration;
    } else if (choice.value && leftMs <= 0) goalMs = clips[last(begins, now())]?.[2] ?? 0;
  }

  // `timeupdate` comes in pages that are not seen too; the alarm is for the last moments between two of these events.
  function tick() {
    clearTimeout(alarm);
    const at = performance.now();
    if (!audio.paused && choice.value) {
      if (leftMs > 0) {
        leftMs -= at - tickedAt;
        if (leftMs <= 0) aim();
      }
      if (goalMs !== null) {
        const waitMs = (goalMs - now()) / audio.playbackRate;
        if (waitMs <= 0) return stop();
        if (waitMs < 1000) alarm = setTimeout(tick, waitMs);
      }
    }
    tickedAt = at;
    show();
  }

  function stop() {
    choice.value = "";
    goalMs = null;
    audio.pause();
    show();
    status(phrases.sleep_done);
  }

  function show() {
    const ms = goalMs === null ? leftMs : Math.max((goalMs - now()) / audio.playbackRate, 0);
    $("sleep-left").hidden = !choice.value;
    $("sleep-left").lastElementChild.textContent = choice.value ? clock(ms) : "";
  }

  keys.t = () => {
    choice.selectedIndex = (choice.selectedIndex + 1) % choice.options.length;
    set();
    status(fill(phrases.sleep_set, { time: choice.selectedOptions[0].textContent }));
  };

  choice.autocomplete = "off";
  choice.addEventListener("change", set);
  audio.addEventListener("play", () => (tickedAt = performance.now()));
  audio.addEventListener("seeked", () => {
    aim();
    show();
  });
  for (const happened of ["timeupdate", "ratechange"]) audio.addEventListener(happened, tick);
  audio.addEventListener("ended", () => {
    choice.value = "";
    set();
  });
});
