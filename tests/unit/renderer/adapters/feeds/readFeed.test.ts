import { describe, expect, it } from 'vitest';
import { readDate } from '@adapters/feeds/readDate.ts';
import { readFeed, readFeedList } from '@adapters/feeds/readFeed.ts';
import type { WebFeed } from '@ports/webFeedReader.ts';

const AT = 'https://blog.example/feed.xml';
const feedOf = (text: string): WebFeed => {
  const read = readFeed(text, AT);
  if (read.found !== 'feed') throw new Error(`not a feed: ${JSON.stringify(read)}`);
  return read.feed;
};
const rss = (items: string, head = '<title>Blog</title>') =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>${head}${items}</channel></rss>`;

describe('reading feeds', () => {
  it('WFD-2 reads RSS 2.0 with what it says in more than one way', () => {
    const feed = feedOf(
      rss(
        `<item><title>One &amp; two</title><link>/one</link><guid isPermaLink="false">x1</guid>
         <pubDate>Sat, 07 Sep 2024 10:00:00 GMT</pubDate><description>short</description>
         <content:encoded><![CDATA[<p>Long <b>text</b></p>]]></content:encoded>
         <enclosure url="/one.mp3" type="audio/mpeg" length="1234"/></item>
         <item><title>Two</title><guid>https://blog.example/two</guid></item><item><description>bare</description></item>`,
        '<title>Blog</title><link>https://blog.example/</link><description>About</description>',
      ),
    );
    expect(feed).toMatchObject({ name: 'Blog', description: 'About', site: 'https://blog.example/' });
    expect(feed.entries[0]).toEqual({
      id: 'x1',
      link: 'https://blog.example/one',
      title: 'One & two',
      content: '<p>Long <b>text</b></p>',
      form: 'html',
      base: 'https://blog.example/one',
      at: Date.UTC(2024, 8, 7, 10),
      author: '',
      files: [{ url: 'https://blog.example/one.mp3', type: 'audio/mpeg', size: 1234 }],
    });
    expect(feed.entries[1]).toMatchObject({ link: 'https://blog.example/two', at: null });
    expect(feed.entries[2]).toMatchObject({ id: '', link: null, title: '', content: 'bare' });
  });

  it('WFD-2 reads Atom, whatever form its text has, against its own base', () => {
    const feed = feedOf(`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/b/"><title>A</title>
      <link rel="self" href="x.atom"/><link href="home"/>
      <entry><id>urn:1</id><title type="html">&lt;i&gt;T&lt;/i&gt;</title><updated>2024-09-07T10:00:00Z</updated>
        <link rel="enclosure" href="a.ogg" type="audio/ogg" length="7"/><link href="1"/>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>X</p></div></content></entry>
      <entry><id>urn:2</id><title>Two</title><published>2024-01-01T00:00:00Z</published><updated>2025-01-01T00:00:00Z</updated>
        <summary type="text">a &lt; b</summary></entry></feed>`);
    expect(feed.site).toBe('https://a.example/b/home');
    expect(feed.entries[0]).toMatchObject({
      id: 'urn:1',
      link: 'https://a.example/b/1',
      form: 'html',
      files: [{ url: 'https://a.example/b/a.ogg', size: 7 }],
    });
    expect(feed.entries[0]?.content).toContain('<p>X</p>');
    expect(feed.entries[1]).toMatchObject({ content: 'a < b', form: 'text', at: Date.UTC(2024, 0, 1) });
  });

  it('WFD-2 reads RSS 1.0 and JSON Feed', () => {
    const rdf =
      feedOf(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://r.example/"><title>R</title><link>https://r.example/</link></channel>
      <item rdf:about="https://r.example/1"><title>One</title><link>https://r.example/1</link><dc:date>2024-09-07</dc:date></item></rdf:RDF>`);
    expect(rdf).toMatchObject({ name: 'R', entries: [{ link: 'https://r.example/1', at: Date.UTC(2024, 8, 7) }] });
    const json = feedOf(
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'J',
        items: [{ id: '1', url: 'https://j.example/1', content_text: 'plain', date_published: '2024-09-07T00:00:00Z' }],
      }),
    );
    expect(json).toMatchObject({ name: 'J', entries: [{ id: '1', content: 'plain', form: 'text' }] });
  });

  it('WFD-1 defines no entities and fetches no definition, whoever asks', () => {
    const bomb = `<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${rss('<item><title>&b;</title></item>')}`;
    const outside = `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>${rss('<item><title>&x;</title></item>')}`;
    const hidden = `<!-- a --> <?pi?><!DOCTYPE rss SYSTEM "a" [<!ENTITY % p "b">]>${rss('')}`;
    for (const text of [bomb, outside, hidden])
      expect(readFeed(text, AT)).toEqual({ found: 'nothing', why: 'refused' });
    const named = `<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1/rss.dtd">${rss('<item><title>&x;</title></item>').slice(21)}`;
    expect(feedOf(named).entries[0]?.title).toBe('&x;');
    // Within an entry it is nothing but text.
    const quoted = rss('<item><description><![CDATA[<!DOCTYPE html [<!ENTITY a "b">]> &a;]]></description></item>');
    expect(feedOf(quoted).entries[0]?.content).toContain('&a;');
  });

  it('WFD-1 answers nonsense with nothing, in time', () => {
    const deep = `<rss><channel>${'<a>'.repeat(200_000)}`;
    const texts = [
      '',
      ' ',
      'hello',
      '{',
      '[]',
      '{"a":1}',
      '<rss',
      '<a><b></a>',
      '\u0000\u0001',
      '<!--',
      '<!DOCTYPE',
      deep,
      '<?xml',
    ];
    for (const text of texts)
      expect([text.slice(0, 20), readFeed(text, AT).found]).toEqual([text.slice(0, 20), 'nothing']);
    const poisoned = `{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"1","__proto__":{"polluted":1}}],"__proto__":{"polluted":1}}`;
    readFeed(poisoned, AT);
    readFeed(rss('<__proto__><polluted>1</polluted></__proto__><constructor><prototype/></constructor>'), AT);
    expect({}).not.toHaveProperty('polluted');
    const many = readFeed(rss('<item><title>a</title></item>'.repeat(50_000)), AT);
    expect(many.found === 'feed' && many.feed.entries.length).toBe(1000);
  });

  it('WFD-1 takes what is broken at its end for nothing', () => {
    const cut = rss('<item><title>a</title></item><item><title>b').replace('</title></channel></rss>', '');
    expect(readFeed(cut, AT).found).toBe('nothing');
  });

  it('WFD-3 finds the feeds a page names, and nothing that is no address of the web', () => {
    const page = `<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/a?x=1&amp;y=2">
      <link href='b.json' type='application/feed+json' rel='alternate nofollow'><link rel=alternate type=application/atom+xml href=javascript:alert(1)>
      <link rel="stylesheet" type="application/rss+xml" href="/no"></head></html>`;
    expect(readFeed(page, 'https://blog.example/x/')).toEqual({
      found: 'page',
      feeds: ['https://blog.example/a?x=1&y=2', 'https://blog.example/x/b.json'],
    });
  });

  it('WFD-4 reads dates as they are written in the world', () => {
    const at = Date.UTC(2024, 8, 7, 8);
    for (const text of [
      'Sat, 07 Sep 2024 08:00:00 GMT',
      '2024-09-07T10:00:00+02:00',
      'Sam, 07 Sep 2024 10:00:00 CEST',
      '7 Sep 2024 08:00:00',
      '2024-09-07T08:00:00',
      '2024-09-07 08:00',
    ])
      expect([text, readDate(text)]).toEqual([text, at]);
    for (const text of [undefined, '', 'yesterday', '-1', '0000-00-00', '9'.repeat(400), '1969-12-31'])
      expect(readDate(text)).toBeNull();
  });

  it('WFD-9 reads lists of feeds, folders and all, each feed once', () => {
    const list = `<opml version="2.0"><body><outline text="News"><outline type="rss" text="A" xmlUrl="https://a.example/f"/>
      <outline text="again" xmlUrl="https://a.example/f"/></outline><outline text="B" title="Bee" xmlUrl="http://b.example/"/>
      <outline text="bad" xmlUrl="file:///etc/passwd"/></body></opml>`;
    expect(readFeedList(list).toSorted((one, other) => one.url.localeCompare(other.url))).toEqual([
      { url: 'http://b.example/', name: 'Bee' },
      { url: 'https://a.example/f', name: 'A' },
    ]);
    for (const text of ['', '<opml>', rss(''), '<!DOCTYPE opml [<!ENTITY a "b">]><opml/>'])
      expect(readFeedList(text)).toEqual([]);
  });
});
