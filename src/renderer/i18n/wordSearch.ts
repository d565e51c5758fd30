/** Marks on letters of the scripts that are also written without them; in others (Bengali, Gurmukhi, Thai) a mark is a vowel. */
const LEFT_OUT_MARKS = /(?<=[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Arabic}\p{sc=Hebrew}]\p{M}*)\p{M}+/gu;

/** Without case, accents, optional vowel points and presentation forms, so that what looks the same is found. */
export function foldText(text: string): string {
  return text.normalize('NFKD').replaceAll(LEFT_OUT_MARKS, '').normalize('NFC').toLocaleLowerCase();
}

/** Says whether texts together hold every word of what is searched for. A search of no words finds everything. */
export function wordSearch(search: string): (...texts: readonly string[]) => boolean {
  const words = foldText(search).split(/\s+/).filter(Boolean);
  return (...texts) => {
    const all = foldText(texts.join(' '));
    return words.every((word) => all.includes(word));
  };
}
