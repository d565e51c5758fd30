import { HandCoins, MessageCircle, Send } from 'lucide-react';
import { type ReactNode, Suspense, useMemo } from 'react';
import { accountId } from '@shared/ids.ts';
import type { MessageKey } from '@i18n/locales.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { PersonStanding, Unit } from '@services/workspace/walletWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { ListRow } from '@ui/display/ListRow.tsx';
import { Section } from '@ui/layout/Panel.tsx';
import { RecentPayments } from '../../payment/RecentPayments.tsx';
import { PersonFace, PersonMark } from '../../people/PersonMark.tsx';
import { type ShownPerson, usePeople } from '../../people/usePeople.ts';
import type { WalletContentLinks } from '../../walletProps.ts';
import { FigureHeader, WalletPage } from '../layout/WalletPage.tsx';
import type { WalletPageProps } from '../pageProps.ts';
import { personParts } from '../parts.ts';
import { useWallet } from '../useRoom.ts';
import styles from './Person.module.css';

/** What stands between oneself and someone, each way and unit by unit (WAL-UI-4). */
export function PersonPage({ rest, ...links }: WalletPageProps): ReactNode {
  const t = useT();
  const personOf = usePeople();
  const account = accountId(rest);
  if (!account.ok) return <EmptyState title={t('wallet.person.missing')} />;
  return <Person person={personOf(account.value)} {...links} />;
}

interface PersonProps extends WalletContentLinks {
  readonly person: ShownPerson;
}

function Person({ person, ...links }: PersonProps): ReactNode {
  const wallet = useWallet();
  const { account } = person;
  const standing = useQuery(useMemo(() => wallet.standingWith(account), [wallet, account]));
  return (
    <WalletPage label={person.shownName} header={<PersonHeader person={person} {...links} />}>
      {standing.status === 'ready' && <Standing person={person} standing={standing.value} />}
      <Suspense fallback={null}>
        {personParts.map((Part, index) => (
          <Part key={index} person={account} {...links} />
        ))}
      </Suspense>
      <RecentPayments person={account} href={`#/wallet/activity/person/${account}`} />
    </WalletPage>
  );
}

function PersonHeader({ person, onWallet, onOpenContact }: PersonProps): ReactNode {
  const t = useT();
  const { account, standing } = person;
  return (
    <FigureHeader
      face={<PersonFace person={person} size="large" />}
      title={<PersonMark person={person} />}
      {...(standing === 'stranger' && { text: t('wallet.person.stranger') })}
      actions={
        standing === 'contact' && (
          <>
            <Button
              variant="primary"
              icon={<Send aria-hidden />}
              onClick={() => onWallet({ kind: 'pay', person: account })}
            >
              {t('wallet.pay')}
            </Button>
            <Button icon={<HandCoins aria-hidden />} onClick={() => onWallet({ kind: 'ask', person: account })}>
              {t('wallet.ask')}
            </Button>
            <Button icon={<MessageCircle aria-hidden />} onClick={() => onOpenContact(account)}>
              {t('wallet.person.contact')}
            </Button>
          </>
        )
      }
    />
  );
}

function Standing({ person, standing }: StandingProps): ReactNode {
  const t = useT();
  const { claims, debts, setAside } = standing;
  if (claims.length + debts.length + setAside.length === 0) {
    return <p className={styles['even']}>{t('wallet.person.even')}</p>;
  }
  return (
    <>
      <Lines
        id="wallet.person.claims"
        page="unit"
        person={person}
        lines={linesOf(
          claims,
          setAside.filter(({ isClaim }) => isClaim),
        )}
      />
      <Lines
        id="wallet.person.debts"
        page="issued"
        person={person}
        lines={linesOf(
          debts,
          setAside.filter(({ isClaim }) => !isClaim),
        )}
      />
    </>
  );
}

interface Line {
  readonly unit: Unit;
  readonly amount: bigint;
  readonly setAside: bigint;
}

type Sums = readonly Pick<Line, 'unit' | 'amount'>[];

/** What there is of each unit, beside what of it waits for an answer; of what was offered whole there is nothing else. */
function linesOf(sums: Sums, aside: Sums): readonly Line[] {
  const asideOf = (unit: Unit) => aside.find((each) => each.unit.id === unit.id)?.amount ?? 0n;
  const whole = aside.filter(({ unit }) => !sums.some((each) => each.unit.id === unit.id));
  return [
    ...sums.map((sum) => ({ ...sum, setAside: asideOf(sum.unit) })),
    ...whole.map(({ unit, amount }) => ({ unit, amount: 0n, setAside: amount })),
  ];
}

interface StandingProps {
  readonly person: ShownPerson;
  readonly standing: PersonStanding;
}

interface LinesProps {
  readonly id: MessageKey & `wallet.person.${'claims' | 'debts'}`;
  readonly page: 'unit' | 'issued';
  readonly person: ShownPerson;
  readonly lines: readonly Line[];
}

function Lines({ id, page, person, lines }: LinesProps): ReactNode {
  const t = useT();
  const money = useMoney();
  if (lines.length === 0) return null;
  const name = <PersonName>{person.shownName}</PersonName>;
  return (
    <div className={styles['lines']}>
      <h2>
        <T id={id} values={{ name }} />
      </h2>
      <Section>
        {lines.map(({ unit, amount, setAside }) => (
          <ListRow
            key={unit.id}
            href={`#/wallet/${page}/${unit.id}`}
            className={styles['line'] ?? ''}
            title={<bdi dir="auto">{unit.name}</bdi>}
            {...(setAside > 0n && { subtitle: t('wallet.person.setAside', { amount: money.text(setAside, unit) }) })}
            meta={<span className={styles['amount']}>{money.text(amount, unit)}</span>}
          />
        ))}
      </Section>
    </div>
  );
}
