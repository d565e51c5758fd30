import { useCallback } from 'react';
import type { AccountId } from '@shared/ids.ts';
import type { ChatPageWords } from '@domain/exporting/chatPage.ts';
import type { ExportedCounts, ExportedMessage } from '@domain/exporting/exported.ts';
import { plainWords } from '@domain/chat/plainWords.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, type Translate, useT } from '@i18n/useT.tsx';
import { noticeText } from '../groups/noticeText.ts';
import { useSelf } from '../talk/useNames.ts';
import { messageLinks } from '../text/messageLinks.ts';

type NameOf = (account: AccountId) => string;

/** The words of a saved chat's pages, in the language of the app. */
export function useChatPageWords(nameOf: NameOf): () => ChatPageWords {
  const words = useWordsWith();
  return useCallback(() => words(nameOf), [words, nameOf]);
}

/** The same, where it is known only later who is called how. */
export function useWordsWith(): (nameOf: NameOf) => ChatPageWords {
  const t = useT();
  const formats = useFormats();
  const self = useSelf();
  return useCallback(
    (nameOf) => {
      const { lang, dir } = document.documentElement;
      return {
        language: lang,
        direction: dir === 'rtl' ? 'rtl' : 'ltr',
        you: t('exporting.page.you'),
        previous: t('exporting.page.previous'),
        next: t('exporting.page.next'),
        all: t('exporting.page.all'),
        edited: t('exporting.page.edited'),
        forwarded: t('exporting.page.forwarded'),
        missing: t('exporting.page.missing'),
        gone: t('exporting.page.gone'),
        day: formats.date,
        time: formats.time,
        moment: (at) => formats.full(at),
        about: ({ exportedAt }) => t('exporting.page.about', { when: formats.full(exportedAt) }),
        counts: (counts) => countWords(t, counts),
        page: (from, to, count) =>
          t('exporting.page.range', { first: formats.date(from), last: formats.date(to), count }),
        votes: (count) => t('exporting.page.votes', { count }),
        recalled: (_message, name) => t('exporting.page.recalled', { name: isolate(name) }),
        line: (message) => lineWords(t, message, { self, nameOf }),
        links: messageLinks,
      };
    },
    [t, formats, self],
  );
}

/** How much is in an archive, and what is not. */
export function countWords(t: Translate, counts: ExportedCounts): readonly string[] {
  const { messages, files, ended, missing, unwanted } = counts;
  return [
    t('exporting.done', { messages, files }),
    ...(ended === 0 ? [] : [t('exporting.ended', { count: ended })]),
    ...(missing === 0 ? [] : [t('exporting.missing', { count: missing })]),
    ...(unwanted === 0 ? [] : [t('exporting.unwanted', { count: unwanted })]),
  ];
}

/** What has no words of its own: a notice of a group, a card of the wallet, whatever a newer version made. */
function lineWords(
  t: Translate,
  { body, own, author }: ExportedMessage,
  { self, nameOf }: { readonly self: AccountId | null; readonly nameOf: (account: AccountId) => string },
): string {
  if (body.kind === 'notice') {
    const { notice } = body;
    const target = notice.target === null ? null : nameOf(notice.target);
    return noticeText(t, { notice, own, self, by: nameOf(author), target });
  }
  const words = plainWords(body);
  if (body.kind === 'wallet') {
    const what = t(`chats.wallet.${body.card.about}`);
    return body.card.note === '' ? what : t('chats.wallet.noted', { what, note: isolate(body.card.note) });
  }
  if (body.kind === 'program') return t('chats.program.line', { text: isolate(words) });
  return words === '' ? t('exporting.page.unsupported') : words;
}
