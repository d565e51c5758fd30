import { useCallback } from 'react';
import { cleanFileName } from '@domain/chat/fileName.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { MessageBody } from '@services/workspace/workspace.ts';
import { tameMarks } from '@ui/text/tameMarks.ts';

/** What a message says in one line: for the list of chats and for screen readers. */
export function useMessageWords(): (body: MessageBody) => string {
  const t = useT();
  return useCallback(
    (body) => {
      if (body.kind === 'text') return tameMarks(body.text);
      if (body.kind === 'program') return t('programs.card', { name: isolate(tameMarks(body.program.name)) });
      if (body.kind === 'wallet') {
        const { about, note } = body.card;
        const what = t(`payments.card.${about}`);
        return note === '' ? what : t('payments.card.noted', { what, note: isolate(tameMarks(note)) });
      }
      if (body.kind === 'program-info') return t('programs.info.line', { text: isolate(tameMarks(body.text)) });
      if (body.kind !== 'file') return t('chats.message.unsupported');
      const text = isolate(tameMarks(body.caption));
      if (body.file.picture !== null)
        return body.caption === '' ? t('files.photo') : t('files.photo.caption', { text });
      const name = isolate(cleanFileName(body.file.name));
      return body.caption === '' ? t('files.file', { name }) : t('files.file.caption', { text, name });
    },
    [t],
  );
}
