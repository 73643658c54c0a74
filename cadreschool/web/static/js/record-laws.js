// Finds articles beside the form of a practice record and puts them into it. Knows [data-find] and [data-found].
// Without this file the same button posts the form, and the page comes back with what was found.
(function () {
  "use strict";

  const find = document.querySelector("[data-find]");
  const list = document.querySelector("[data-found]");
  const state = document.querySelector("[data-found-state]");
  const post = window.records && window.records.post;
  if (!find || !post) {
    return;
  }
  const form = find.form;
  const citations = form.elements.citations;

  function use(article) {
    citations.value = (citations.value + " " + article.label.replace(/[《》]/g, "")).trim();
    citations.dispatchEvent(new Event("input", { bubbles: true }));
    state.textContent = "写上了" + article.label + "。";
  }

  function show(found) {
    list.textContent = "";
    found.forEach(function (article) {
      const row = document.createElement("li");
      const name = document.createElement("strong");
      const gist = document.createElement("p");
      const button = document.createElement("button");
      row.className = "law-row";
      name.textContent = article.label;
      gist.className = "quiet";
      gist.textContent = article.gist;
      button.type = "button";
      button.className = "button";
      button.textContent = "用这一条";
      button.setAttribute("aria-label", "用这一条：" + article.label);
      button.addEventListener("click", function () {
        use(article);
      });
      row.append(name, gist, button);
      list.append(row);
    });
    state.textContent = found.length ? "找到 " + found.length + " 条。" : "没有找到，换几个字试试，或者直接写法名和条号。";
  }

  function ask() {
    const body = new FormData();
    body.append("law", form.elements.law.value);
    body.append("csrf_token", post.token());
    body.append("request_key", window.records.newKey());
    state.textContent = "正在找……";
    fetch(find.formAction, { method: "POST", body: body, credentials: "same-origin", headers: { Accept: "application/json" } })
      .then(function (answer) {
        return answer.ok ? answer.json() : Promise.reject(new Error(answer.status));
      })
      .then(function (told) {
        show(told.found);
      })
      .catch(function () {
        state.textContent = "连不上服务器。可以直接写法名和条号，如“工会法第22条”，送出时核对。";
      });
  }

  find.addEventListener("click", function (event) {
    event.preventDefault();
    ask();
  });
  form.elements.law.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      ask();
    }
  });
})();
