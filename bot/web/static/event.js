// Notes and votes of a table stay on the device while the network is away, and are sent once: each
// has a key that the server knows again. Without this file the page works as plain forms.
(() => {
  "use strict";
  const find = (what) => document.querySelector(what);
  const shelf = `notes ${location.pathname}`;
  const mark = `who ${location.pathname}`;
  const chosen = `chose ${location.pathname}`;
  const WORDS = ["text", "issue", "suggestion", "question"];
  const WAITS = [1, 2, 4, 8, 15];
  const PATIENCE = 15000;
  let sending = false;
  let seen = "";
  document.documentElement.classList.add("js");

  // ---------------------------------------------------------------- what waits on the device
  function read(name) {
    try {
      return JSON.parse(localStorage.getItem(name)) || [];
    } catch {
      return [];
    }
  }
  function keep(name, things) {
    try {
      if (things.length) localStorage.setItem(name, JSON.stringify(things));
      else localStorage.removeItem(name);
    } catch {
      return false;
    }
    return true;
  }
  const kept = () => read(shelf);
  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // One mark a device, so that a reload does not vote twice; what was chosen is shown as chosen.
  function who() {
    try {
      const known = localStorage.getItem(mark) || find("[data-who]").dataset.who;
      localStorage.setItem(mark, known);
      for (const input of document.querySelectorAll('input[name="who"]')) input.value = known;
    } catch {
      return;
    }
    for (const name of read(chosen)) {
      const button = find(`button[name="vote"][value="${CSS.escape(name)}"]`);
      if (!button) continue;
      button.firstChild.textContent = button.dataset.done;
      button.setAttribute("aria-pressed", "true");
    }
  }

  // A vote that was not counted does not stand as chosen.
  function unchoose(name) {
    keep(chosen, read(chosen).filter((each) => each !== name));
  }

  // ---------------------------------------------------------------- showing
  const words = (note) => WORDS.map((name) => note[name]).filter(Boolean).join("\n");

  function line(note, place) {
    const shown = document.createElement("li");
    shown.className = "card stack";
    const state = document.createElement("p");
    state.className = "soft";
    state.textContent = note.refused ? place.dataset.refused : place.dataset.words;
    const said = document.createElement("p");
    said.textContent = words(note);
    shown.append(state, said);
    if (note.refused) shown.append(changeButton(note, place));
    return shown;
  }

  function list() {
    const place = find("#waiting");
    if (!place) return;
    const notes = kept().filter(words);
    place.hidden = !notes.length;
    place.replaceChildren(...notes.map((note) => line(note, place)));
  }

  // A note that was not taken goes back into the form; nothing typed there meanwhile is lost.
  function changeButton(note, place) {
    const button = document.createElement("button");
    button.className = "button";
    button.type = "button";
    button.textContent = place.dataset.change;
    button.addEventListener("click", () => {
      for (const name of WORDS) {
        const box = document.getElementById(name);
        if (box && note[name]) box.value = [note[name], box.value].filter(Boolean).join("\n");
      }
      keep(shelf, kept().filter((each) => each.key !== note.key));
      list();
      const first = document.getElementById(WORDS.find((name) => note[name]));
      if (first) first.focus();
    });
    return button;
  }

  // Only what has changed is put in its place: who types goes on typing. Where to turn for help
  // stays until the page is left, whatever else comes in.
  function show(html, answered) {
    const page = new DOMParser().parseFromString(html, "text/html");
    if (!page.getElementById("main")) return;
    if (Boolean(page.querySelector("[data-queue][id]")) !== Boolean(find("[data-queue][id]"))) {
      const helps = [...document.querySelectorAll("#said .urgent-help")];
      find("#main").replaceWith(document.adoptNode(page.getElementById("main")));
      find("#said").prepend(...helps);
      ready();
      return;
    }
    if (answered) speak(page);
    const vote = page.getElementById("voting");
    if (vote && vote.innerHTML !== find("#voting").innerHTML) find("#voting").replaceWith(document.adoptNode(vote));
    const fresh = page.getElementById("notes");
    if (fresh && fresh.innerHTML !== find("#notes").innerHTML) {
      const focused = find("#notes :focus");
      find("#notes").replaceWith(document.adoptNode(fresh));
      const same = focused && find(`#notes button[value="${CSS.escape(focused.value)}"]`);
      if (same) same.focus({ preventScroll: true });
    }
    ready();
  }
  // Who writes is far down the page, and help comes first: it is brought into sight.
  function speak(page) {
    const place = find("#said");
    for (const old of [...place.children]) if (!old.matches(".urgent-help")) old.remove();
    for (const said of [...page.querySelectorAll("#said > *")]) {
      const again = said.matches(".urgent-help") && place.querySelector(".urgent-help");
      if (again) again.replaceWith(document.adoptNode(said));
      else place.append(document.adoptNode(said));
      if (said.matches(".urgent-help")) said.scrollIntoView();
    }
  }

  // ---------------------------------------------------------------- sending
  async function post(note) {
    const body = new URLSearchParams(note);
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(location.pathname, { method: "POST", body, signal });
    if (answer.status >= 500 || [408, 429].includes(answer.status)) throw new Error("later");
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
        keep(shelf, status < 400 || note.vote ? rest : [...rest, { ...note, refused: true }]);
        if (note.vote && status >= 400) unchoose(note.vote);
        seen = "";
        show(html, !note.vote || status >= 400);
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
    if (!form.matches("[data-queue]")) return;
    const fields = Object.fromEntries(new FormData(form, event.submitter));
    const note = { ...fields, key: newKey() };
    if (!note.vote && !words(note).trim()) return; // the server says what is missing
    if (!keep(shelf, [...kept(), note])) return; // no room on the device: the form goes as it is
    event.preventDefault();
    if (note.vote) keep(chosen, [...new Set([...read(chosen), note.vote])]);
    for (const box of form.querySelectorAll("textarea")) box.value = "";
    const first = form.querySelector("textarea");
    if (first && form.id === "scribe-form") first.focus();
    ready();
    send();
  }

  // ---------------------------------------------------------------- looking again
  async function look() {
    if (sending || document.hidden) return;
    try {
      const headers = seen ? { "If-None-Match": seen } : {};
      const answer = await fetch(location.href, { headers, signal: AbortSignal.timeout(PATIENCE) });
      if (!answer.ok || sending) return; // 304: nothing has changed
      const page = await answer.text();
      if (sending) return;
      show(page, false);
      seen = answer.headers.get("ETag") || "";
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
