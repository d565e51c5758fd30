import { type ReactNode, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { Spinner } from '@ui/feedback/Spinner.tsx';
import { lazy } from '@ui/loading/lazy.ts';
import { Popover } from '@ui/overlays/Popover.tsx';
import { QuickSigns } from './QuickSigns.tsx';
import styles from './Reactions.module.css';

const EmojiPanel = lazy(() => import('../composer/EmojiPanel.tsx').then((module) => ({ default: module.EmojiPanel })));

/** What is asked for: a sign, at an element. */
export interface SignRequest {
  readonly anchor: Element;
  /** The own sign there is. */
  readonly own: string | null;
  /** Begins with all signs, where the quick ones were seen already. */
  readonly hasAll: boolean;
  readonly onSign: (sign: string) => void;
}

/** A small window for choosing a sign: one for the whole log. */
export interface ReactionPicker {
  readonly picker: ReactNode;
  readonly ask: (request: SignRequest) => void;
}

/** See {@link ReactionPicker}. */
export function useReactionPicker(): ReactionPicker {
  const [request, setRequest] = useState<SignRequest | null>(null);
  const ask = useCallback((next: SignRequest) => setRequest(next), []);
  const picker = useMemo(
    () => request !== null && <Picker request={request} onClose={() => setRequest(null)} />,
    [request],
  );
  return useMemo(() => ({ picker, ask }), [picker, ask]);
}

function Picker({ request, onClose }: { readonly request: SignRequest; readonly onClose: () => void }): ReactNode {
  const t = useT();
  const [hasAll, setAll] = useState(request.hasAll);
  const trigger = useRef(request.anchor);
  const choose = (sign: string) => {
    onClose();
    request.onSign(sign);
  };
  return (
    <Popover
      // Another size is placed anew.
      key={hasAll ? 'all' : 'quick'}
      isOpen
      isBare
      trigger={trigger}
      placement="top start"
      label={t('messages.react')}
      onClose={onClose}
    >
      {hasAll ? (
        <Suspense
          fallback={
            <div className={styles['panel']}>
              <Spinner label={t('common.loading')} />
            </div>
          }
        >
          <EmojiPanel onEmoji={choose} />
        </Suspense>
      ) : (
        <QuickSigns own={request.own} onSign={choose} onMore={() => setAll(true)} />
      )}
    </Popover>
  );
}
