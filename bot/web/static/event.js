// Notes of a table stay on the device while the network is away, and are sent once: each has a key
// that the server knows again. Without this file the page works as plain forms.
(() => {
  "use strict";
  const find = (what) => document.querySelector(what);
  const shelf = `notes ${location.pathname}`;
  const mark = `who ${location.pathname}`;
  const WAITS = [1, 2, 4, 8, 15];
  const PATIENCE = 15000;
  let sending = false;
  document.documentElement.classList.add("js");

  // ---------------------------------------------------------------- what waits on the device
  function kept() {
    try {
      return JSON.parse(localStorage.getItem(shelf)) || [];
    } catch {
      return [];
    }
  }
  function keep(notes) {
    try {
      if (notes.length) localStorage.setItem(shelf, JSON.stringify(notes));
      else localStorage.removeItem(shelf);
    } catch {
      return false;
    }
    return true;
  }
  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // One mark a device, so that a reload does not vote twice.
  function who() {
    try {
      const known = localStorage.getItem(mark) || find("[data-who]").dataset.who;
      localStorage.setItem(mark, known);
      for (const input of document.querySelectorAll('input[name="who"]')) input.value = known;
    } catch {
      return;
    }
  }

  // ---------------------------------------------------------------- showing
  function list() {
    const place = find("#waiting");
    if (!place) return;
    const notes = kept();
    place.hidden = !notes.length;
    place.replaceChildren(
      ...notes.map((note) => {
        const line = document.createElement("li");
        line.className = "card";
        const state = document.createElement("p");
        state.className = "soft";
        state.textContent = note.refused ? place.dataset.refused : place.dataset.words;
        const words = document.createElement("p");
        words.textContent = note.text;
        line.append(state, words);
        return line;
      }),
    );
  }

  function show(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    if (!page.getElementById("main")) return false;
    const form = find("#note-form");
    const typed = form ? { text: form.text.value, lane: form.lane.value } : null;
    find("#main").replaceWith(document.adoptNode(page.getElementById("main")));
    const fresh = find("#note-form");
    if (typed && fresh) {
      fresh.text.value = typed.text;
      if (typed.lane) fresh.lane.value = typed.lane;
    }
    ready();
    return true;
  }

  // ---------------------------------------------------------------- sending
  async function post(note) {
    const body = new URLSearchParams(note);
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(location.pathname, { method: "POST", body, signal });
    if (answer.status >= 500 || answer.status === 429) throw new Error("later");
    return { status: answer.status, html: await answer.text() };
  }

  async function send() {
    if (sending) return;
    sending = true;
    for (let tries = 0; ; ) {
      const note = kept().find((each) => !each.refused);
      if (!note) break;
      try {
        const { status, html } = await post(note);
        const rest = kept().filter((each) => each.key !== note.key);
        keep(status < 400 ? rest : [...rest, { ...note, refused: true }]);
        show(html);
        tries = 0;
      } catch {
        const seconds = WAITS[Math.min(tries++, WAITS.length - 1)];
        await new Promise((done) => {
          const timer = setTimeout(go, seconds * 1000);
          function go() {
            removeEventListener("online", go);
            clearTimeout(timer);
            done();
          }
          addEventListener("online", go);
        });
      }
    }
    sending = false;
    list();
  }

  function take(event) {
    const form = event.target;
    if (form.id !== "note-form") return;
    const fields = Object.fromEntries(new FormData(form));
    const note = { ...fields, key: newKey() };
    if (!keep([...kept(), note])) return; // no room on the device: the form goes as it is
    event.preventDefault();
    form.text.value = "";
    list();
    send();
  }

  // ---------------------------------------------------------------- looking again
  async function look() {
    if (sending || document.hidden || find("#text") === document.activeElement) return;
    try {
      const answer = await fetch(location.href, { signal: AbortSignal.timeout(PATIENCE) });
      if (answer.ok && !sending) show(await answer.text());
    } catch {
      return;
    }
  }

  function ready() {
    who();
    list();
  }

  addEventListener("submit", take);
  addEventListener("online", send);
  setInterval(look, 10000);
  ready();
  send();
})();
