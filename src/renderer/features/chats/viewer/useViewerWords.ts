import { type LightboxSubject, type LightboxWords, useLightboxWords } from '@i18n/useLightboxWords.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { Message } from '@services/workspace/messageViews.ts';

/** What is looked at, and the name of who sent it. */
export interface ViewerSubject extends Omit<LightboxSubject, 'title'> {
  readonly message: Pick<Message, 'own' | 'body'>;
  readonly author: string;
}

/** Words for looking at one of the photos and films of a chat. */
export function useViewerWords({ message, author, fileName, place }: ViewerSubject): LightboxWords {
  const t = useT();
  const kind = message.body.kind === 'file' && message.body.file.picture === null ? 'film' : 'photo';
  const title = message.own ? t(`viewer.${kind}.own`) : t(`viewer.${kind}.from`, { name: isolate(author) });
  return {
    ...useLightboxWords({ title, fileName, place }),
    previous: t('viewer.previous'),
    next: t('viewer.next'),
    missing: t(`viewer.${kind}.missing`),
  };
}
