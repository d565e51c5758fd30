import { type ReactNode, type RefObject, Suspense, useEffect, useMemo, useState } from 'react';
import { useIntl } from 'react-intl';
import { resolveLocale } from '@i18n/locales.ts';
import { lazy } from '@ui/loading/lazy.ts';
import type { NamedEmoji } from './emojiCompletion.ts';
import { type EmojiQuery, emojiQuery } from './emojiQuery.ts';
import { editField } from './fieldEdit.ts';
import { type Completion, useOffers } from './useOffers.ts';

const EmojiList = lazy(() => import('./EmojiList.tsx').then((module) => ({ default: module.EmojiList })));

/** Emoji offered while the name of one is typed behind a colon. */
export interface EmojiCompletion extends Completion {
  readonly list: ReactNode;
}

type Finding = typeof import('./emojiCompletion.ts');
interface Names {
  readonly all: readonly NamedEmoji[];
  readonly find: Finding;
}

const NONE: readonly NamedEmoji[] = [];

/** See {@link EmojiCompletion}. The names are loaded with the first colon that begins one. */
export function useEmojiCompletion(input: RefObject<HTMLTextAreaElement | null>): EmojiCompletion {
  const [query, setQuery] = useState<EmojiQuery | null>(null);
  /** Where the colon stands behind which nothing is wanted. */
  const [dismissed, setDismissed] = useState<number | null>(null);
  const names = useNames(query !== null);
  const offered = useMemo(() => {
    if (names === null || query === null || query.isWhole || query.start === dismissed) return NONE;
    return names.find.namedMatches(names.all, query.words);
  }, [names, query, dismissed]);
  const offers = useOffers(offered);
  const put = ({ start, end }: EmojiQuery, emoji: string, space: string) => {
    const field = input.current;
    const caret = start + emoji.length + space.length;
    if (field !== null) editField(field, { from: start, to: end, insert: emoji + space, start: caret, end: caret });
    setQuery(null);
    offers.startOver();
  };
  const choose = ({ emoji }: NamedEmoji) => {
    if (query !== null) put(query, emoji, ' ');
  };
  return {
    ...offers.forField({ choose, dismiss: () => setDismissed(query?.start ?? null) }),
    list: offered.length > 0 && (
      <Suspense fallback={null}>
        <EmojiList id={offers.id} emoji={offered} active={offers.active} onChoose={choose} />
      </Suspense>
    ),
    onCaret: ({ currentTarget: { value, selectionStart, selectionEnd }, type }) => {
      const next = selectionStart === selectionEnd ? emojiQuery(value, selectionEnd) : null;
      if (next === null) setDismissed(null);
      const whole =
        next?.isWhole === true && type === 'change' ? names?.find.namedExactly(names.all, next.words) : null;
      if (next !== null && whole) put(next, whole.emoji, '');
      else setQuery(next);
    },
  };
}

/** The names, once they are asked for; null before they are there. */
function useNames(isWanted: boolean): Names | null {
  const { locale } = useIntl();
  const [names, setNames] = useState<(Names & { readonly locale: string }) | null>(null);
  const isMissing = isWanted && names?.locale !== locale;
  useEffect(() => {
    if (!isMissing) return undefined;
    let isCurrent = true;
    const load = async () => {
      const find = await import('./emojiCompletion.ts');
      const all = await find.loadNamedEmoji(resolveLocale(locale, []));
      if (isCurrent) setNames({ all, find, locale });
    };
    // Where they cannot be fetched nothing is offered; the panel says so by itself.
    load().catch(() => undefined);
    return () => {
      isCurrent = false;
    };
  }, [isMissing, locale]);
  return names;
}
