/**
 * Loads the page again where the app's own code did not come: a change of the machine's network ends every request under way, and a page
 * whose first script is missing can do nothing about it. Loaded beside that script, and short, so that it is seldom what is missing.
 */
(() => {
  const KEY = 'banyan.again';
  const MOST = 5;
  const root = () => document.getElementById('root') ?? document.body;
  const look = () => {
    if (document.documentElement.dataset.code === 'here') {
      sessionStorage.removeItem(KEY);
      return;
    }
    const tries = Number(sessionStorage.getItem(KEY) ?? 0);
    if (tries >= MOST) {
      sessionStorage.removeItem(KEY);
      root().append('Banyan could not be loaded. Look whether it runs, and reload this page.');
      return;
    }
    sessionStorage.setItem(KEY, String(tries + 1));
    setTimeout(() => location.reload(), 250 * 2 ** tries);
  };
  // By then every script of the page has run, or did not come.
  if (document.readyState === 'complete') look();
  else addEventListener('load', look);
})();
