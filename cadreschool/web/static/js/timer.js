// Shows how much time a paper has left, by the server's clock, and says so politely at ten, five and one minutes.
// Knows [data-timer] with data-left, the seconds left when the page was written. The device's clock may be wrong or be
// set: only a counter that nobody sets is used, and where even that may have slept, the server is asked again.
// Without this file the page tells the end and what was left when it came; the server keeps the time anyway.
(function () {
  "use strict";

  const face = document.querySelector("[data-timer]");
  const voice = document.querySelector("[data-timer-voice]");
  const form = document.querySelector("form[data-autosave]");
  if (!face || !form || !window.performance) {
    return;
  }
  const TOLD = [600, 300, 60];
  const SECONDS_FROM = 300; // before that minutes are enough
  const SLEPT = 3000; // counter and clock apart by so much: one of them stood still
  const OFTEN_ENOUGH = 30000;
  let end = 0;
  let before = Infinity;
  let askedAt = -OFTEN_ENOUGH;
  let drift = 0;
  let isOver = false;

  function now() {
    return window.performance.now();
  }

  // The page was written at the latest when its first byte came.
  function written() {
    const way = window.performance.getEntriesByType ? window.performance.getEntriesByType("navigation")[0] : null;
    return way ? way.responseStart : 0;
  }

  function words(left) {
    if (left <= 0) {
      return "时间已到";
    }
    if (left > SECONDS_FROM) {
      return "还有 " + Math.ceil(left / 60) + " 分钟";
    }
    return "还有 " + Math.floor(left / 60) + " 分 " + ("0" + (left % 60)).slice(-2) + " 秒";
  }

  function show() {
    const left = Math.max(Math.ceil((end - now()) / 1000), 0);
    const text = words(left);
    if (face.textContent !== text) {
      face.textContent = text;
    }
    TOLD.forEach(function (mark) {
      if (left <= mark && before > mark && before !== Infinity) {
        voice.textContent = "还有 " + mark / 60 + " 分钟，到时自动交卷。";
      }
    });
    before = left;
    if (left === 0 && !isOver) {
      isOver = true;
      form.dispatchEvent(new CustomEvent("time-over"));
    }
  }

  function ask() {
    if (!isOver && now() - askedAt > OFTEN_ENOUGH) {
      askedAt = now();
      form.dispatchEvent(new CustomEvent("time-unsure"));
    }
  }

  function tick() {
    const apart = Date.now() - now();
    if (Math.abs(apart - drift) > SLEPT) {
      drift = apart;
      ask();
    }
    show();
  }

  form.addEventListener("time-left", function (event) {
    if (!isOver) {
      end = now() + event.detail * 1000;
      show();
    }
  });
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "visible") {
      ask();
    }
  });
  drift = Date.now() - now();
  end = written() + Number(face.dataset.left) * 1000;
  show();
  window.setInterval(tick, 1000);
})();
