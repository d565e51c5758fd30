import { type ReactNode, useMemo } from 'react';
import type { AccountId } from '@shared/ids.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { BillRecord, BillSigner } from '@services/workspace/walletRoom.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { Section } from '@ui/layout/Panel.tsx';
import type { ShownPerson } from '../../people/usePeople.ts';
import { useWallet } from '../useRoom.ts';
import styles from './Bill.module.css';

export interface SignaturesSectionProps {
  readonly payment: RecordId;
  readonly personOf: (account: AccountId) => ShownPerson;
}

/** Every signed record behind a payment: what it says, who signed it, with which key (WSV-72). */
export function SignaturesSection({ payment, personOf }: SignaturesSectionProps): ReactNode {
  const t = useT();
  const wallet = useWallet();
  const records = useQueryValue(
    useMemo(() => wallet.billOf(payment), [wallet, payment]),
    [],
  );
  if (records.length === 0) return null;
  return (
    <Section title={t('wallet.signatures')} description={t('wallet.signatures.text')}>
      <ol className={styles['records']}>
        {records.map((record) => (
          <li key={record.id}>
            <SignedRecord record={record} personOf={personOf} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

interface SignedRecordProps {
  readonly record: BillRecord;
  readonly personOf: (account: AccountId) => ShownPerson;
}

function SignedRecord({ record, personOf }: SignedRecordProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { type, op, signedAt, cameAt, standing, signers } = record;
  return (
    <div className={styles['record']}>
      <div className={styles['recordHead']}>
        <strong>{op === null ? t(`wallet.record.${type}`) : t(`wallet.entry.${op}`)}</strong>
        {standing !== 'counts' && <span data-bad>{t(`wallet.record.${standing}`)}</span>}
        <time dateTime={new Date(signedAt ?? cameAt).toISOString()}>
          {signedAt === null
            ? t('wallet.record.came', { at: formats.full(cameAt) })
            : t('wallet.record.signed', { at: formats.full(signedAt) })}
        </time>
      </div>
      <ul>
        {signers.map((signer) => (
          <li key={signer.key}>
            <Signer signer={signer} personOf={personOf} />
          </li>
        ))}
      </ul>
      <code className={styles['id']} dir="ltr">
        {record.id}
      </code>
    </div>
  );
}

function Signer({
  signer,
  personOf,
}: {
  readonly signer: BillSigner;
  readonly personOf: (account: AccountId) => ShownPerson;
}): ReactNode {
  const t = useT();
  const { account, by, isHere, isFrozen, key } = signer;
  const person = account === null ? null : personOf(account);
  const name = person === null ? t('wallet.signer.unknown') : nameOf(person, t('wallet.you'));
  return (
    <span className={styles['signer']}>
      <span>
        <T id={`wallet.signer.${by}`} values={{ name, key: <code dir="ltr">{key.slice(0, 8)}</code> }} />
      </span>
      {isHere && <em>{t('wallet.signer.here')}</em>}
      {isFrozen && <em data-bad>{t('wallet.signer.frozen')}</em>}
    </span>
  );
}

const nameOf = (person: ShownPerson, you: string): ReactNode =>
  person.standing === 'self' ? you : <PersonName>{person.shownName}</PersonName>;
