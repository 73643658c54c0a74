// The form of a paper: what its fields hold, and the lines that tell what became of an answer.
// Knows form[data-autosave] with fields qN (one or several) and qN-base, and data-one, what the one thing is called
// where there are no questions; sends and keeps nothing.
(function () {
  "use strict";

  const form = document.querySelector("form[data-autosave]");
  if (!form || !window.FormData) {
    return;
  }
  const state = form.querySelector("[data-save-state]");
  const paper = { form: form, isLeaving: false };

  // The number of the question that a field belongs to, "" for none.
  paper.numberOf = function (field) {
    const found = /^q(\d+)$/.exec((field && field.name) || "");
    return found ? found[1] : "";
  };

  paper.numbers = function () {
    return Array.prototype.map.call(form.querySelectorAll('input[type=hidden][name$="-base"]'), function (field) {
      return field.name.slice(1, -"-base".length);
    });
  };

  // What else a form says with every answer: which question of an exercise it is about.
  paper.along = function () {
    const found = [];
    form.querySelectorAll("input[type=hidden]").forEach(function (field) {
      if (!/^(csrf_token|request_key|do|q\d+-base)$/.test(field.name)) {
        found.push([field.name, field.value]);
      }
    });
    return found;
  };

  paper.values = function (number) {
    return new FormData(form).getAll("q" + number);
  };

  paper.fill = function (number, values) {
    form.querySelectorAll('[name="q' + number + '"]').forEach(function (field, place) {
      if (field.type === "radio" || field.type === "checkbox") {
        field.checked = values.indexOf(field.value) >= 0;
      } else {
        field.value = values[place] || "";
      }
    });
  };

  // Which stored answer the form was shown.
  paper.base = function (number) {
    return Number(form.elements["q" + number + "-base"].value);
  };

  paper.setBase = function (number, base) {
    form.elements["q" + number + "-base"].value = base;
  };

  // The server ends lines its own way and drops the spaces before.
  paper.areSame = function (some, others) {
    function plain(values) {
      return values
        .join("\n\n")
        .replace(/[^\S\n]*(\r?\n|$)/g, "\n")
        .trim();
    }
    return plain(some) === plain(others);
  };

  // Whether the page itself shows that the person has to decide about a question.
  paper.isToDecide = function (number) {
    const question = document.getElementById("q" + number);
    return Boolean(question && question.hasAttribute("data-decide"));
  };

  paper.say = function (text, isWaiting, link) {
    state.textContent = text;
    state.classList.toggle("is-waiting", Boolean(isWaiting));
    if (link) {
      const anchor = document.createElement("a");
      anchor.href = link[1];
      anchor.textContent = link[0];
      anchor.addEventListener("click", function () {
        paper.isLeaving = true;
      });
      state.append(" ", anchor);
    }
  };

  paper.tell = function (number, text, isWaiting) {
    const line = form.querySelector('[data-saved="' + number + '"]');
    if (line && line.textContent !== text) {
      line.textContent = text;
    }
    if (line) {
      line.classList.toggle("is-waiting", Boolean(isWaiting));
    }
  };

  paper.count = function (number) {
    return form.dataset.one || " " + number + " 题";
  };

  function named(numbers) {
    return form.dataset.one || "第 " + numbers.join("、") + " 题";
  }

  // Say how all of it stands, once nothing is on its way.
  paper.settle = function (conflicts, faults, savedAt) {
    if (conflicts.length) {
      paper.say(named(conflicts) + "在另一个页面上改过，没有覆盖。请按“保存”核对。", true);
    } else if (faults.length) {
      paper.say(named(faults) + "没有保存，其余已保存。", true);
    } else if (savedAt) {
      paper.say("已保存 " + savedAt, false);
    }
  };

  // Say that the server does not answer, and where the answers are meanwhile.
  paper.complain = function (number, isKept, isOver, wish) {
    if (isOver) {
      paper.say("时间已到，网络恢复后上传。服务器按时交卷，已保存的答案都算。", true);
      return;
    }
    const what = number ? "待上传" + paper.count(number) + "，正在重试。" : "连不上服务器，正在重试。";
    const where = isKept ? "答案已留在这台设备上。" : "请先不要关闭页面。";
    paper.say(what + where + (wish.indexOf("submit") === 0 ? "连上以后自动交卷。" : ""), true);
  };

  // The whole form goes, as if its button had been pressed now.
  paper.hand = function (wish) {
    let button = form.querySelector("input[name=do]");
    if (!button) {
      button = document.createElement("input");
      button.type = "hidden";
      button.name = "do";
      form.append(button);
    }
    button.value = wish;
    paper.isLeaving = true;
    form.submit();
  };

  // The way back out of the browser's memory: the page is here again, and nothing was handed over.
  window.addEventListener("pageshow", function (event) {
    const button = form.querySelector("input[name=do]");
    if (event.persisted) {
      paper.isLeaving = false;
      if (button) {
        button.remove();
      }
    }
  });

  // Another device has the paper: the only button left takes it back, with all that stands here.
  paper.offerTheSeat = function () {
    form.querySelectorAll(".savebar button").forEach(function (button, place) {
      button.hidden = place > 0;
      button.value = "take_seat";
      button.textContent = "在这台设备上继续";
    });
  };

  paper.close = function () {
    form.querySelectorAll("fieldset").forEach(function (question) {
      question.disabled = true;
    });
  };

  window.paper = paper;
})();
