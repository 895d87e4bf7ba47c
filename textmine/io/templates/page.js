(() => {
  "use strict";
  const pop = document.getElementById("pop");
  let pinned = null;

  const ids = (element) => (element.dataset.ids || "").split(" ").filter(Boolean);
  const marked = (target) => target instanceof Element ? target.closest("[data-ids]") : null;
  const line = (tag, cls, text) => {
    const element = document.createElement(tag);
    element.className = cls;
    element.textContent = text;
    return element;
  };

  const light = (wanted) => {
    for (const element of document.querySelectorAll(".text [data-ids], .chip")) {
      element.classList.toggle("on", ids(element).some((id) => wanted.includes(id)));
    }
  };

  const fill = (element) => {
    pop.replaceChildren();
    let facts = 0;
    for (const id of ids(element)) {
      const home = document.getElementById(id);
      if (!home) continue;
      if (home.matches("tr")) {
        const part = document.createElement("div");
        if (facts++) part.className = "more";
        part.append(line("p", "big", home.querySelector(".value").textContent));
        part.append(home.querySelector(".card").cloneNode(true));
        pop.append(part);
      } else {
        pop.append(line("p", "name", home.textContent.trim().replace(/\s+/g, " ")));
      }
    }
    return pop.childElementCount > 0;
  };

  const place = (element) => {
    const box = element.getClientRects()[0];
    if (!box) return;
    pop.style.maxHeight = "";
    const above = box.top - 16, below = innerHeight - box.bottom - 16;
    const under = pop.offsetHeight <= below || below >= above;
    pop.style.maxHeight = `${under ? below : above}px`;
    pop.style.left = `${Math.min(Math.max(8, box.left), innerWidth - pop.offsetWidth - 8)}px`;
    pop.style.top = `${under ? box.bottom + 8 : box.top - pop.offsetHeight - 8}px`;
  };

  const show = (element) => {
    const own = element.closest(".text") ? ids(element) : ids(element).slice(0, 1);
    light(own.slice(0, 1));
    if (!element.closest(".text") || !fill(element)) return;
    pop.hidden = false;
    place(element);
  };

  const hide = () => {
    pinned = null;
    pop.hidden = true;
    light([]);
  };

  document.addEventListener("mouseover", (event) => {
    if (pinned) return;
    const element = marked(event.target);
    if (element) show(element);
    else if (!pop.contains(event.target)) hide();
  });
  document.addEventListener("focusin", (event) => {
    const element = marked(event.target);
    if (element) show(element);
    else hide();
  });
  document.addEventListener("click", (event) => {
    const element = marked(event.target);
    if (element && element.closest(".text")) {
      event.preventDefault();
      if (pinned === element) return hide();
      pinned = null;
      show(element);
      pinned = element;
    } else if (!pop.contains(event.target)) {
      hide();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  addEventListener("scroll", () => { if (!pinned) pop.hidden = true; }, { passive: true });
  for (const finding of document.querySelectorAll(".finding")) {
    const all = () => light([...finding.querySelectorAll(".chip")].flatMap(ids));
    finding.addEventListener("mouseenter", all);
    finding.addEventListener("mouseleave", () => light([]));
  }
  addEventListener("beforeprint", hide);
})();
