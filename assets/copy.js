// A button that copies the text of the field it names, and says for a moment that it has.
(function () {
  const SHOWN = 2000;

  async function copy(field) {
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // Without https a browser has no clipboard but the old way.
      field.select();
      document.execCommand("copy");
    }
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copies]");
    const field = button && document.getElementById(button.dataset.copies);
    if (!field) return;
    await copy(field);
    const label = button.textContent;
    if (label === button.dataset.copied) return;
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = label), SHOWN);
  });
})();
