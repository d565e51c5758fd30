import { type View, h } from './view.ts';

/** A colour of one's own, as a hue of 0–359: the same for everyone who sees the address. */
export function hueOf(address: string): number {
  let hash = 2166136261;
  for (const letter of address) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16777619);
  return (hash >>> 0) % 360;
}

/** The first letter of a name, or two; `?` without one. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/u).filter((word) => word !== '');
  const first = (word: string | undefined) => [...(word ?? '')][0] ?? '';
  const letters = first(words[0]) + (words.length > 1 ? first(words.at(-1)) : '');
  return letters === '' ? '?' : letters.toLocaleUpperCase();
}

/** Someone's round badge: a decoration beside or instead of a name, which it says when asked to. */
export function badge(person: { readonly address: string; readonly name: string }, isNamed = false): View {
  return h(
    'span',
    {
      key: `badge-${person.address}`,
      class: 'badge',
      styles: { '--hue': String(hueOf(person.address)) },
      'aria-hidden': isNamed ? null : true,
      role: isNamed ? 'img' : null,
      'aria-label': isNamed ? person.name : null,
      title: isNamed ? person.name : null,
    },
    initialsOf(person.name),
  );
}
