import { useState } from 'react';
import type { UnitId } from '@domain/wallet/ids.ts';
import { readAmount } from '@i18n/readAmount.ts';
import type { PacketMode } from '@services/workspace/walletPackets.ts';
import type { MoneySource } from '../consent/sources.ts';
import { type PacketForm, type PacketSum, type ReadyPacket, readyPacket, sumOf } from './packetForm.ts';

/** What was typed and chosen. */
export interface TypedPacket {
  readonly unit: UnitId | null;
  readonly mode: PacketMode;
  readonly basis: PacketForm['basis'];
  readonly amount: string;
  readonly count: string;
  readonly greeting: string;
}

/** The form of a packet, and what it comes to. */
export interface PacketFormState {
  readonly typed: TypedPacket;
  readonly change: (change: Partial<TypedPacket>) => void;
  /** What it is filled with. */
  readonly source: MoneySource | null;
  readonly amount: PacketForm['amount'];
  readonly sum: PacketSum;
  /** Null while it cannot be sent. */
  readonly packet: ReadyPacket | null;
}

function firstForm(sources: readonly MoneySource[], people: number): TypedPacket {
  const unit = sources[0]?.unit.id ?? null;
  return { unit, mode: 'everyone', basis: 'total', amount: '', count: String(people), greeting: '' };
}

/** Keeps what is typed for a packet among so many people. */
export function usePacketForm(sources: readonly MoneySource[], people: number): PacketFormState {
  const [typed, setTyped] = useState(() => firstForm(sources, people));
  const source = sources.find(({ unit }) => unit.id === typed.unit) ?? sources[0] ?? null;
  const amount = readAmount(typed.amount, source?.unit.decimals ?? 0);
  const sum = sumOf({ ...typed, amount, people });
  return {
    typed,
    change: (change) => setTyped((before) => ({ ...before, ...change })),
    source,
    amount,
    sum,
    packet: readyPacket(typed.mode, source, sum),
  };
}
