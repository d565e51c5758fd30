import type { Translate } from '@i18n/useT.tsx';

const NAMES = ['endingMessages', 'endingPosts', 'filesNotHere', 'filesNotWanted', 'chatsNotReadable'] as const;

/** What is not in an export, each said by itself. */
export function leftOutLines(t: Translate, counts: Readonly<Record<string, number>>): readonly string[] {
  return NAMES.flatMap((name) => {
    const count = counts[name] ?? 0;
    return count === 0 ? [] : [t(`everything.leftOut.${name}`, { count })];
  });
}
