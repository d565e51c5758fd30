/** What a browser sees that has no key: plain words, nothing about this host. */
export const HELP_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Banyan</title>
<h1>Banyan is running, but this page has no key to it</h1>
<p>Banyan makes a new key each time it starts, so that no other program or web page can use it in your name.</p>
<p>Open Banyan again with the address it printed when it started, or start it again: it will show its address.</p>
</html>
`;
