import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import type { BroughtBack } from '@services/workspace/importWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';

/** What came back, and the way to undo it. */
export function BroughtLines({ back }: { readonly back: BroughtBack | WorkspaceErrorCode }): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  /** How many could not be undone; null before it was. */
  const [undone, setUndone] = useState<number | 'running' | null>(null);
  if (typeof back === 'string') return <AlertBanner tone="danger">{errorText(back)}</AlertBanner>;
  const { done, failed, isStopped } = back;
  const undo = async () => {
    setUndone('running');
    setUndone(await back.undo());
  };
  return (
    <>
      <p>{t('everything.back.done', { count: done })}</p>
      {failed > 0 && <p>{t('everything.back.failed', { count: failed })}</p>}
      {isStopped && <p>{t('everything.back.stopped')}</p>}
      {typeof undone === 'number' && (
        <p>{undone === 0 ? t('everything.back.undone') : t('everything.back.undoneSome', { count: undone })}</p>
      )}
      {done > 0 && typeof undone !== 'number' && (
        <Button disabled={undone === 'running'} onClick={() => void undo()}>
          {t('everything.back.undo')}
        </Button>
      )}
    </>
  );
}
