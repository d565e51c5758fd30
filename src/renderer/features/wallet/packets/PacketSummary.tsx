import type { ReactNode } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { type Money, useMoney } from '@i18n/useMoney.ts';
import { isolate, PersonName, T, type Translate, useT } from '@i18n/useT.tsx';
import type { WalletPerson } from '@services/workspace/walletWorkspace.ts';
import { Envelope } from '@ui/packet/Envelope.tsx';
import styles from './Packets.module.css';
import type { ReadyPacket } from './packetForm.ts';
import type { AudienceMember } from './useAudience.ts';

export interface PacketSummaryProps {
  readonly packet: ReadyPacket;
  readonly audience: readonly AudienceMember[];
  readonly people: ReadonlyMap<AccountId, WalletPerson>;
}

/** What one is about to do, in a sentence: how much, of whose promise, for whom, and what becomes of the rest. */
export function PacketSummary({ packet, audience, people }: PacketSummaryProps): ReactNode {
  const t = useT();
  const money = useMoney();
  return (
    <div className={styles['summary']} role="status">
      <Envelope size="small" />
      <div>
        <strong>
          <Filling packet={packet} people={people} />
        </strong>
        <p>{sharesText(t, money, { packet, audience })}</p>
        {packet.mode !== 'everyone' && <p>{t('packets.summary.rest')}</p>}
        {packet.mode !== 'everyone' && <p>{t('packets.summary.dealer')}</p>}
      </div>
    </div>
  );
}

/** How much, and whose promise it is. */
function Filling({ packet, people }: Pick<PacketSummaryProps, 'packet' | 'people'>): ReactNode {
  const t = useT();
  const money = useMoney();
  const { unit, available } = packet.source;
  const total = money.text(packet.total, unit);
  if (available === null) return t('packets.summary.own', { total });
  const issuer = people.get(unit.issuer)?.name ?? '';
  const id = issuer === '' ? 'packets.summary.stranger' : 'packets.summary.of';
  return <T id={id} values={{ total, name: <PersonName>{issuer}</PersonName> }} />;
}

/** Who gets how much of it. */
function sharesText(
  t: Translate,
  money: Money,
  { packet, audience }: Pick<PacketSummaryProps, 'packet' | 'audience'>,
): string {
  const [only, ...others] = audience;
  if (only !== undefined && others.length === 0) return t('packets.summary.one', { name: isolate(only.name) });
  const each = packet.each === null ? '' : money.text(packet.each, packet.source.unit);
  const rest = packet.total % BigInt(packet.count) === 0n ? 'none' : 'some';
  return t(`packets.summary.${packet.mode}`, { count: packet.count, people: audience.length, each, rest });
}
