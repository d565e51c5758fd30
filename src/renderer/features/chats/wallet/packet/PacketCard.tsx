import { type ReactNode, useMemo } from 'react';
import type { WalletCard } from '@domain/chat/walletCard.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { type Money, useMoney } from '@i18n/useMoney.ts';
import { isolate, PersonName, T, type Translate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Packet } from '@services/workspace/walletPackets.ts';
import { classNames } from '@ui/classNames.ts';
import { useNow } from '@ui/hooks/useNow.ts';
import { useSteadyQuery } from '@ui/hooks/useQuery.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { VisuallyHidden } from '@ui/display/VisuallyHidden.tsx';
import { Envelope } from '@ui/packet/Envelope.tsx';
import { openedPackets } from '@ui/packet/openedPackets.ts';
import { type PeopleNames, usePeopleNames } from '../usePeopleNames.ts';
import { useWalletLinks } from '../walletContext.ts';
import styles from './PacketCard.module.css';
import { type PacketCardState, packetCardState } from './packetCardState.ts';

export interface PacketCardProps {
  readonly id: RecordId;
  readonly card: WalletCard;
  /** It is one's own, and no device of the others is known to have it yet. */
  readonly isWaiting: boolean;
}

/** A red packet in a conversation: a press opens it, or shows who got what. */
export function PacketCard({ id, card, isWaiting }: PacketCardProps): ReactNode {
  const t = useT();
  const { ask, space } = useWalletLinks();
  const { packet, state } = usePacketState(id);
  const { nameOf } = usePeopleNames();
  const greeting = card.note === '' ? t('packets.greeting.usual') : card.note;
  const isPast = state !== null && PAST.has(state);
  return (
    <button
      type="button"
      className={classNames(styles['card'])}
      data-packet={state ?? 'coming'}
      data-past={isPast || undefined}
      onClick={() => ask({ kind: 'open-packet', packet: id, space, greeting: card.note })}
    >
      <Envelope isOpen={isPast} />
      <span className={styles['about']}>
        <strong className={styles['greeting']}>
          <PersonName>{greeting}</PersonName>
        </strong>
        <Line packet={packet} state={state} isWaiting={isWaiting} nameOf={nameOf} />
      </span>
      {state === 'open' && <span className={styles['open']}>{t('packets.card.open')}</span>}
    </button>
  );
}

/** There is nothing more to be had from it. */
const PAST: ReadonlySet<PacketCardState> = new Set<PacketCardState>(['got', 'empty', 'over', 'others']);

/** The packet and what its card says; null while it is not here. */
function usePacketState(id: RecordId): { readonly packet: Packet | null; readonly state: PacketCardState | null } {
  const { wallet } = useWorkspace();
  const now = useNow();
  const isLookedInto = useSnapshot(openedPackets).has(id);
  const read = useSteadyQuery(useMemo(() => wallet.packet(id), [wallet, id]));
  const packet = read.status === 'ready' ? read.value : null;
  return { packet, state: packet === null ? null : packetCardState(packet, { now, isLookedInto }) };
}

interface LineProps extends Pick<PacketCardProps, 'isWaiting'> {
  readonly packet: Packet | null;
  readonly state: PacketCardState | null;
  readonly nameOf: PeopleNames['nameOf'];
}

/** Below the greeting: how it stands to oneself. */
function Line({ packet, state, isWaiting, nameOf }: LineProps): ReactNode {
  const t = useT();
  const money = useMoney();
  if (packet === null || state === null) return <span className={styles['line']}>{t('packets.card.coming')}</span>;
  const from =
    state === 'own' ? (
      t('packets.from.own')
    ) : (
      <T id="packets.from" values={{ name: <PersonName>{nameOf(packet.from)}</PersonName> }} />
    );
  if (state === 'open') return <span className={styles['line']}>{from}</span>;
  const issuer = nameOf(packet.unit.issuer);
  const only = packet.members.length === 1 ? packet.members[0] : packet.shares[0]?.account;
  const sole = nameOf(only ?? packet.from);
  return (
    <span className={styles['line']}>
      <VisuallyHidden>{from}</VisuallyHidden> {lineOf(t, money, { packet, state, issuer, sole, isWaiting })}
    </span>
  );
}

interface Standing extends Pick<PacketCardProps, 'isWaiting'> {
  readonly packet: Packet;
  readonly state: PacketCardState;
  /** As one calls them. */
  readonly issuer: string;
  /** Whom a packet of one share is for, or who got it. */
  readonly sole: string;
}

/** Of one's own: what came of it, by what those it is for said. Of a single share whose it is, and how far it got. */
function ownLine(t: Translate, { packet, sole, isWaiting }: Standing): string {
  const { mode, count, members, hasEnded } = packet;
  const taken = openedOf(packet);
  if (taken === 1 && count === 1) return t('packets.card.one.opened', { name: isolate(sole) });
  if (count === 1 && members.length === 1 && !hasEnded) {
    const state = isWaiting ? 'away' : 'closed';
    return t(`packets.card.one.${state}`, { name: isolate(sole) });
  }
  const isUntouched = mode === 'everyone' && taken === 0;
  return isUntouched ? t('packets.card.everyone', { count }) : t('packets.card.taken', { taken, count });
}

function openedOf({ shares }: Packet): number {
  return shares.filter(({ isOpened }) => isOpened).length;
}

function lineOf(t: Translate, money: Money, standing: Standing): string {
  const { packet, state, issuer } = standing;
  const { mine, unit } = packet;
  switch (state) {
    case 'got':
      return t('packets.card.got', { amount: money.text(mine.amount ?? 0n, unit), name: isolate(issuer) });
    case 'own':
      return `${money.text(packet.total, unit)} · ${ownLine(t, standing)}`;
    case 'wait':
      return t('packets.card.wait');
    case 'empty':
      return t('packets.card.empty');
    case 'over':
      return t('packets.card.over');
    case 'open':
    case 'others':
      return t('packets.card.look');
  }
}
