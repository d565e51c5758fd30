import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { RecordId } from '@domain/wallet/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WalletWish } from '@services/workspace/walletWish.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { CodeCard } from './CodeCard.tsx';
import styles from './Codes.module.css';
import { useSecondsUntil } from './useSecondsUntil.ts';

export interface PayerCodeProps {
  readonly onWallet: (wish: WalletWish) => void;
}

/** A code by which one pays: once, within a minute, and after having seen what is asked. */
export function PayerCode({ onWallet }: PayerCodeProps): ReactNode {
  const errorText = useErrorText();
  const [round, setRound] = useState(0);
  const open = useOpenCode(round);
  const tell = useCallback((request: RecordId) => onWallet({ kind: 'pay-request', request }), [onWallet]);
  useAnswer(open?.ok === true ? open.value : null, tell);
  const again = () => setRound(round + 1);
  if (open === null) return <Skeleton shape="block" />;
  if (!open.ok) return <AlertBanner tone="danger">{errorText(open.error)}</AlertBanner>;
  return <OpenCode {...open.value} onAgain={again} />;
}

interface Opened {
  readonly code: string;
  readonly until: number;
}

type Opening =
  | { readonly ok: true; readonly value: Opened }
  | { readonly ok: false; readonly error: WorkspaceErrorCode };

/** A fresh code for each round. */
function useOpenCode(round: number): Opening | null {
  const { wallet } = useWorkspace();
  const [open, setOpen] = useState<{ readonly round: number; readonly opening: Opening } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void wallet.openPayerCode().then((made) => {
      const opening: Opening = made.ok ? made : { ok: false, error: made.error.code };
      if (isCurrent) setOpen({ round, opening });
    });
    return () => {
      isCurrent = false;
    };
  }, [wallet, round]);
  return open?.round === round ? open.opening : null;
}

/** Answers come within the lifetime of a code, and a little later over a slow link, ms. */
const GRACE = 10_000;

/** Waits for the request that answers a code, for as long as it is shown. */
function useAnswer(open: Opened | null, onAnswer: (request: RecordId) => void): void {
  const { wallet } = useWorkspace();
  const { code, until } = open ?? NOTHING_OPEN;
  useEffect(() => {
    const waiting = new AbortController();
    const ask = async (): Promise<void> => {
      const answer = await wallet.payerCodeAnswer(code);
      // Whoever cannot be asked now is not asked on and on: a new code is a press away.
      if (waiting.signal.aborted || !answer.ok) return;
      if (answer.value.request !== null) onAnswer(answer.value.request);
      else if (Date.now() < until + GRACE) await ask();
    };
    if (code !== '') void ask();
    return () => waiting.abort();
  }, [wallet, code, until, onAnswer]);
}

const NOTHING_OPEN: Opened = { code: '', until: 0 };

function OpenCode({ code, until, onAgain }: Opened & { readonly onAgain: () => void }): ReactNode {
  const t = useT();
  const seconds = useSecondsUntil(until);
  return (
    <div className={styles['stack']}>
      <CodeCard code={code} label={t('codes.pay.alt')} canKeep={false}>
        {seconds === 0 && (
          <div className={styles['over']} role="status">
            <p>{t('codes.pay.over')}</p>
            <Button variant="primary" onClick={onAgain}>
              {t('codes.pay.again')}
            </Button>
          </div>
        )}
      </CodeCard>
      {seconds > 0 && <p className={styles['countdown']}>{t('codes.pay.left', { count: seconds })}</p>}
      <p className={styles['how']}>{t('codes.pay.how')}</p>
    </div>
  );
}
