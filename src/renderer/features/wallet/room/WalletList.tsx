import { HandCoins, Plus, Send } from 'lucide-react';
import { type ReactNode, Suspense, useId } from 'react';
import type { MessageKey } from '@i18n/locales.ts';
import { useT } from '@i18n/useT.tsx';
import type { Holding, IssuedUnit } from '@services/workspace/walletWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { usePeople } from '../people/usePeople.ts';
import type { WalletLinks } from '../walletProps.ts';
import { type WalletEntry, walletEntries } from './entries.ts';
import { HoldingRow, IssuedRow } from './list/rows.tsx';
import styles from './list/WalletList.module.css';
import { walletPlaceOf } from './pageProps.ts';
import type { WalletListProps } from './partProps.ts';
import { listParts, topParts } from './parts.ts';
import { useHoldings, useIssued } from './useRoom.ts';

/** What one has, unit by unit, what one promised, and what leads on from there. There is no grand total (WAL-UI-1). */
export function WalletList(props: WalletListProps): ReactNode {
  const t = useT();
  const holdings = useHoldings();
  const issued = useIssued();
  return (
    <section className={styles['list']} aria-labelledby="wallet-title">
      <header className={styles['header']}>
        <h1 id="wallet-title">{t('wallet.title')}</h1>
        <Acts onWallet={props.onWallet} />
      </header>
      <div className={styles['rows']}>
        <Suspense fallback={null}>
          {topParts.map((Part, index) => (
            <Part key={index} {...props} />
          ))}
        </Suspense>
        {holdings.status === 'ready' && issued.status === 'ready' ? (
          <Units {...props} holdings={holdings.value} issued={issued.value} />
        ) : (
          <Loading hasFailed={holdings.status === 'failed' || issued.status === 'failed'} />
        )}
        <Below {...props} />
      </div>
    </section>
  );
}

/** What is done most. */
function Acts({ onWallet }: Pick<WalletLinks, 'onWallet'>): ReactNode {
  const t = useT();
  return (
    <div>
      <IconButton
        label={t('wallet.pay')}
        icon={<Send aria-hidden />}
        directional
        onClick={() => onWallet({ kind: 'pay' })}
      />
      <IconButton label={t('wallet.ask')} icon={<HandCoins aria-hidden />} onClick={() => onWallet({ kind: 'ask' })} />
      <IconButton label={t('wallet.new')} icon={<Plus aria-hidden />} onClick={() => onWallet({ kind: 'new-unit' })} />
    </div>
  );
}

/** What stands below the units, and leads on. */
function Below(props: WalletListProps): ReactNode {
  return (
    <>
      <Suspense fallback={null}>
        {listParts.map((Part, index) => (
          <Part key={index} {...props} />
        ))}
      </Suspense>
      <ul className={styles['entries']}>
        {walletEntries.map((entry) => (
          <li key={entry.title}>
            <EntryTile entry={entry} {...props} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Loading({ hasFailed }: { readonly hasFailed: boolean }): ReactNode {
  const t = useT();
  return hasFailed ? (
    <EmptyState title={t('wallet.failed')}>{t('wallet.failed.text')}</EmptyState>
  ) : (
    <Skeleton shape="block" />
  );
}

interface UnitsProps extends WalletListProps {
  readonly holdings: readonly Holding[];
  readonly issued: readonly IssuedUnit[];
}

function Units({ holdings, issued, selected, onWallet }: UnitsProps): ReactNode {
  const personOf = usePeople();
  if (holdings.length + issued.length === 0) return <NothingYet onWallet={onWallet} />;
  const { name, rest } = walletPlaceOf(selected ?? '');
  const isAt = (page: string, id: string) => name === page && rest === id;
  const row = (holding: Holding) => (
    <HoldingRow
      key={holding.unit.id}
      holding={holding}
      issuer={personOf(holding.unit.issuer)}
      isSelected={isAt('unit', holding.unit.id)}
    />
  );
  return (
    <>
      <Group heading="wallet.list.have">{holdings.filter(({ isOffer }) => !isOffer).map(row)}</Group>
      <Group heading="wallet.list.promised">
        {issued.map((each) => (
          <IssuedRow key={each.unit.id} issued={each} isSelected={isAt('issued', each.unit.id)} />
        ))}
      </Group>
      <Group heading="wallet.list.offers" note="wallet.list.offers.text">
        {holdings.filter(({ isOffer }) => isOffer).map(row)}
      </Group>
    </>
  );
}

/** What a promise is, in two sentences, and what to do first. */
function NothingYet({ onWallet }: Pick<WalletLinks, 'onWallet'>): ReactNode {
  const t = useT();
  return (
    <div className={styles['empty']}>
      <EmptyState
        illustration="people"
        title={t('wallet.empty')}
        actions={
          <>
            <Button variant="primary" onClick={() => onWallet({ kind: 'pay' })}>
              {t('wallet.empty.pay')}
            </Button>
            <Button onClick={() => onWallet({ kind: 'new-unit' })}>{t('wallet.empty.new')}</Button>
          </>
        }
      >
        {t('wallet.empty.text')}
      </EmptyState>
    </div>
  );
}

interface GroupProps {
  readonly heading: MessageKey;
  readonly note?: MessageKey;
  readonly children: readonly ReactNode[];
}

function Group({ heading, note, children }: GroupProps): ReactNode {
  const t = useT();
  const id = useId();
  if (children.length === 0) return null;
  return (
    <section className={styles['section']} aria-labelledby={id}>
      <h2 id={id}>{t(heading)}</h2>
      {note !== undefined && <p className={styles['note']}>{t(note)}</p>}
      <ul>{children}</ul>
    </section>
  );
}

function EntryTile({ entry, selected, onWallet }: WalletListProps & { readonly entry: WalletEntry }): ReactNode {
  const t = useT();
  const { icon: Icon, title, hint } = entry;
  const shown = { className: styles['entry'], 'data-tooltip': t(hint) };
  const content = (
    <>
      <Icon aria-hidden />
      <span>{t(title)}</span>
    </>
  );
  if (!('page' in entry)) {
    return (
      <button type="button" {...shown} onClick={() => onWallet(entry.wish)}>
        {content}
      </button>
    );
  }
  const isHere = entry.page === walletPlaceOf(selected ?? '').name;
  return (
    <a {...shown} href={`#/wallet/${entry.page}`} aria-current={isHere ? 'page' : undefined} draggable={false}>
      {content}
    </a>
  );
}
