/** What own devices are told of a record of moments that was kept, or taken away. Pure. */
import {
  MomentKeep,
  readKeptBack,
  readKeptCircle,
  readKeptFloor,
  readKeptLeft,
  readLooked,
  readMark,
  toldFloor,
} from '@domain/moments/kept.ts';
import type { DeviceId } from '@shared/ids.ts';

/** A choice to be told. `isPlain`: it is so where nobody chose anything. */
export interface Told {
  readonly key: string;
  readonly value: unknown;
  readonly isPlain?: boolean;
}

/** See the head of this file. Nothing for what cannot be read, and for what tells others nothing. */
export function toldOf({ kind, id, bytes, at }: KeptRow, device: DeviceId): readonly Told[] {
  if (kind === MomentKeep.closed || kind === MomentKeep.muted) return [onOff(kind, id, bytes !== null)];
  return bytes === null ? [] : (WAYS[kind]?.(id, bytes, { device, at }) ?? []);
}

/** A record; without bytes where it was taken away. */
interface KeptRow {
  readonly kind: string;
  readonly id: string;
  readonly bytes: Uint8Array | null;
  /** When it was kept, ms. */
  readonly at: number;
}

type Way = (id: string, bytes: Uint8Array, here: { readonly device: DeviceId; readonly at: number }) => readonly Told[];

const WAYS: Readonly<Record<string, Way>> = {
  [MomentKeep.circle]: (id, bytes) => {
    const kept = readKeptCircle(bytes);
    if (kept === null) return [];
    const { nonce, kind, audience, epoch, secret } = kept;
    return [{ key: `circle/${id}`, value: { nonce, kind, audience, epoch, secret } }];
  },
  [MomentKeep.left]: (id, bytes) =>
    readKeptLeft(bytes)?.shut === true ? [{ key: keyOf('left', id), value: true }] : [],
  [MomentKeep.floor]: (id, bytes, { device, at }) => {
    const kept = readKeptFloor(bytes);
    return kept === null ? [] : [{ key: keyOf('floor', id), value: toldFloor(kept, device, at) }];
  },
  [MomentKeep.back]: (_id, bytes) => {
    const span = readKeptBack(bytes)?.span;
    return span === undefined ? [] : [{ key: 'moments/back', value: span, isPlain: span === 'all' }];
  },
  [MomentKeep.looked]: (id, bytes) => {
    const looked = readLooked(bytes);
    if (looked === null) return [];
    const { at, upTo } = looked;
    return [{ key: `looked/${id}`, value: upTo === undefined ? { at } : { at, upTo } }];
  },
  [MomentKeep.mark]: (id, bytes) => {
    const mark = readMark(id, bytes);
    if (mark === null) return [];
    return [
      { key: `posthidden/${id}`, value: mark.hidden, isPlain: !mark.hidden },
      { key: `postsaved/${id}`, value: mark.saved, isPlain: mark.saved === null },
      { key: `postseen/${id}`, value: mark.seen, isPlain: mark.seen === null },
    ];
  },
};

function onOff(kind: string, id: string, value: boolean): Told {
  return { key: `${kind === MomentKeep.closed ? 'closed' : 'muted'}/${id}`, value, isPlain: !value };
}

/** Records under two ids have a point between them, which keys have not. */
function keyOf(section: string, id: string): string {
  return `${section}/${id.replace('.', '')}`;
}
