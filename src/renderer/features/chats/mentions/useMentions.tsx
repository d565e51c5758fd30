import { type ReactNode, type RefObject, useMemo, useState } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { MAX_MENTIONS, type Mention } from '@domain/chat/extras.ts';
import type { FormerMember } from '@services/workspace/groupWorkspace.ts';
import { type Completion, useOffers } from '../composer/useOffers.ts';
import { useOpenGroup } from '../groups/groupContext.ts';
import { MentionList } from './MentionList.tsx';
import { findMentions, mentionMatches, type MentionQuery, mentionQuery } from './mentionWords.ts';

/** Most names offered at once. */
const MOST_OFFERED = 20;
const NOBODY: readonly FormerMember[] = [];

export interface MentionsOptions {
  readonly input: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly setText: (text: string) => void;
}

/** Mentions in the composer of a group: names offered while one is typed, and who is named in what is sent. */
export interface Mentions extends Completion {
  readonly list: ReactNode;
  readonly mentionsIn: (text: string) => readonly Mention[];
}

/** See {@link Mentions}. */
export function useMentions({ input, text, setText }: MentionsOptions): Mentions {
  const people = useMentionable();
  const [caret, setCaret] = useState(0);
  /** Where the sign stands of which no more was wanted. */
  const [dismissed, setDismissed] = useState<number | null>(null);
  const [chosen, setChosen] = useState<readonly FormerMember[]>(NOBODY);
  const query = useMemo(() => (people.length === 0 ? null : mentionQuery(text, caret)), [people, text, caret]);
  const offered = useMemo(
    () =>
      query === null || query.start === dismissed ? NOBODY : mentionMatches(people, query.words).slice(0, MOST_OFFERED),
    [people, query, dismissed],
  );
  const offers = useOffers(offered);
  const choose = (person: FormerMember) => {
    if (query === null) return;
    setChosen((before) => [person, ...before.filter(({ account }) => account !== person.account)]);
    const end = insert(query, person.name, { text, setText, input });
    setCaret(end);
    offers.startOver();
  };
  return {
    ...offers.forField({ choose, dismiss: () => setDismissed(query?.start ?? null) }),
    list: offered.length > 0 && (
      <MentionList id={offers.id} people={offered} active={offers.active} onChoose={choose} />
    ),
    onCaret: ({ currentTarget }) => {
      setCaret(currentTarget.selectionEnd);
      if (!currentTarget.value.includes('@')) setDismissed(null);
    },
    mentionsIn: (words) => findMentions<Named>(words, [...chosen, ...people]).slice(0, MAX_MENTIONS),
  };
}

interface Named {
  readonly account: AccountId;
  readonly name: string;
}

/** Everybody else in the open group. */
function useMentionable(): readonly FormerMember[] {
  const group = useOpenGroup()?.group ?? null;
  return useMemo(() => group?.members.filter(({ isSelf }) => !isSelf) ?? NOBODY, [group]);
}

/** Puts a name in place of what was typed of it; where the caret comes to. */
function insert({ start, end }: MentionQuery, name: string, { text, setText, input }: MentionsOptions): number {
  const said = `@${name} `;
  setText(text.slice(0, start) + said + text.slice(end).replace(/^ /u, ''));
  const caret = start + said.length;
  requestAnimationFrame(() => {
    input.current?.focus();
    input.current?.setSelectionRange(caret, caret);
  });
  return caret;
}
