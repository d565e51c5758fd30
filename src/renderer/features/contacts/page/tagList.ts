/** Most tags on one contact. */
export const MAX_TAGS = 12;
/** Longest tag, in UTF-16 code units, as the contact record says. */
export const MAX_TAG_LENGTH = 64;

/** Adds what was typed: commas part several, blanks around and repetitions (whatever their case) fall away. */
export function withTags(tags: readonly string[], typed: string): readonly string[] {
  const next = [...tags];
  for (const part of typed.split(/[,،;\n]/)) {
    const tag = part.replace(/\s+/g, ' ').trim().slice(0, MAX_TAG_LENGTH);
    const isThere = next.some((other) => other.toLowerCase() === tag.toLowerCase());
    if (tag !== '' && !isThere && next.length < MAX_TAGS) next.push(tag);
  }
  return next;
}

/** Takes one away. */
export function withoutTag(tags: readonly string[], tag: string): readonly string[] {
  return tags.filter((other) => other !== tag);
}
