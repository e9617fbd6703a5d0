// Dash tells its store of every component that it draws, and the store then asks every component on the page: two thousand of
// them make millions of questions. Where the store keeps nothing of a component the answer is the same, so nobody is asked.
(function () {
  let store;

  function kept(path) {
    const place = path.join(",");
    return Object.keys(store.getState().layoutHashes).some((key) => key.startsWith(place));
  }

  Object.defineProperty(window, "store", {
    configurable: true,
    get: () => store,
    set(made) {
      const dispatch = made.dispatch;
      store = made;
      made.dispatch = (action) =>
        action.type === "RESET_COMPONENT_STATE" && action.payload.itempath && !kept(action.payload.itempath)
          ? action
          : dispatch(action);
    },
  });
})();
