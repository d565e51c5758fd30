const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** What XML 1.0 has no place for, not even as a number. */
const UNWRITABLE = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** A text as it stands in HTML or XML, between tags or in quotes. */
export function escapeMarkup(text: string): string {
  return text.replace(UNWRITABLE, '').replaceAll(/[&<>"']/gu, (letter) => ENTITIES[letter] ?? letter);
}
