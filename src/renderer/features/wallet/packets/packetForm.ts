import { type AmountProblem, readAmount } from '@i18n/readAmount.ts';
import type { PacketMode } from '@services/workspace/walletPackets.ts';
import type { Result } from '@shared/result.ts';
import type { MoneySource } from '../consent/sources.ts';

/** Largest amount of a wallet record (WAL-4). */
const MOST = 999_999_999_999_999n;

/** What the person typed and chose. */
export interface PacketForm {
  readonly mode: PacketMode;
  /** Whether the amount is of each share or of all together; of a packet of luck always the latter. */
  readonly basis: 'each' | 'total';
  readonly amount: Result<bigint, AmountProblem>;
  /** As typed. */
  readonly count: string;
  /** How many may open it. */
  readonly people: number;
}

/** Why it cannot be sent yet. */
export type PacketProblem = 'count-missing' | 'count-too-large' | 'too-little' | 'too-much';

/** What a form comes to. */
export interface PacketSum {
  readonly count: number | null;
  readonly total: bigint | null;
  /** What each gets where all get the same: the least, since what does not divide goes one by one to the first. */
  readonly each: bigint | null;
  readonly problem: PacketProblem | null;
}

/** The number of shares; null where none was typed that fits. */
function countOf({ mode, count, people }: PacketForm): number | null {
  if (mode === 'everyone') return people;
  const read = readAmount(count, 0);
  return read.ok ? Number(read.value) : null;
}

/** What is to be sent, and what is wrong with it. */
export function sumOf(form: PacketForm): PacketSum {
  const count = countOf(form);
  const none = { count, total: null, each: null };
  if (count === null || count === 0) return { ...none, count: null, problem: 'count-missing' };
  if (count > form.people) return { ...none, problem: 'count-too-large' };
  if (!form.amount.ok) return { ...none, problem: null };
  const shares = BigInt(count);
  const isEach = form.basis === 'each' && form.mode !== 'lucky';
  const total = isEach ? form.amount.value * shares : form.amount.value;
  if (total > MOST) return { ...none, problem: 'too-much' };
  if (total < shares) return { ...none, total, problem: 'too-little' };
  return { count, total, each: form.mode === 'lucky' ? null : total / shares, problem: null };
}

/** A packet that may be sent. */
export interface ReadyPacket {
  readonly mode: PacketMode;
  readonly source: MoneySource;
  readonly count: number;
  readonly total: bigint;
  readonly each: bigint | null;
}

/** The packet a form comes to; null while something is missing, wrong, or more than there is. */
export function readyPacket(mode: PacketMode, source: MoneySource | null, sum: PacketSum): ReadyPacket | null {
  const { count, total, each, problem } = sum;
  if (source === null || count === null || total === null || problem !== null) return null;
  return isBeyond(source, total) ? null : { mode, source, count, total, each };
}

/** More than there is of what it is to be filled with. */
export function isBeyond(source: MoneySource | null, total: bigint | null): boolean {
  const available = source?.available ?? null;
  return available !== null && total !== null && total > available;
}
