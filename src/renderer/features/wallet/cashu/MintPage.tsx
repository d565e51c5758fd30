import { ArrowDownToLine, Coins, Send, Zap } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMoney } from '@i18n/useMoney.ts';
import { isolate, PersonName, T, useT } from '@i18n/useT.tsx';
import type { MintEntry, MintView } from '@services/workspace/mintWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { FigureHeader, WalletPage, WalletPageSkeleton } from '../room/layout/WalletPage.tsx';
import type { WalletPageProps } from '../room/pageProps.ts';
import type { WalletLinks } from '../walletProps.ts';
import styles from './Cashu.module.css';
import { MintCare } from './MintCare.tsx';
import { MintHistory } from './MintHistory.tsx';
import { useLookAfter } from './useLookAfter.ts';
import { useMints } from './useMints.ts';

/** One mint: what it keeps, what can be done with it, what was done (CSH-UI-2). */
export function MintPage({ rest, ...links }: WalletPageProps): ReactNode {
  const t = useT();
  const mints = useMints();
  if (mints.status === 'loading') return <WalletPageSkeleton />;
  const url = decoded(rest);
  const mint = mints.status === 'ready' ? mints.value.find((one) => one.url === url) : undefined;
  if (mint === undefined) return <EmptyState title={t('cashu.missing')}>{t('cashu.missing.text')}</EmptyState>;
  return <Mint mint={mint} {...links} />;
}

/** An invoice that is older is still asked about, but not every few seconds. */
const HOUR = 3_600_000;

function isAwaited({ kind, stage, at }: MintEntry, now: number): boolean {
  return stage === 'prepared' || (kind === 'buy' && stage === 'quoted' && at + HOUR > now);
}

/** An address somebody typed may be anything. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

interface MintProps extends WalletLinks {
  readonly mint: MintView;
}

function Mint({ mint, onWallet, onOpenWallet }: MintProps): ReactNode {
  const now = useNow();
  const isWaiting = mint.entries.some((entry) => isAwaited(entry, now));
  useLookAfter(mint.url, isWaiting);
  return (
    <WalletPage label={mint.name} header={<MintHeader mint={mint} onWallet={onWallet} />}>
      <MintHistory mint={mint} onWallet={onWallet} />
      <MintCare mint={mint} onGone={() => onOpenWallet('')} />
    </WalletPage>
  );
}

function MintHeader({ mint, onWallet }: Pick<MintProps, 'mint' | 'onWallet'>): ReactNode {
  const t = useT();
  const money = useMoney();
  const hasSome = mint.balances.some(({ balance }) => balance > 0n);
  const ask = (act: 'receive' | 'send' | 'buy' | 'pay') => onWallet({ kind: 'mint', act, mint: mint.url });
  const aside = mint.balances.filter(({ setAside }) => setAside > 0n);
  return (
    <FigureHeader
      face={
        <span className={styles['tile']} data-size="large">
          <Coins aria-hidden />
        </span>
      }
      title={<bdi dir="auto">{mint.name}</bdi>}
      text={<bdi dir="ltr">{mint.url}</bdi>}
      figure={
        <span className={styles['figures']}>
          {mint.balances.map(({ unit, decimals, balance }) => (
            <span key={unit}>{money.text(balance, { code: unit, decimals })}</span>
          ))}
        </span>
      }
      figureLabel={
        <>
          <T id="cashu.kept" values={{ name: <PersonName>{mint.name}</PersonName> }} />
          {aside.map(({ unit, decimals, setAside }) => (
            <span key={unit} className={styles['aside']}>
              {t('cashu.setAside', { amount: isolate(money.text(setAside, { code: unit, decimals })) })}
            </span>
          ))}
        </>
      }
      actions={
        <>
          <Button variant="primary" icon={<ArrowDownToLine aria-hidden />} onClick={() => ask('receive')}>
            {t('cashu.receive')}
          </Button>
          {hasSome && (
            <Button icon={<Send aria-hidden />} onClick={() => ask('send')}>
              {t('cashu.send')}
            </Button>
          )}
          <Button icon={<Zap aria-hidden />} onClick={() => ask('buy')}>
            {t('cashu.buy')}
          </Button>
          {hasSome && mint.canPay && (
            <Button icon={<Zap aria-hidden />} onClick={() => ask('pay')}>
              {t('cashu.pay')}
            </Button>
          )}
        </>
      }
    />
  );
}
