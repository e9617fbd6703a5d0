// An attendance list by keyboard: a part of a name narrows the list, Enter ticks the first that is left and clears the field.
(function () {
  const search = (target) => target.closest?.("[data-ticks]");
  const rows = (box) => [...document.querySelectorAll(`#${CSS.escape(box.dataset.ticks)} .form-check`)];
  const name = (row) => row.textContent.trim();
  const ticked = (row) => row.querySelector("input").checked;

  function narrow(box) {
    const asked = box.querySelector("input").value.trim().toLocaleLowerCase("fi");
    const fits = (row) => asked.split(/\s+/).every((part) => name(row).toLocaleLowerCase("fi").includes(part));
    const all = rows(box);
    for (const row of all) {
      row.hidden = Boolean(asked) && !fits(row);
      row.classList.remove("next");
    }
    const next = asked ? all.find((row) => !row.hidden && !ticked(row)) || all.find((row) => !row.hidden) : null;
    if (next) next.classList.add("next");
    return next;
  }

  function tell(box, row) {
    const place = box.querySelector("[role=status]");
    const count = rows(box).filter(ticked).length;
    const words = row ? place.dataset.said.replace("{name}", name(row)) : place.dataset.nobody;
    place.textContent = words + " " + place.dataset.count.replace("{count}", count);
  }

  document.addEventListener("input", (event) => {
    const box = search(event.target);
    if (box) narrow(box);
  });

  document.addEventListener("keydown", (event) => {
    const box = event.key === "Enter" && search(event.target);
    if (!box) return;
    event.preventDefault();
    const row = narrow(box);
    if (row && !ticked(row)) row.querySelector("input").click();
    if (row) box.querySelector("input").value = "";
    narrow(box);
    tell(box, row);
  });
})();
