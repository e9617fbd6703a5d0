// A button marked data-print prints the page: print.css leaves the content alone.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
