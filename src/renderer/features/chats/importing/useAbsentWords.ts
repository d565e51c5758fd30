import { useMemo } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { FoundMessage, Message } from '@services/workspace/messageViews.ts';

/** The same messages, with words for files without a name that were not in the export (IMP-6). */
export function useAbsentWords(messages: readonly Message[]): readonly Message[] {
  const t = useT();
  const told = useMemo(
    () =>
      keptFor((message) => {
        const { body, reply } = message;
        const words = { picture: t('importing.absent.picture'), file: t('importing.absent.file') };
        const said = absentWords(message, words);
        const answered = reply?.message ?? null;
        const quoted = answered === null ? null : absentWords(answered, words);
        if (said === null && quoted === null) return message;
        return {
          ...message,
          body: said ?? body,
          ...(reply === undefined || answered === null || quoted === null
            ? {}
            : { reply: { ...reply, message: { ...answered, body: quoted } } }),
        };
      }),
    [t],
  );
  return useMemo(() => messages.map(told), [messages, told]);
}

/** The words of one that stands for such a file; null for any other. */
function absentWords(
  { body, absent }: Pick<FoundMessage, 'body' | 'absent'>,
  words: Readonly<Record<NonNullable<FoundMessage['absent']>, string>>,
): Extract<Message['body'], { kind: 'text' }> | null {
  if (absent === undefined || body.kind !== 'text') return null;
  const [, ...own] = body.text.split('\n');
  return { ...body, text: [`📎 ${words[absent]}`, ...own].join('\n') };
}

/** One answer for each message: rows whose message is the same are not drawn again. */
function keptFor(tell: (message: Message) => Message): (message: Message) => Message {
  const known = new WeakMap<Message, Message>();
  return (message) => {
    const before = known.get(message);
    if (before !== undefined) return before;
    const told = tell(message);
    known.set(message, told);
    return told;
  };
}
