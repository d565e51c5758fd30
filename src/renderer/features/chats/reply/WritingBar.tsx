import { PencilLine, Reply } from 'lucide-react';
import type { ReactNode } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import { FieldBar } from '../composer/FieldBar.tsx';
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
    <FieldBar
      label={title}
      icon={kind === 'edit' ? <PencilLine aria-hidden /> : <Reply aria-hidden />}
      leave={{
        label: t(kind === 'edit' ? 'messages.edit.cancel' : 'messages.reply.cancel'),
        shortcut: 'Esc',
        onPress: onCancel,
      }}
    >
      <Quote {...quote} author={{ ...quote.author, name: title }} />
    </FieldBar>
  );
}
