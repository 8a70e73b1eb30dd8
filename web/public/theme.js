// Runs before the first paint: the chosen theme and density stand before anything is drawn.
// Its own file, because the content policy allows no inline script.
(function () {
  try {
    var root = document.documentElement;
    var theme = localStorage.getItem('dashkeep.theme');
    var density = localStorage.getItem('dashkeep.density');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    if (density === 'compact' || density === 'roomy') root.dataset.density = density;
  } catch {
    // Storage is closed: the system's theme and the usual density stand.
  }
})();
