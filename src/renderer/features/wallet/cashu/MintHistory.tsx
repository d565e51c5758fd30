import { ArrowDownToLine, ArrowUpFromLine, type LucideIcon, Zap } from 'lucide-react';
import type { ReactNode } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import type { MintEntry, MintView } from '@services/workspace/mintWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { useNow } from '@ui/hooks/useNow.ts';
import { Plain, Row, Section } from '@ui/layout/Panel.tsx';
import type { WalletLinks } from '../walletProps.ts';
import styles from './Cashu.module.css';
import { useEntryWords } from './useEntryWords.ts';
import { useMintActs } from './useMints.ts';

const ICONS: Readonly<Record<MintEntry['kind'], LucideIcon>> = {
  buy: Zap,
  pay: Zap,
  receive: ArrowDownToLine,
  send: ArrowUpFromLine,
};
/** Whether it adds to what one has, or takes of it. */
const SIGNS: Readonly<Record<MintEntry['kind'], '+' | '−'>> = { buy: '+', receive: '+', pay: '−', send: '−' };

export interface MintHistoryProps extends Pick<WalletLinks, 'onWallet'> {
  readonly mint: MintView;
}

/** What was done with a mint, newest first, and what can still be done about it. */
export function MintHistory({ mint, onWallet }: MintHistoryProps): ReactNode {
  const t = useT();
  if (mint.entries.length === 0) {
    return (
      <Section title={t('cashu.history')}>
        <Plain>
          <p className={styles['quiet']}>{t('cashu.history.none')}</p>
        </Plain>
      </Section>
    );
  }
  return (
    <Section title={t('cashu.history')}>
      {mint.entries.map((entry) => (
        <EntryRow key={entry.id} entry={entry} onWallet={onWallet} />
      ))}
    </Section>
  );
}

interface EntryRowProps extends Pick<WalletLinks, 'onWallet'> {
  readonly entry: MintEntry;
}

function EntryRow({ entry, onWallet }: EntryRowProps): ReactNode {
  const wordsOf = useEntryWords();
  const money = useMoney();
  const { brief } = useFormats();
  const now = useNow();
  const { kind, stage, unit, decimals, amount, at } = entry;
  const Icon = ICONS[kind];
  const isDone = stage === 'done';
  return (
    <Row
      icon={<Icon aria-hidden />}
      title={
        <span className={styles['entry']} data-failed={stage === 'failed' || undefined}>
          <span dir="ltr">
            {isDone && SIGNS[kind]}
            {money.text(amount, { code: unit, decimals })}
          </span>
          <time dateTime={new Date(at).toISOString()}>{brief(at, now)}</time>
        </span>
      }
      text={wordsOf(entry)}
    >
      <EntryActs entry={entry} onWallet={onWallet} />
    </Row>
  );
}

function EntryActs({ entry, onWallet }: EntryRowProps): ReactNode {
  const t = useT();
  const { id, kind, stage, mint, isTaken } = entry;
  if (kind === 'send' && stage === 'done' && !isTaken) {
    return (
      <>
        <Button size="small" onClick={() => onWallet({ kind: 'mint', act: 'token', mint, entry: id })}>
          {t('cashu.token.show')}
        </Button>
        <TakeBack entry={entry} />
      </>
    );
  }
  if (kind === 'buy' && stage === 'quoted') {
    return (
      <Button size="small" onClick={() => onWallet({ kind: 'mint', act: 'buy', mint, entry: id })}>
        {t('cashu.buy.show')}
      </Button>
    );
  }
  return null;
}

/** While a lock holds it is theirs. */
function TakeBack({ entry }: { readonly entry: MintEntry }): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const mints = useMintActs();
  const now = useNow();
  const act = useAct<WorkspaceErrorCode>();
  if (entry.until !== null && entry.until > now) return null;
  return (
    <>
      <Button size="small" pending={act.isPending} onClick={() => act.run(() => mints.takeBackCoins(entry.id))}>
        {t('cashu.takeBack')}
      </Button>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
    </>
  );
}
