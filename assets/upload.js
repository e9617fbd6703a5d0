/* A file that is too large is told at once: the upload component drops it without a word. */
(function () {
  function check(event, files) {
    const box = event.target.closest && event.target.closest(".upload");
    if (!box || !files) return;
    const alert = box.querySelector("[role=alert]");
    const large = [...files].some((file) => file.size > Number(box.dataset.most));
    alert.hidden = !large;
    alert.textContent = large ? box.dataset.words : "";
  }
  document.addEventListener("change", (event) => check(event, event.target.files), true);
  document.addEventListener("drop", (event) => check(event, event.dataTransfer && event.dataTransfer.files), true);
})();
