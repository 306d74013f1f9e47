// Better with a script: mark words by sweeping over them. Without it every word is a tick box.
"use strict";

(() => {
  const text = document.querySelector(".markable");
  if (!text) return;
  document.addEventListener("selectionchange", remember);
  text.addEventListener("pointerup", mark);

  let swept = null;

  function remember() {
    const selection = document.getSelection();
    swept = selection && !selection.isCollapsed && text.contains(selection.anchorNode) ? selection : null;
  }

  function mark() {
    if (!swept) return;
    for (const word of text.querySelectorAll(".word")) {
      if (swept.containsNode(word, true)) word.querySelector("input").checked = true;
    }
    document.getSelection().removeAllRanges();
  }
})();
