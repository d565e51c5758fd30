// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { readFeed } from '@adapters/feeds/readFeed.ts';
import type { Block } from '@domain/article/document.ts';
import { type Site, type SitePost, postPlace, siteFiles } from '@domain/site/pages.ts';
import { zipFiles } from '@domain/archive/zipFiles.ts';
import { readWholeEntry } from '../../../../../src/main/services/packages/entryContent.ts';
import { readZipIndex } from '../../../../../src/main/services/packages/zipIndex.ts';
import { fakeBlobId, fakeEventId, fakeSpaceId } from '../../../../support/web/fakeIds.ts';

const EVIL = `"><script>alert(1)</script>' onerror="x" \u0000\u0008&amp;`;
const picture = fakeBlobId('picture');
const file = { blob: picture, size: 3, name: EVIL, mime: 'image/webp', picture: null };
const [first, second] = [fakeEventId('first'), fakeEventId('second')];

const blocks: readonly Block[] = [
  { block: 'heading', level: 2, spans: [{ text: EVIL }] },
  { block: 'paragraph', spans: [{ text: EVIL, bold: true, link: `https://a.example/"onclick="x` }, { text: 'plain' }] },
  { block: 'quote', paragraphs: [[{ text: EVIL }]] },
  {
    block: 'list',
    ordered: true,
    items: [
      { level: 0, spans: [{ text: 'a' }] },
      { level: 1, spans: [{ text: EVIL }] },
    ],
  },
  { block: 'code', language: 'ts', text: EVIL },
  { block: 'table', header: true, rows: [[[{ text: EVIL }]], [[{ text: 'b' }]]] },
  { block: 'rule' },
  { block: 'picture', file, caption: EVIL, description: EVIL },
  { block: 'picture', file: { ...file, blob: fakeBlobId('absent') }, caption: 'gone', description: '' },
  { block: 'payment', code: EVIL, label: EVIL },
  {
    ...{ block: 'product', picture: file, name: EVIL, amount: EVIL.slice(0, 32), unit: '', words: EVIL },
    opens: { what: 'payment', code: EVIL },
  },
  { block: 'product', picture: null, name: 'A loaf', amount: '4.50', unit: 'EUR', words: '', opens: null },
  { block: 'post', channel: fakeSpaceId('c'), post: second, title: EVIL },
];
const posts: readonly SitePost[] = [
  { id: first, at: Date.UTC(2026, 1, 2), editedAt: Date.UTC(2026, 1, 3), title: EVIL, summary: EVIL, blocks },
  {
    ...{ id: second, at: Date.UTC(2026, 1, 1), editedAt: null, title: '', summary: '' },
    blocks: [{ block: 'paragraph', spans: [{ text: 'Only words' }] }],
  },
];
const site = (address = ''): Site => ({
  channel: { name: EVIL, description: EVIL, link: 'banyan://channel#abc', address },
  posts,
  words: { language: 'ar', direction: 'rtl', follow: EVIL, feed: 'Feed', back: 'All', date: () => EVIL },
  picture: (blob) => (blob === picture ? 'pictures/a.webp' : null),
});

const fileOf = (files: ReadonlyMap<string, string>, path: string): string => {
  const text = files.get(path);
  if (text === undefined) throw new Error(`no ${path}`);
  return text;
};

describe('the website of a channel', () => {
  it('ART-9 SIT-2 shows a product with its price in words, and no button', () => {
    const page = fileOf(siteFiles(site()), postPlace(first));
    expect(page).toContain('<strong>A loaf</strong><br>4.50 EUR</p>');
    expect(page).not.toContain('<button');
  });

  it('SIT-2 holds nothing that runs, whatever an article says', () => {
    const files = siteFiles(site());
    expect([...files.keys()]).toEqual([
      'index.html',
      postPlace(first),
      postPlace(second),
      'style.css',
      'feed.xml',
      'feed.json',
    ]);
    for (const [path, text] of files) {
      if (!path.endsWith('.html')) continue;
      expect(text).toContain('default-src &#39;none&#39;');
      const page = new DOMParser().parseFromString(text, 'text/html');
      const attributes = [...page.querySelectorAll('*')].flatMap((element) => element.getAttributeNames());
      expect(page.querySelectorAll('script, style, iframe, object, embed, form, base')).toHaveLength(0);
      expect(attributes.filter((name) => name.startsWith('on') || name === 'style')).toEqual([]);
      expect(page.body.textContent).toContain('<script>alert(1)</script>');
      for (const link of page.querySelectorAll('a'))
        expect(link.getAttribute('href')).toMatch(/^(?:https:|mailto:|banyan:|\.\.\/|posts\/|feed\.xml)/u);
    }
    const page = fileOf(files, postPlace(first));
    expect(page).toContain('<html lang="ar" dir="rtl">');
    expect(page).toContain('src="../pictures/a.webp"');
    expect(page).toContain('<figure><figcaption dir="auto">gone</figcaption></figure>');
    expect(page).toContain(`href="../${postPlace(second)}"`);
    expect(page).toContain('<ol><li dir="auto">a<ol><li dir="auto">');
  });

  it('SIT-3 has feeds that a reader of feeds understands', () => {
    const files = siteFiles(site('https://club.example/news/'));
    for (const path of ['feed.xml', 'feed.json']) {
      const read = readFeed(fileOf(files, path), `https://club.example/news/${path}`);
      if (read.found !== 'feed') throw new Error(`${path} is no feed`);
      const [newest, oldest] = read.feed.entries;
      expect(newest).toMatchObject({
        id: `urn:banyan:${first}`,
        link: `https://club.example/news/${postPlace(first)}`,
        at: Date.UTC(2026, 1, 2),
        form: 'html',
      });
      expect(newest?.content).toContain('https://club.example/news/pictures/a.webp');
      expect(oldest?.content).toContain('Only words');
    }
    const loose = readFeed(fileOf(siteFiles(site()), 'feed.xml'), 'https://elsewhere.example/x/feed.xml');
    expect(loose.found === 'feed' && loose.feed.entries[0]?.link).toBe(
      `https://elsewhere.example/x/${postPlace(first)}`,
    );
  });

  it('SIT-4 is an archive that unpacks to just what went in', async () => {
    const files = new Map([
      ['index.html', new TextEncoder().encode('<p>سلام')],
      ['pictures/a.webp', Uint8Array.from({ length: 100_000 }, (_, index) => index % 251)],
      ['empty', new Uint8Array()],
    ]);
    const index = readZipIndex(zipFiles(files));
    if (!index.ok) throw new Error('not an archive');
    expect(index.value.map(({ path }) => path)).toEqual([...files.keys()]);
    for (const entry of index.value) {
      const unpacked = await readWholeEntry(entry, 1_000_000);
      expect([entry.path, Buffer.from(unpacked ?? []).equals(files.get(entry.path) ?? Buffer.of(0))]).toEqual([
        entry.path,
        true,
      ]);
    }
  });
});
