import { createHash } from 'node:crypto';

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { display: grid; min-block-size: 100svh; margin: 0; place-items: center; background: light-dark(#f6f7f6, #151816); color: light-dark(#1b211d, #e8ece9); }
main { max-inline-size: 34rem; padding: 2rem; }
h1 { margin: 0 0 1rem; font-size: 1.375rem; line-height: 1.3; }
p { margin: 0 0 .75rem; color: light-dark(#4c554f, #aab4ad); }
`;

/** What of the content security policy lets the help page's own style in, and nothing else. */
export const HELP_STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** What a browser sees that has no key: plain words, nothing about this host. */
export const HELP_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Banyan</title>
<style>${STYLE}</style>
<main>
<h1>Banyan is running, but this page has no key to it</h1>
<p>Banyan makes a new key each time it starts, so that no other program or web page can use it in your name.</p>
<p>Open Banyan again with the address it printed when it started, or start it again: it will show its address.</p>
</main>
</html>
`;
