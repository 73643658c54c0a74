// Answers for the server when the form of a practice record is opened without a network, and for nothing else.
// Knows no person and keeps nothing: record-offline.js puts the form there for its owner, leaving.js takes it away.
(function () {
  "use strict";

  const FORM = new URL("new/", self.registration.scope);
  const PATIENCE = 6000;

  function soon(request) {
    return new Promise(function (resolve, reject) {
      self.setTimeout(reject, PATIENCE);
      fetch(request).then(resolve, reject);
    });
  }

  self.addEventListener("install", function () {
    self.skipWaiting();
  });

  self.addEventListener("activate", function (event) {
    event.waitUntil(self.clients.claim());
  });

  self.addEventListener("fetch", function (event) {
    const request = event.request;
    const address = new URL(request.url);
    if (request.method !== "GET" || address.origin !== FORM.origin) {
      return;
    }
    if (request.mode === "navigate") {
      if (address.pathname === FORM.pathname || /\/text\/$/.test(address.pathname)) {
        event.respondWith(
          soon(request).catch(function () {
            return self.caches.match(FORM.href).then(function (kept) {
              return kept || fetch(request);
            });
          })
        );
      }
    } else if (address.pathname.indexOf("/static/") >= 0) {
      event.respondWith(
        self.caches.match(request).then(function (kept) {
          return kept || fetch(request);
        })
      );
    }
  });
})();
