import type { ReactNode } from 'react';
import { accountOfHolder, potOfHolder, type HolderId } from '@domain/wallet/ids.ts';
import type { AccountId } from '@shared/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { IssuedUnit } from '@services/workspace/walletWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Plain, Row, Section } from '@ui/layout/Panel.tsx';
import { PersonFace, PersonMark } from '../../people/PersonMark.tsx';
import type { ShownPerson } from '../../people/usePeople.ts';
import { useWallet } from '../useRoom.ts';
import styles from './Issued.module.css';

export interface HoldersSectionProps {
  readonly issued: IssuedUnit;
  readonly personOf: (account: AccountId) => ShownPerson;
}

/** Who has how much of it, the most first. Where the book is kept here each can be sent a signed statement. */
export function HoldersSection({ issued, personOf }: HoldersSectionProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const wallet = useWallet();
  const toast = useToast();
  const act = useAct<WorkspaceErrorCode>();
  const holders = issued.holders.toSorted((a, b) => (a.balance < b.balance ? 1 : -1));
  const state = (holder: HolderId, name: string) =>
    act.run(
      () => wallet.giveStatement(issued.unit.id, holder),
      () => toast({ text: t('wallet.statement.given', { name: isolate(name) }), duration: 3000 }),
    );
  if (holders.length === 0) {
    return (
      <Section title={t('wallet.holders')}>
        <Plain>
          <p className={styles['none']}>{t('wallet.holders.none')}</p>
        </Plain>
      </Section>
    );
  }
  return (
    <Section title={t('wallet.holders')}>
      {act.error !== null && (
        <Plain>
          <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>
        </Plain>
      )}
      {holders.map(({ holder, balance }) => {
        const person = personOf(accountOfHolder(holder));
        return (
          <HolderRow
            key={holder}
            issued={issued}
            person={person}
            isPot={potOfHolder(holder) !== null}
            balance={balance}
            isPending={act.isPending}
            onState={issued.isClerk ? () => state(holder, person.shownName) : null}
          />
        );
      })}
    </Section>
  );
}

interface HolderRowProps {
  readonly issued: IssuedUnit;
  readonly person: ShownPerson;
  readonly isPot: boolean;
  readonly balance: bigint;
  readonly isPending: boolean;
  readonly onState: (() => void) | null;
}

function HolderRow({ issued, person, isPot, balance, isPending, onState }: HolderRowProps): ReactNode {
  const t = useT();
  const money = useMoney();
  return (
    <Row
      icon={<PersonFace person={person} size="small" />}
      title={
        <a className={styles['person']} href={`#/wallet/person/${person.account}`}>
          <PersonMark person={person} />
        </a>
      }
      {...(isPot && { text: t('wallet.holders.pot') })}
    >
      <span className={styles['balance']}>{money.text(balance, issued.unit)}</span>
      {onState !== null && (
        <Button
          size="small"
          variant="quiet"
          pending={isPending}
          data-tooltip={t('wallet.statement.give.hint')}
          aria-label={t('wallet.statement.give.label', { name: isolate(person.shownName) })}
          onClick={onState}
        >
          {t('wallet.statement.give')}
        </Button>
      )}
    </Row>
  );
}
