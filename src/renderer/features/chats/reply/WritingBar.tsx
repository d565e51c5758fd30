import { PencilLine, Reply, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import styles from './Quote.module.css';
import { Quote, type QuoteProps } from './Quote.tsx';

export interface WritingBarProps {
  readonly kind: 'reply' | 'edit';
  readonly quote: QuoteProps;
  readonly onCancel: () => void;
}

/** Above the composer: what is answered, or edited, and the way out of it. */
export function WritingBar({ kind, quote, onCancel }: WritingBarProps): ReactNode {
  const t = useT();
  const title =
    kind === 'edit' ? t('messages.edit.title') : t('messages.reply.to', { name: isolate(quote.author.name) });
  return (
    <section className={styles['writing']} aria-label={title}>
      {kind === 'edit' ? <PencilLine aria-hidden /> : <Reply aria-hidden />}
      <Quote {...quote} author={{ ...quote.author, name: title }} />
      <IconButton
        size="small"
        label={t(kind === 'edit' ? 'messages.edit.cancel' : 'messages.reply.cancel')}
        shortcut="Esc"
        icon={<X aria-hidden />}
        onClick={onCancel}
      />
    </section>
  );
}
