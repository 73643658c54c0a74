// Saves answers while they are given, and says so.
// Knows the form through paper.js, and the shelf where unsaved answers lie through answers.js. The server's word
// decides what counts as saved. Without this file the buttons of the form post all answers.
(function () {
  "use strict";

  const paper = window.paper;
  if (!paper || !window.fetch || !window.answers) {
    return;
  }
  const form = paper.form;
  const PAUSE = 800; // after the last keystroke
  const LATEST = 1500; // after the first one that is not saved
  const LONGEST_WAIT = 30000;
  const LAST_MOMENT = 4000; // hands in within the grace, and not everybody's in the same second
  const shelf = window.answers.open(form.dataset.autosave);
  const stored = {}; // what the server has, as far as this page knows
  let stopped = form.hasAttribute("data-elsewhere"); // only the person can go on
  let isSending = false;
  let isOver = false; // the time is over: the paper hands itself in
  let pressed = "save";
  let wish = ""; // a button pressed while answers were on their way
  let savedAt = "";
  let failures = 0;
  let changedAt = 0;
  let timer = 0;

  function held(why) {
    return Object.keys(shelf.edits).filter(function (number) {
      return shelf.edits[number].held === why;
    });
  }

  // What the server says ---------------------------------------------------------------------------

  function accept(receipt) {
    const letter = shelf.letters.shift();
    failures = 0;
    savedAt = letter.numbers.length ? receipt.saved_at : savedAt;
    letter.numbers.forEach(function (number) {
      const fault = (receipt.faults || {})[number];
      const isConflict = (receipt.conflicts || []).indexOf(Number(number)) >= 0;
      if (isConflict || fault) {
        hold(letter, number, isConflict, fault);
        return;
      }
      const later = shelf.edits[number];
      stored[number] = letter.values[number];
      paper.setBase(number, Math.max(receipt.bases[number] || 0, paper.base(number)));
      if (later) {
        later.base = paper.base(number);
      } else {
        paper.tell(number, "已保存 " + ((receipt.times || {})[number] || savedAt), false);
      }
    });
    shelf.keep();
    goOn();
  }

  // What could not be read waits for the next change of it; what contradicts a newer answer for the person.
  function hold(letter, number, isConflict, fault) {
    const later = shelf.edits[number];
    const edit = later || { values: letter.values[number], base: letter.bases[number] };
    shelf.edits[number] = edit;
    paper.setBase(number, edit.base);
    if (!later) {
      paper.fill(number, edit.values);
    }
    if (isConflict || !later) {
      edit.held = isConflict ? "conflict" : "fault";
    }
    paper.tell(number, "未保存：" + (isConflict ? "在另一个页面上改过，请按“保存”核对。" : fault), true);
  }

  function goOn() {
    if (shelf.letters.length || isOver) {
      schedule(0);
    } else if (shelf.unsent().length) {
      schedule(wish ? 0 : PAUSE);
    } else if (wish) {
      paper.hand(wish);
    } else {
      paper.settle(held("conflict"), held("fault"), savedAt);
    }
  }

  function retry(wait) {
    const unsent = shelf.unsent();
    const longest = Math.min(1000 * Math.pow(2, failures), LONGEST_WAIT);
    failures += 1;
    shelf.keep();
    unsent.forEach(function (number) {
      paper.tell(number, "待上传", true);
    });
    paper.complain(unsent.length, shelf.isKept, isOver, wish);
    schedule(Math.max(longest * (0.5 + Math.random() / 2), wait * 1000 * (1 + Math.random() / 2)));
  }

  function stop(words, link) {
    stopped = true;
    wish = "";
    shelf.keep();
    paper.say(words, true, link);
  }

  function refuse(status, said) {
    const here = location.pathname;
    const number = shelf.unsent().length;
    if (said.is_elsewhere) {
      stop("这份试卷正在另一台设备上作答，这里的答案还没有保存。");
      paper.offerTheSeat();
    } else if (status === 409) {
      shelf.clear(); // what was late is kept on the server, what came after handing in counts no more
      const lost = number && !said.location ? "刚才的" + paper.count(number) + "没有计入。" : "";
      stop(said.message + lost, ["查看结果", said.location || here]);
    } else if (status === 401) {
      stop("登录已结束。答案留在这台设备上，重新登录后自动上传。", ["重新登录", here]);
    } else {
      stop("未保存：" + (said.message || "") + "答案留在这台设备上。", ["重新载入本页", here]);
    }
  }

  // Letters ----------------------------------------------------------------------------------------

  function send() {
    timer = 0;
    if (isSending || stopped || paper.isLeaving) {
      return;
    }
    if (!shelf.letters.length) {
      if (!isOver && !shelf.unsent().length) {
        goOn();
        return;
      }
      shelf.compose(isOver ? "submit_anyway" : "save", paper.along());
    }
    isSending = true;
    changedAt = 0;
    window.answers.send(form.action, shelf.letters[0], function (status, said, wait) {
      isSending = false;
      if (said.left !== undefined) {
        form.dispatchEvent(new CustomEvent("time-left", { detail: said.left }));
      }
      if (status === 200 && said.location) {
        shelf.clear();
        paper.isLeaving = true;
        location.assign(said.location);
      } else if (status === 200 || said.conflicts) {
        accept(said);
      } else if (status === 0 || status === 408 || status === 429 || status >= 500) {
        retry(wait);
      } else {
        refuse(status, said);
      }
    });
  }

  function schedule(wait) {
    window.clearTimeout(timer);
    timer = window.setTimeout(send, wait);
  }

  // What the person does ---------------------------------------------------------------------------

  function note(number) {
    const values = paper.values(number);
    const known = shelf.edits[number];
    if (known ? paper.areSame(known.values, values) && known.held !== "decide" : isKnown(number, values)) {
      return;
    }
    shelf.edits[number] = { values: values, base: paper.base(number) };
    if (known && known.held === "conflict") {
      shelf.edits[number].held = known.held;
    }
    shelf.keep();
    if (stopped || isOver || shelf.edits[number].held) {
      return;
    }
    paper.tell(number, "", false);
    if (!failures) {
      const now = window.performance.now();
      changedAt = changedAt || now;
      paper.say("正在保存……", false);
      if (!isSending) {
        schedule(Math.max(0, Math.min(PAUSE, changedAt + LATEST - now)));
      }
    }
  }

  function isKnown(number, values) {
    return shelf.letters.length === 0 && stored[number] && paper.areSame(stored[number], values);
  }

  function change(event) {
    const number = paper.numberOf(event.target);
    if (number && !event.isComposing) {
      note(number); // else an input method is still asking which character is meant
    }
  }

  function restore() {
    paper.numbers().forEach(function (number) {
      if (paper.isToDecide(number)) {
        shelf.edits[number] = { values: paper.values(number), base: paper.base(number), held: "decide" };
      } else {
        stored[number] = paper.values(number);
      }
    });
    shelf.letters.forEach(function (letter) {
      letter.numbers.forEach(function (number) {
        if (paper.base(number) <= letter.bases[number]) {
          paper.fill(number, letter.values[number]);
        }
      });
    });
    Object.keys(shelf.edits).forEach(function (number) {
      const edit = shelf.edits[number];
      if (!stored[number]) {
        return; // the page itself shows it, and what is stored
      }
      if (paper.areSame(edit.values, stored[number])) {
        delete shelf.edits[number];
      } else {
        delete edit.held;
        paper.fill(number, edit.values);
        paper.setBase(number, edit.base);
      }
    });
    shelf.keep();
    const found = shelf.unsent().length;
    if (found) {
      paper.say("找回了" + paper.count(found) + "没有上传的答案，正在上传。", true);
    }
    if (found || shelf.letters.length) {
      schedule(Math.random() * 500);
    }
  }

  form.addEventListener("input", change);
  form.addEventListener("change", change);
  form.addEventListener("compositionend", change);
  form.addEventListener("click", function (event) {
    const button = event.target.closest("button");
    pressed = button ? button.value : pressed;
  });
  form.addEventListener("submit", function (event) {
    const isIdle = !isSending && !shelf.letters.length && !shelf.unsent().length;
    if (stopped || (isIdle && navigator.onLine !== false)) {
      paper.isLeaving = true;
      return;
    }
    // Two requests at once would look to the server like two windows: let the first one arrive.
    event.preventDefault();
    wish = pressed;
    paper.say("正在保存……", false);
    if (isIdle) {
      shelf.compose("save", paper.along()); // only to see whether the server is there
    }
    if (!isSending) {
      schedule(0);
    }
  });
  form.addEventListener("time-over", function () {
    isOver = true;
    paper.close();
    if (!stopped) {
      paper.say("时间已到，正在交卷……", false);
      schedule(Math.random() * LAST_MOMENT);
    }
  });
  form.addEventListener("time-unsure", function () {
    if (!isSending && !stopped && !failures && !shelf.letters.length) {
      shelf.compose("save", paper.along()); // its receipt tells the time
      schedule(0);
    }
  });
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden" && timer && !failures) {
      schedule(0);
    }
  });
  window.addEventListener("online", function () {
    if (failures && !isSending) {
      schedule(Math.random() * 1000);
    }
  });
  window.addEventListener("beforeunload", function (event) {
    if (!paper.isLeaving && (shelf.unsent().length || Object.keys(shelf.edits).length)) {
      event.preventDefault();
      event.returnValue = "";
    }
  });
  if (!stopped) {
    restore();
  }
})();
