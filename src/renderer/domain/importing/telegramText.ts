import * as v from 'valibot';

const partSchema = v.looseObject({
  type: v.exactOptional(v.string()),
  text: v.string(),
  href: v.exactOptional(v.string()),
});

/** Marks of Banyan's own words around parts of those kinds; every other kind is words alone. */
const MARKS: Readonly<Record<string, string>> = {
  bold: '**',
  italic: '*',
  strikethrough: '~~',
  code: '`',
};

/** Text of Telegram, plain or in parts with kinds, as words with our marks (IMP-4). Whatever is no text is none. */
export function readRichText(raw: unknown): string {
  if (typeof raw === 'string') return raw;
  const parts: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  return parts.map(readPart).join('');
}

function readPart(raw: unknown): string {
  if (typeof raw === 'string') return raw;
  const read = v.safeParse(partSchema, raw);
  if (!read.success) return '';
  const { type = '', text, href } = read.output;
  if (type === 'pre') return `\n\`\`\`\n${text}\n\`\`\`\n`;
  if (type === 'text_link' && href !== undefined && href !== text) return `[${text}](${href})`;
  return withMark(text, Object.hasOwn(MARKS, type) ? (MARKS[type] ?? '') : '');
}

/** A mark holds within one line, around what is no space. */
function withMark(text: string, mark: string): string {
  const bare = text.trim();
  if (mark === '' || bare === '' || text.includes('\n')) return text;
  return text.replace(bare, () => `${mark}${bare}${mark}`);
}
