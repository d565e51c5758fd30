/** Without case, accents, vowel signs and presentation forms, so that what looks the same is found. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLocaleLowerCase();
}

/** Says whether texts together hold every word of what is searched for. A search of no words finds everything. */
export function wordSearch(search: string): (...texts: readonly string[]) => boolean {
  const words = foldText(search).split(/\s+/).filter(Boolean);
  return (...texts) => {
    const all = foldText(texts.join(' '));
    return words.every((word) => all.includes(word));
  };
}
