const TOKEN = /cashu[AB][A-Za-z0-9_=-]+/;

/** Finds a token in a text: alone, within words, or as a link; null where there is none. Whether it is one is for the craft to say. */
export function findToken(text: string): string | null {
  return TOKEN.exec(text)?.[0] ?? null;
}
