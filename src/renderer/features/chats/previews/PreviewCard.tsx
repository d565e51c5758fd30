import { type ReactNode, use, useMemo } from 'react';
import type { MessageBody } from '@services/workspace/messageViews.ts';
import { LinkContext } from '@ui/text/links.ts';
import { shownPreview } from './pageLinks.ts';
import styles from './Previews.module.css';
import { PreviewWords } from './PreviewWords.tsx';

export interface PreviewCardProps {
  readonly body: Extract<MessageBody, { kind: 'text' }>;
  /** Whether Tab comes to it. */
  readonly isReachable: boolean;
}

/** Below the words: the page they link to, as who wrote them says it is. Nothing is fetched; a press asks before it opens. */
export function PreviewCard({ body, isReachable }: PreviewCardProps): ReactNode {
  const ask = use(LinkContext);
  const preview = useMemo(() => shownPreview(body), [body]);
  if (preview === null) return null;
  return (
    <a
      href={preview.url}
      className={styles['card']}
      rel="noopener noreferrer"
      draggable={false}
      tabIndex={isReachable ? undefined : -1}
      onClick={(event) => {
        event.preventDefault();
        ask(preview.url);
      }}
      onAuxClick={(event) => event.preventDefault()}
    >
      <PreviewWords preview={preview} />
    </a>
  );
}
