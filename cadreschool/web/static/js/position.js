// Remembers which paragraph was read last, and goes back to it.
// Sends the id of the paragraph and nothing else: no times, no counts. An address with #anchor wins, and so
// does the browser when it goes back or loads again: it knows the place by itself.
(function () {
  "use strict";

  const text = document.querySelector("[data-position-url]");
  const url = text && text.dataset.positionUrl;
  const PAUSE = 5000;
  let saved = text ? text.dataset.position : "";
  let current = saved;
  let waiting = 0;

  function resume() {
    const way = window.performance.getEntriesByType("navigation")[0];
    if (location.hash || (way && way.type !== "navigate")) {
      return;
    }
    const block = document.getElementById(saved);
    if (!block || block.getBoundingClientRect().top < window.innerHeight) {
      return;
    }
    block.scrollIntoView({ block: "start" });
    const note = document.querySelector("[data-resume-note]");
    if (note) {
      note.hidden = false;
      note.querySelector("a").addEventListener("click", function () {
        note.hidden = true;
      });
      window.setTimeout(function () {
        note.hidden = true;
      }, 12000);
    }
  }

  function save() {
    waiting = 0;
    const token = document.querySelector('input[name="csrf_token"]');
    if (current === saved || !token) {
      return;
    }
    const body = new FormData();
    body.set("csrf_token", token.value);
    body.set("block", current);
    const sent = current;
    fetch(url, { method: "POST", body: body, credentials: "same-origin", keepalive: true })
      .then(function (answer) {
        if (answer.ok) {
          saved = sent;
        }
      })
      .catch(function () {
        // The place in the text is a comfort: the next paragraph tries again.
      });
  }

  function watch() {
    const reading = new IntersectionObserver(
      function (entries) {
        entries.forEach(function (entry) {
          if (entry.isIntersecting) {
            current = entry.target.id;
          }
        });
        if (current !== saved && !waiting) {
          waiting = window.setTimeout(save, PAUSE);
        }
      },
      { rootMargin: "-15% 0px -70% 0px" }
    );
    text.querySelectorAll('[id^="b-"]').forEach(function (block) {
      reading.observe(block);
    });
    window.addEventListener("pagehide", save);
  }

  if (url && window.fetch && window.IntersectionObserver) {
    resume();
    watch();
  }
})();
