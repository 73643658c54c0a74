// Comfort while writing: a press puts a piece of Markdown where the cursor is; a mistake leads to its line.
// Knows the textarea #text, [data-insert], [data-cite] and [data-line]. Without this file the pieces are listed
// to be copied and mistakes name their lines.
(function () {
  "use strict";

  const area = document.getElementById("text");
  const tools = document.querySelector("[data-tools]");
  if (!area) {
    return;
  }

  function insert(piece) {
    area.focus();
    const start = area.selectionStart;
    const atLineStart = start === 0 || area.value.charAt(start - 1) === "\n";
    const isBlock = piece.indexOf("\n") !== -1;
    area.setRangeText((isBlock && !atLineStart ? "\n" : "") + piece, start, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function goTo(number) {
    const lines = area.value.split("\n");
    const before = lines.slice(0, number - 1).join("\n").length + (number > 1 ? 1 : 0);
    const line = lines[number - 1] || "";
    area.focus();
    area.setSelectionRange(before, before + line.length);
    const height = parseFloat(window.getComputedStyle(area).lineHeight) || 28;
    area.scrollTop = Math.max((number - 4) * height, 0);
  }

  if (tools) {
    tools.hidden = false;
    tools.addEventListener("click", function (event) {
      const button = event.target.closest("button");
      if (button && button.hasAttribute("data-insert")) {
        insert(button.dataset.insert);
      } else if (button && button.hasAttribute("data-cite")) {
        insert("[[" + document.getElementById("law").value + "#1]]");
      }
    });
  }

  document.addEventListener("click", function (event) {
    const link = event.target.closest("[data-line]");
    if (link) {
      event.preventDefault();
      goTo(Number(link.dataset.line));
    }
  });
})();
