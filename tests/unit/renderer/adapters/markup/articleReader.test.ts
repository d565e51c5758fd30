// @vitest-environment jsdom
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { createArticleReader } from '@adapters/markup/createArticleReader.ts';
import { articleDocumentSchema } from '@domain/article/document.ts';
import type { ForeignBlock } from '@ports/articleReader.ts';
import { htmlAttacks } from '../../../../support/shared/htmlAttacks.ts';

const reader = createArticleReader();
const html = (text: string, base?: string) => reader.readHtml(text, base);
const paragraph = (text: string): ForeignBlock => ({ block: 'paragraph', spans: [{ text }] });
const ofText = (blocks: readonly ForeignBlock[]) => blocks.filter(({ block }) => block !== 'foreign-picture');

describe('HTML', () => {
  test('ART-6 becomes headings, paragraphs, quotes and rules', async () => {
    const blocks = await html(
      '<h1>One</h1><h4>Two</h4><p>A <b>bold</b>\n word</p><blockquote><p>said</p><p>so</p></blockquote><hr>',
    );
    expect(blocks).toEqual([
      { block: 'heading', level: 2, spans: [{ text: 'One' }] },
      { block: 'heading', level: 3, spans: [{ text: 'Two' }] },
      { block: 'paragraph', spans: [{ text: 'A ' }, { text: 'bold', bold: true }, { text: ' word' }] },
      { block: 'quote', paragraphs: [[{ text: 'said' }], [{ text: 'so' }]] },
      { block: 'rule' },
    ]);
  });

  test('ART-6 keeps how deep an entry of a list is', async () => {
    const blocks = await html('<ol><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ol>');
    expect(blocks).toEqual([
      {
        block: 'list',
        ordered: true,
        items: [
          { level: 0, spans: [{ text: 'a' }] },
          { level: 1, spans: [{ text: 'b' }] },
          { level: 2, spans: [{ text: 'c' }] },
          { level: 0, spans: [{ text: 'd' }] },
        ],
      },
    ]);
  });

  test('ART-6 makes lists of what a word processor writes as paragraphs, without its bullets', async () => {
    const entry = (level: number, marker: string, text: string) =>
      `<p class=MsoListParagraph style='margin-left:36pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>${marker}<span>&nbsp;&nbsp;</span></span></span><![endif]>${text}<o:p></o:p></p>`;
    const blocks = await html(`<p class=MsoNormal>Before</p>${entry(1, '1.', 'First')}${entry(2, 'a.', 'Inner')}`);
    expect(blocks).toEqual([
      paragraph('Before'),
      {
        block: 'list',
        ordered: true,
        items: [
          { level: 0, spans: [{ text: 'First' }] },
          { level: 1, spans: [{ text: 'Inner' }] },
        ],
      },
    ]);
  });

  test('ART-6 takes marks from style, and a bold tag that says it is not bold as not bold', async () => {
    const blocks = await html(
      '<b style="font-weight:normal"><p><span style="font-weight:700;font-style:italic">both</span> plain</p></b>',
    );
    expect(blocks).toEqual([
      { block: 'paragraph', spans: [{ text: 'both', bold: true, italic: true }, { text: ' plain' }] },
    ]);
  });

  test('ART-6 tells a table of figures from one that arranges a page', async () => {
    const table = await html('<table><tr><th>a</th><th>b</th></tr><tr><td>1<br>2</td></tr></table>');
    expect(table).toEqual([
      {
        block: 'table',
        header: true,
        rows: [
          [[{ text: 'a' }], [{ text: 'b' }]],
          [[{ text: '1\n2' }], []],
        ],
      },
    ]);
    expect(await html('<table><tr><td><p>x</p><p>y</p></td></tr></table>')).toEqual([paragraph('x'), paragraph('y')]);
  });

  test('ART-6 keeps code as it stands, and its language', async () => {
    const blocks = await html('<pre><code class="language-ts">if (a) {\n  b();\n}\n</code></pre>');
    expect(blocks).toEqual([{ block: 'code', language: 'ts', text: 'if (a) {\n  b();\n}' }]);
  });

  test('ART-6 only links of the web and of mail stay, resolved where they come from', async () => {
    const text =
      '<a href="/x">a</a><a href="mailto:m@x.example">b</a><a href="javascript:1">c</a><a href="https://a@b.example">d</a>';
    expect(await html(text, 'https://site.example/feed')).toEqual([
      {
        block: 'paragraph',
        spans: [
          { text: 'a', link: 'https://site.example/x' },
          { text: 'b', link: 'mailto:m@x.example' },
          { text: 'cd' },
        ],
      },
    ]);
    expect(await html('<a href="/x">a</a>')).toEqual([paragraph('a')]);
  });

  test('ART-6 names pictures, with their captions, and no drawings that may hold scripts', async () => {
    const text =
      '<figure><img src="/p.png" alt="a tree"><figcaption>Our  tree</figcaption></figure><p>x<img src="data:image/svg+xml;base64,AA=="><img src="data:image/png;base64,AA==">y</p>';
    expect(await html(text, 'https://site.example')).toEqual([
      { block: 'foreign-picture', src: 'https://site.example/p.png', caption: 'Our tree', description: 'a tree' },
      paragraph('x'),
      { block: 'foreign-picture', src: 'data:image/png;base64,AA==', caption: '', description: '' },
      paragraph('y'),
    ]);
  });

  test.each(htmlAttacks.map((attack) => [attack.slice(0, 80), attack] as const))(
    'ART-6 nothing but blocks comes out of %s',
    async (_, attack) => {
      const blocks = await html(`<p>before</p>${attack}`, 'https://fine.example');
      const document = { v: 1, blocks: ofText(blocks) };
      expect(v.safeParse(articleDocumentSchema, document).issues).toBeUndefined();
      const said = JSON.stringify(blocks);
      expect(said).not.toMatch(/"link":"(?!https?:|mailto:)/iu);
      expect(said).not.toMatch(/"src":"(?!https?:|data:image\/(?:png|jpe?g|gif|webp|avif);)/iu);
      expect(said).not.toMatch(/"link":"https?:\/\/[^/"]*@/iu);
      expect(Reflect.get(globalThis, 'banyanPwned')).toBeUndefined();
    },
  );
});

describe('Markdown', () => {
  test('ART-7 becomes blocks', async () => {
    const blocks = await reader.readMarkdown(
      '# Head\n\nSome *words*, ~~gone~~\n\n- a\n  - b\n\n```js\nx()\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n',
    );
    expect(blocks.map(({ block }) => block)).toEqual(['heading', 'paragraph', 'list', 'code', 'table']);
    expect(blocks[1]).toEqual({
      block: 'paragraph',
      spans: [{ text: 'Some ' }, { text: 'words', italic: true }, { text: ', ' }, { text: 'gone', strike: true }],
    });
    expect(blocks[2]).toMatchObject({ items: [{ level: 0 }, { level: 1 }] });
  });

  test('ART-7 HTML inside it is as foreign as any other', async () => {
    const blocks = await reader.readMarkdown('hello <script>window.banyanPwned=1</script> [x](javascript:alert(1))');
    expect(blocks).toEqual([paragraph('hello x')]);
  });
});
