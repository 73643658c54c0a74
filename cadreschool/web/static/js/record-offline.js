// Lets the empty form of a practice record open without a network: keeps it, and the files it needs, for its owner.
// Knows form[data-record] on the page of a new record; record-worker.js answers from what is kept here. What somebody
// leaves behind is put away by leaving.js. Without this file the form needs the network to open.
(function () {
  "use strict";

  const form = document.querySelector("form[data-worker]");
  if (!form || !window.caches || !navigator.serviceWorker || location.pathname !== form.dataset.new) {
    return;
  }
  const NAME = "cadreschool-record:" + form.dataset.record;

  function files() {
    const found = [];
    document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], svg use").forEach(function (one) {
      const name = one.href && one.href.baseVal !== undefined ? one.href.baseVal : one.href || one.src;
      const address = new URL(name, location.href);
      address.hash = "";
      if (found.indexOf(address.href) < 0) {
        found.push(address.href);
      }
    });
    return found;
  }

  function put(cache, address) {
    return fetch(address, { credentials: "same-origin" }).then(function (answer) {
      if (answer.ok && !answer.redirected) {
        return cache.put(address, answer);
      }
      return undefined;
    });
  }

  function keep(cache) {
    const page = new URL(form.dataset.new, location.href).href;
    const wanted = files();
    return Promise.all(
      wanted.map(function (address) {
        return cache.match(address).then(function (known) {
          return known ? undefined : put(cache, address);
        });
      })
    )
      .then(function () {
        return put(cache, page);
      })
      .then(function () {
        return cache.keys();
      })
      .then(function (kept) {
        return Promise.all(
          kept.map(function (one) {
            return one.url === page || wanted.indexOf(one.url) >= 0 ? undefined : cache.delete(one);
          })
        );
      });
  }

  window.addEventListener("load", function () {
    navigator.serviceWorker
      .register(form.dataset.worker)
      .then(function () {
        return window.caches.open(NAME);
      })
      .then(keep)
      .then(function () {
        form.setAttribute("data-kept", "");
      })
      .catch(function () {
        // Without a network, or where the browser forbids it: the next time.
      });
  });
})();
