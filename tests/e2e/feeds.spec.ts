/** Feeds of the web: followed, read, fetched again, and hostile ones. */
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { readWholeEntry } from '../../src/main/services/packages/entryContent.ts';
import { readZipIndex } from '../../src/main/services/packages/zipIndex.ts';
import { leadsTo, says, startWebServer, type WebServer } from '../support/node/webServer.ts';
import { expectAccessible } from './support/axe.ts';
import { openChannel, post } from './support/channelStory.ts';
import { find } from './support/discoverActs.ts';
import { expect, test } from './support/people.ts';
import type { Person } from './support/person.ts';

let web: WebServer;
test.beforeEach(async () => {
  web = await startWebServer();
});
test.afterEach(() => web.close());

const LOCAL = { hostArguments: ['--local-feeds'] };
const DAY = 86_400_000;

interface Item {
  readonly title: string;
  readonly html: string;
  readonly at: number;
}

function rss(...items: readonly Item[]): string {
  const written = items.map(
    ({ title, html, at }) =>
      `<item><title>${title}</title><link>https://blog.example/${encodeURIComponent(title)}</link>
      <pubDate>${new Date(at).toUTCString()}</pubDate><description><![CDATA[${html}]]></description></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour news</title>
    <link>https://blog.example/</link><description>What comes in</description>${written.join('')}</channel></rss>`;
}

const FIRST: Item = {
  title: 'Ferry at seven',
  html: '<h2>When</h2><p>It leaves at <b>seven</b>.</p><script>document.title = "owned"</script><img src="https://pixel.example/p.png" alt="A pier" onerror="document.title = \'owned\'">',
  at: Date.now() - DAY,
};

async function ask(person: Person, address: string) {
  const { page } = person;
  await person.go('channels');
  await page.getByRole('button', { name: 'Follow by link or code' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Follow a channel' });
  await dialog.getByLabel('Link of a channel, or address of a website').fill(address);
  await dialog.getByRole('button', { name: 'Next' }).click();
  return dialog;
}

async function follow(person: Person, address: string, name: string): Promise<void> {
  const dialog = await ask(person, address);
  await expect(dialog.getByRole('heading', { name })).toBeVisible();
  await dialog.getByRole('button', { name: 'Follow', exact: true }).click();
  await expect(person.page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

test('WFD-6 SRC-15 a site is followed by its address, read, found, fetched again, and left', async ({ people }) => {
  web.routes.set('/', says(`<!doctype html><link rel="alternate" type="application/rss+xml" href="/feed">Hello`));
  web.routes.set('/feed', says(rss(FIRST), { etag: '"1"' }));
  const alice = await people.start('Alice', LOCAL);
  const { page } = alice;
  // Where HTML is read nothing runs; the browser says what it kept from running.
  alice.expectComplaint(/Executing inline event handler/);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).host));
  await follow(alice, `${web.origin}/`, 'Harbour news');
  const card = page.getByRole('article', { name: 'Ferry at seven' });
  await expect(card).toBeVisible();
  await expect(card.getByRole('button', { name: 'React' })).toHaveCount(0);
  await expectAccessible(page, 'posts of a feed');

  await card.getByRole('link', { name: 'Ferry at seven' }).click();
  await expect(page.getByRole('heading', { name: 'When', level: 2 })).toBeVisible();
  await expect(page.getByText('It leaves at seven.')).toBeVisible();
  await expect(page.getByRole('link', { name: '🖼 A pier' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'blog.example', exact: true })).toBeVisible();
  expect(asked).not.toContain('pixel.example');
  expect(await page.title()).not.toBe('owned');
  await expectAccessible(page, 'an entry of a feed');

  // Found by its title and by what it says, and opened from there.
  await find(page, 'ferry', { kind: 'Channel posts', text: 'Ferry at seven' });
  const row = await find(page, 'leaves seven', { kind: 'Channel posts', text: 'Ferry at seven' });
  await row.getByRole('link').click();
  await expect(page.getByText('It leaves at seven.')).toBeVisible();
  await page.getByRole('link', { name: 'Harbour news' }).last().click();

  const second = { title: 'Ferry is late', html: '<p>At eight.</p>', at: Date.now() };
  web.routes.set('/feed', (response, request) => {
    expect(request.headers['if-none-match']).toBe('"1"');
    says(rss(second, FIRST))(response);
  });
  await page.getByRole('button', { name: 'Fetch now' }).click();
  await expect(
    page
      .getByRole('button', { name: /new|Show/ })
      .or(page.getByRole('article', { name: 'Ferry is late' }))
      .first(),
  ).toBeVisible();
  await alice.go('channels/all');
  await expect(page.getByRole('article', { name: 'Ferry is late' })).toBeVisible();

  web.routes.set('/feed', (response) => void response.writeHead(410).end());
  await page
    .getByRole('link', { name: /Harbour news/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Fetch now' }).click();
  await expect(page.getByText(/There is nothing at this address any more.*Next try:/)).toBeVisible();
  await expect(page.getByRole('article', { name: 'Ferry is late' })).toBeVisible();

  await page.reload();
  await expect(page.getByRole('article', { name: 'Ferry is late' })).toBeVisible();
  await page.getByRole('button', { name: 'More' }).last().click();
  await page.getByRole('menuitem', { name: 'Stop following' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stop following' }).click();
  await expect(page.getByRole('link', { name: /Harbour news/ })).toHaveCount(0);
});

const bomb = (inside: string) => `<?xml version="1.0"?><!DOCTYPE rss [${inside}]>${rss(FIRST).slice(21)}`;

test('WFD-1 hostile feeds are told in plain words, and nothing of them is shown', async ({ people }) => {
  web.routes.set('/bomb', says(bomb('<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">')));
  web.routes.set('/file', says(bomb('<!ENTITY x SYSTEM "file:///etc/passwd">')));
  web.routes.set('/gzip', says(gzipSync(Buffer.alloc(50 * 1024 * 1024)), { 'content-encoding': 'gzip' }));
  web.routes.set('/large', says(Buffer.alloc(50 * 1024 * 1024, 0x20)));
  web.routes.set('/round', leadsTo('/round'));
  web.routes.set('/inside', leadsTo('http://10.0.0.1/feed'));
  web.routes.set('/broken', says(rss(FIRST).slice(0, 150)));
  web.routes.set('/page', says('<!doctype html><title>Nothing</title><p>No feed here'));
  web.routes.set('/shut', (response) => void response.writeHead(403).end());
  const alice = await people.start('Alice', LOCAL);
  const { page } = alice;
  const expected: readonly (readonly [string, RegExp])[] = [
    ['/bomb', /definitions that could be used to attack/],
    ['/file', /definitions that could be used to attack/],
    ['/gzip', /larger than 10 MB/],
    ['/large', /larger than 10 MB/],
    ['/round', /cannot be reached/],
    ['/inside', /private network/],
    ['/broken', /There is no feed at this address/],
    ['/page', /There is no feed at this address/],
    ['/shut', /does not let everybody read/],
    ['/none', /nothing at this address/],
  ];
  for (const [path, words] of expected) {
    const dialog = await ask(alice, `${web.origin}${path}`);
    await expect(dialog.getByRole('alert').getByText(words)).toBeVisible();
    await dialog.getByRole('button', { name: 'Close' }).click();
  }
  const cyrillic = Buffer.concat([
    Buffer.from('<?xml version="1.0" encoding="windows-1251"?><rss version="2.0"><channel><title>'),
    Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]),
    Buffer.from('</title><item><title>a</title></item></channel></rss>'),
  ]);
  web.routes.set('/cyrillic', says(cyrillic, { 'content-type': 'text/xml; charset=utf-8' }));
  await follow(alice, `${web.origin}/cyrillic`, 'Привет');
  expect(await page.title()).not.toBe('owned');
});

test('FIL-12 WFD-10 articles beyond the room they are given go, the oldest first, and come again when they are opened', async ({
  people,
}) => {
  const paragraph = `<p>${'Tide and weather of the day. '.repeat(80)}</p>`;
  const entries = Array.from({ length: 100 }, (_, index): Item => {
    const html = `<p>Report number ${index}.</p>${paragraph.repeat(25)}`;
    return { title: `Report ${index}`, html, at: Date.now() - index * DAY };
  });
  let asked = 0;
  web.routes.set('/feed', (response) => {
    asked += 1;
    says(rss(...entries))(response);
  });
  const alice = await people.start('Alice', LOCAL);
  const { page } = alice;
  await follow(alice, `${web.origin}/feed`, 'Harbour news');
  await alice.go('settings/storage');
  await expect(page.getByText('Articles to read offline: 5.9 MB of at most 200 MB.')).toBeVisible();
  await page.getByLabel('Room for articles to read offline').selectOption({ label: '5 MB' });
  await expect(page.getByText('Articles to read offline: 5 MB of at most 5 MB.')).toBeVisible();
  await expectAccessible(page, 'storage with articles');

  const before = asked;
  await alice.go('channels/all');
  const newest = page.getByRole('article', { name: 'Report 0', exact: true });
  await newest.getByRole('link', { name: 'Report 0' }).click();
  await expect(page.getByText('Report number 0.')).toBeVisible();
  expect(asked).toBe(before);
  const oldest = await find(page, '"report 99"', { kind: 'Channel posts', text: 'Report 99' });
  await oldest.getByRole('link').click();
  await expect(page.getByText('Report number 99.')).toBeVisible();
  expect(asked).toBe(before + 1);
});

test('WFD-9 feeds come from another reader in a list, and leave in one', async ({ people }) => {
  web.routes.set('/feed', says(rss(FIRST)));
  const alice = await people.start('Alice', LOCAL);
  const { page } = alice;
  alice.expectComplaint(/Executing inline event handler/);
  await alice.go('channels');
  const list = `<opml version="2.0"><body><outline text="Folder"><outline text="Old name" xmlUrl="${web.origin}/feed"/></outline></body></opml>`;
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'More' }).first().click();
  await page.getByRole('menuitem', { name: 'Import feeds…' }).click();
  await (await chooser).setFiles([{ name: 'feeds.opml', mimeType: 'text/x-opml', buffer: Buffer.from(list) }]);
  await expect(page.getByText('1 feed added')).toBeVisible();
  await expect(page.getByRole('link', { name: /Harbour news.*Ferry at seven/ })).toBeVisible();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'More' }).first().click();
  await page.getByRole('menuitem', { name: 'Export feeds' }).click();
  const saved = await readFile(await (await saving).path(), 'utf8');
  expect(saved).toContain(`xmlUrl="${web.origin}/feed"`);
  expect(saved).toContain('text="Harbour news"');
});

test('SIT-1 a channel is saved as a website, whose pages show it and whose feed can be followed', async ({
  people,
}) => {
  const alice = await people.start('Alice', LOCAL);
  const { page } = alice;
  await openChannel(alice, 'Harbour club');
  await post(alice, 'We row at <six>');
  await page.getByRole('main').getByRole('button', { name: 'More', exact: true }).first().click();
  await page.getByRole('menuitem', { name: 'Settings of the channel' }).click();
  await page.getByLabel('Address the site will have').fill(`${web.origin}/club`);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as a website' }).click();
  const index = readZipIndex(new Uint8Array(await readFile(await (await saving).path())));
  await expect(page.getByRole('status').filter({ hasText: '1 post saved.' })).toBeVisible();
  await expectAccessible(page, 'a channel that was saved');
  if (!index.ok) throw new Error('the site is no archive');
  for (const entry of index.value) {
    const bytes = await readWholeEntry(entry, 10_000_000);
    const type = entry.path.endsWith('.html') ? 'text/html' : entry.path.endsWith('.css') ? 'text/css' : 'text/xml';
    web.routes.set(`/club/${entry.path}`, says(bytes ?? '', { 'content-type': type }));
  }

  // Anybody reads it in a browser, which asks for a small picture, too.
  web.routes.set('/favicon.ico', (response) => void response.writeHead(204).end());
  const visitor = await alice.context.newPage();
  await visitor.goto(`${web.origin}/club/index.html`);
  await expect(visitor.getByRole('heading', { name: 'Harbour club' })).toBeVisible();
  await expect(visitor.getByText('We row at <six>')).toBeVisible();
  await expectAccessible(visitor, 'a saved site, followed');
  await visitor.close();

  // And follows it, here with Banyan itself, from the page's address alone.
  await follow(alice, `${web.origin}/club/index.html`, 'Harbour club');
  await expect(page.getByRole('article').filter({ hasText: 'We row at <six>' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Fetch now' })).toBeVisible();
});
