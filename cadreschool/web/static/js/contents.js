// Marks in the list of contents which section is being read.
// Knows .toc and the headings it leads to; stores and sends nothing. Without this file nothing is marked.
(function () {
  "use strict";

  const links = Array.prototype.slice.call(document.querySelectorAll('.toc a[href^="#"]'));
  const EDGE = 0.3; // a section is being read once its heading has come this far up the window

  function headingOf(link) {
    return document.getElementById(decodeURIComponent(link.hash.slice(1)));
  }

  function mark() {
    let current = "";
    links.forEach(function (link) {
      const heading = headingOf(link);
      if (heading && heading.getBoundingClientRect().top < window.innerHeight * EDGE) {
        current = link.hash;
      }
    });
    links.forEach(function (link) {
      if (link.hash === current) {
        link.setAttribute("aria-current", "location");
      } else {
        link.removeAttribute("aria-current");
      }
    });
  }

  if (window.IntersectionObserver) {
    const crossing = new IntersectionObserver(mark, { rootMargin: "0px 0px -" + (1 - EDGE) * 100 + "% 0px" });
    links.map(headingOf).filter(Boolean).forEach(function (heading) {
      crossing.observe(heading);
    });
  }
})();
