/** Words of posts that were begun, for as long as the window is open. */
const words = new Map<'post' | 'story', string>();

/** What was begun; empty where nothing was. */
export function keptWords(kind: 'post' | 'story'): string {
  return words.get(kind) ?? '';
}

/** Keeps what was begun. */
export function keepWords(kind: 'post' | 'story', text: string): void {
  words.set(kind, text);
}
