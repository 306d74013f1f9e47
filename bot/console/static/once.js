// A form goes once: a second press while the answer is on its way would do everything twice.
"use strict";

(() => {
  const WAIT = 10000; // a file that was asked for leaves the page as it is
  const sent = new Map();

  addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (Date.now() - (sent.get(event.target) ?? -WAIT) < WAIT) {
      event.preventDefault();
      return;
    }
    sent.set(event.target, Date.now());
    event.submitter?.setAttribute("aria-busy", "true");
    setTimeout(() => event.submitter?.removeAttribute("aria-busy"), WAIT);
  });

  addEventListener("pageshow", () => sent.clear());
})();
