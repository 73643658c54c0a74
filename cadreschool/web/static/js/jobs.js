// Renews the list of jobs while something is under way: fetches the page again and takes the list over.
// Stops when nothing is under way any more, and rests while the page is hidden or somebody is at one of
// its buttons. Without this file the page offers a link to load it again.
(function () {
  "use strict";

  const PAUSE = 3000;
  const LONGEST = 30000;
  let wait = PAUSE;

  function region(page) {
    return page.getElementById("jobs");
  }

  function isLive() {
    const here = region(document);
    return Boolean(here && here.hasAttribute("data-live"));
  }

  function later() {
    if (isLive()) {
      window.setTimeout(renew, wait);
    }
  }

  async function renew() {
    const here = region(document);
    if (document.hidden || here.contains(document.activeElement)) {
      later();
      return;
    }
    try {
      const response = await fetch(location.href, { credentials: "same-origin" });
      if (response.redirected || !response.ok) {
        throw new Error(String(response.status));
      }
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const next = region(page);
      if (next && !here.contains(document.activeElement)) {
        here.replaceWith(document.adoptNode(next));
      }
      wait = PAUSE;
    } catch {
      wait = Math.min(wait * 2, LONGEST);
    }
    later();
  }

  later();
})();
