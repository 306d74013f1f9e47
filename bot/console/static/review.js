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
    const words = [...text.querySelectorAll(".word")].filter((word) => swept.containsNode(word, true));
    if (words.length < 2) return; // a press on one word is its own tick
    for (const word of words) word.querySelector("input").checked = true;
    document.getSelection().removeAllRanges();
  }
})();
