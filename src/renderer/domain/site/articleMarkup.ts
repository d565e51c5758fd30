/** An article as HTML of a page anybody may serve: what the app draws, and nothing that runs (SIT-2). */
import type { EventId, BlobId } from '@shared/ids.ts';
import type { Block, Span } from '../article/document.ts';
import { type NestedItem, nestItems } from '../article/nestItems.ts';
import { priceText } from '../article/words.ts';
import { escapeMarkup } from './escapeMarkup.ts';

/** Where on the site things are: null for what is not there. */
export interface SitePlaces {
  readonly picture: (blob: BlobId) => string | null;
  readonly post: (post: EventId) => string | null;
}

/** The blocks of an article. */
export function articleMarkup(blocks: readonly Block[], places: SitePlaces): string {
  return blocks.map((block) => blockMarkup(block, places)).join('\n');
}

function blockMarkup(block: Block, places: SitePlaces): string {
  switch (block.block) {
    case 'paragraph':
      return `<p dir="auto">${spansMarkup(block.spans)}</p>`;
    case 'heading':
      return `<h${block.level} dir="auto">${spansMarkup(block.spans)}</h${block.level}>`;
    case 'quote':
      return `<blockquote>${block.paragraphs.map((line) => `<p dir="auto">${spansMarkup(line)}</p>`).join('')}</blockquote>`;
    case 'list':
      return listMarkup(nestItems(block.items), block.ordered ? 'ol' : 'ul');
    case 'code':
      return `<pre dir="ltr"><code>${escapeMarkup(block.text)}</code></pre>`;
    case 'table':
      return tableMarkup(block);
    default:
      return insertedMarkup(block, places);
  }
}

type Inserted = Extract<Block, { block: 'rule' | 'picture' | 'program' | 'payment' | 'product' | 'post' }>;

function insertedMarkup(block: Inserted, places: SitePlaces): string {
  switch (block.block) {
    case 'rule':
      return '<hr>';
    case 'picture':
      return pictureMarkup(block, places);
    case 'program':
      return `<p class="card" dir="auto">${escapeMarkup(block.program.name)}</p>`;
    case 'payment':
      return `<p class="card" dir="auto">${escapeMarkup(block.label)}<br><code>${escapeMarkup(block.code)}</code></p>`;
    case 'product':
      return productMarkup(block, places);
    case 'post': {
      const place = places.post(block.post);
      const title = escapeMarkup(block.title);
      return `<p class="card" dir="auto">${place === null ? title : `<a href="${escapeMarkup(place)}">${title}</a>`}</p>`;
    }
  }
}

function pictureMarkup(block: Extract<Block, { block: 'picture' }>, places: SitePlaces): string {
  const place = places.picture(block.file.blob);
  const caption = block.caption === '' ? '' : `<figcaption dir="auto">${escapeMarkup(block.caption)}</figcaption>`;
  if (place === null) return caption === '' ? '' : `<figure>${caption}</figure>`;
  const { picture } = block.file;
  const size = picture === null ? '' : ` width="${picture.width}" height="${picture.height}"`;
  const image = `<img src="${escapeMarkup(place)}" alt="${escapeMarkup(block.description)}"${size} loading="lazy">`;
  return `<figure>${image}${caption}</figure>`;
}

/** Without a button: what it opens is the app's own. The code to pay with stands there to be copied. */
function productMarkup(block: Extract<Block, { block: 'product' }>, places: SitePlaces): string {
  const picture = block.picture === null ? null : places.picture(block.picture.blob);
  const price = priceText(block);
  const lines = [
    ...(picture === null ? [] : [`<img src="${escapeMarkup(picture)}" alt="" loading="lazy">`]),
    `<strong>${escapeMarkup(block.name)}</strong>`,
    ...(price === '' ? [] : [escapeMarkup(price)]),
    ...(block.words === '' ? [] : [escapeMarkup(block.words)]),
    ...(block.opens?.what === 'payment' ? [`<code>${escapeMarkup(block.opens.code)}</code>`] : []),
    ...(block.opens?.what === 'program' ? [escapeMarkup(block.opens.program.name)] : []),
  ];
  return `<p class="card" dir="auto">${lines.join('<br>')}</p>`;
}

function listMarkup(items: readonly NestedItem[], tag: 'ol' | 'ul'): string {
  const lines = items.map(
    ({ spans, inner }) =>
      `<li dir="auto">${spansMarkup(spans)}${inner.length === 0 ? '' : listMarkup(inner, tag)}</li>`,
  );
  return `<${tag}>${lines.join('')}</${tag}>`;
}

function tableMarkup({ header, rows }: Extract<Block, { block: 'table' }>): string {
  const lines = rows.map((row, index) => {
    const tag = header && index === 0 ? 'th' : 'td';
    return `<tr>${row.map((cell) => `<${tag} dir="auto">${spansMarkup(cell)}</${tag}>`).join('')}</tr>`;
  });
  return `<div class="table"><table>${lines.join('')}</table></div>`;
}

const LINKED = /^(?:https?:\/\/[^\s/?#@]+(?:[/?#]\S*)?|mailto:[^\s@]+@[^\s@]+)$/iu;

/** A line of text with its marks. */
export function spansMarkup(spans: readonly Span[]): string {
  return spans.map(spanMarkup).join('');
}

function spanMarkup({ text, bold, italic, strike, code, link }: Span): string {
  let shown = escapeMarkup(text).replaceAll('\n', '<br>');
  if (code === true) shown = `<code>${shown}</code>`;
  if (strike === true) shown = `<s>${shown}</s>`;
  if (italic === true) shown = `<em>${shown}</em>`;
  if (bold === true) shown = `<strong>${shown}</strong>`;
  if (link === undefined || !LINKED.test(link)) return shown;
  return `<a href="${escapeMarkup(link)}" rel="noopener noreferrer nofollow">${shown}</a>`;
}
