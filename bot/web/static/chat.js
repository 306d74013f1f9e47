// The chat without page loads. Everything works without this file; with it nothing is sent twice,
// a lost network loses nothing, and the phone keeps one history entry.
(() => {
  "use strict";
  const WAITS = [1, 2, 4, 8, 15];
  const PATIENCE = 20000;
  const SECOND_TAP = 700;
  const find = (what) => document.querySelector(what);
  const here = location.pathname;
  const exit = find("[data-leave]").dataset.exit;
  let sending = null;
  let newest = 0;
  let shownAt = 0;
  let left = false;
  let escapes = [];
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("leave") : null;
  document.documentElement.classList.add("js");

  // ---------------------------------------------------------------- one history entry
  // The id lives in this entry alone, so that a reload goes on where it was.
  function remember() {
    const kept = {};
    if (!("over" in find("#main").dataset)) {
      for (const input of document.querySelectorAll("#answer [data-keep], .speak [data-keep]")) {
        kept[input.name] = input.value;
      }
    }
    history.replaceState(kept.id || kept.entry ? { kept } : null, "", here);
  }

  function resume() {
    const state = history.state;
    if (!state || !state.kept) remember();
    else load(here, new URLSearchParams({ ...state.kept, do: "look" }));
  }

  // ---------------------------------------------------------------- fetch and show
  function show(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    if (!page.getElementById("main")) return false;
    document.documentElement.lang = page.documentElement.lang;
    document.documentElement.dir = page.documentElement.dir;
    for (const id of ["top", "main", "foot", "help", "status"]) {
      document.getElementById(id).replaceWith(document.adoptNode(page.getElementById(id)));
    }
    shownAt = performance.now();
    remember();
    count();
    scrollTo(0, 0);
    (find("#arrive") || find("#main")).focus({ preventScroll: true });
    return true;
  }

  function pause(seconds) {
    return new Promise((done) => {
      const timer = setTimeout(go, seconds * 1000);
      function go() {
        removeEventListener("online", go);
        clearTimeout(timer);
        done();
      }
      addEventListener("online", go);
    });
  }

  async function once(address, body) {
    const call = new AbortController();
    sending = call;
    const timer = setTimeout(() => call.abort(), PATIENCE);
    const how = { method: body ? "POST" : "GET", body, signal: call.signal };
    try {
      const answer = await fetch(address, how);
      return answer.status === 408 ? null : await answer.text();
    } catch (lost) {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  // The same again and again until it arrives: the turn inside makes that safe.
  async function load(address, body) {
    const main = find("#main");
    const mine = (newest += 1);
    hold(main, true);
    for (let tries = 0; ; tries += 1) {
      const html = await once(address, body);
      if (left || mine !== newest) return;
      if (html !== null && show(html)) break;
      const status = find("#status");
      status.textContent = status.dataset.lost;
      await pause(WAITS[Math.min(tries, WAITS.length - 1)]);
      if (left || mine !== newest) return;
    }
    sending = null;
    hold(main, false);
  }

  function hold(main, busy) {
    main.setAttribute("aria-busy", String(busy));
    for (const area of main.querySelectorAll("textarea")) area.readOnly = busy;
  }

  // The second tap of a double tap must not answer the question that came up under the finger.
  document.addEventListener("click", (event) => {
    if (event.detail > 1 && performance.now() - shownAt < SECOND_TAP) event.preventDefault();
  }, true);

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-leave]")) {
      event.preventDefault();
      leave();
    } else if (form.matches("[data-chat]")) {
      event.preventDefault();
      const pressed = event.submitter;
      if (sending && !(pressed && pressed.value === "stop")) return;
      if (sending) sending.abort(); // who stops does not want it sent once the network is back
      const data = new URLSearchParams(new FormData(form));
      if (pressed && pressed.name) data.append(pressed.name, pressed.value);
      const address = form.getAttribute("action");
      if (form.method === "post") load(address, data);
      else load(`${address}?${data}`);
    }
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-chat]");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!sending) load(link.getAttribute("href"));
  });

  // ---------------------------------------------------------------- leave quickly
  // Every page of ours leaves with it: a tab that stays open behind tells just as much.
  function leave() {
    if (left) return;
    left = true;
    const form = find("[data-leave]");
    const address = form.getAttribute("action");
    const body = new URLSearchParams(new FormData(form));
    body.set("quiet", "1");
    if (sending) sending.abort();
    if (tabs) tabs.postMessage("");
    document.body.replaceChildren();
    history.replaceState(null, "", here);
    if (!navigator.sendBeacon || !navigator.sendBeacon(address, body)) {
      fetch(address, { method: "POST", body, keepalive: true }).catch(() => {});
    }
    location.replace(exit);
  }

  if (tabs) tabs.addEventListener("message", leave);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    escapes = [...escapes, event.timeStamp].slice(-3);
    if (escapes.length === 3 && escapes[2] - escapes[0] < 2000) leave();
  });

  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    if (left) location.replace(exit);
    else resume();
  });

  // Who cannot see that help has opened hears it, and goes on from there.
  document.addEventListener("toggle", (event) => {
    if (event.target.id === "help" && event.newState === "open") event.target.focus();
  }, true);

  // ---------------------------------------------------------------- characters left
  function count() {
    const area = find("textarea[maxlength]");
    const place = find("#left");
    if (!area || !place) return;
    const update = () => {
      place.textContent = place.dataset.left.replace("{n}", area.maxLength - area.value.length);
    };
    area.addEventListener("input", update);
    update();
  }

  count();
  resume();
})();
