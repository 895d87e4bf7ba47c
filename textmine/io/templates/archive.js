"use strict";
// Finds bodies and findings by name, with or without accents, and opens what a link leads to.
(() => {
  const plain = (text) =>
    text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  const items = [...document.querySelectorAll("[data-name]")].map((element) => [
    element, plain(element.dataset.name),
  ]);
  const search = document.getElementById("search");
  const nothing = document.getElementById("nothing");
  const filter = () => {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [element, name] of items) {
      const fits = words.every((word) => name.includes(word));
      element.hidden = !fits;
      shown += fits;
    }
    nothing.hidden = shown > 0;
  };
  search.addEventListener("input", filter);
  const open = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    target.hidden = false;
    if (target.tagName === "DETAILS") target.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", open);
  open();
  filter();
})();
