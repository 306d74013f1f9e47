// Shows notes as they come in. Ticked notes and words being typed are left alone. The server says
// without drawing it that the page is still the one that was shown last.
(() => {
  "use strict";
  const EVERY = 4000;
  let shown = "";
  const find = (what) => document.querySelector(what);
  const busy = () =>
    document.hidden || find("#live input:checked") || find("#live textarea:focus") || changed();
  const changed = () =>
    [...document.querySelectorAll("#live textarea")].some((area) => area.value !== area.defaultValue);
  async function look() {
    if (busy()) return;
    try {
      const answer = await fetch(location.href, { headers: shown ? { "If-None-Match": shown } : {}, signal: AbortSignal.timeout(EVERY * 2) });
      if (!answer.ok || answer.redirected || busy()) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("live");
      const now = find("#live");
      if (fresh && now && fresh.innerHTML !== now.innerHTML) now.replaceWith(document.adoptNode(fresh));
      shown = answer.headers.get("ETag") || "";
    } catch {
      return;
    }
  }
  setInterval(look, EVERY);
})();
