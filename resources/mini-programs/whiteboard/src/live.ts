import type { RealtimeChannel } from '../../../../packages/mini/index.d.ts';
import { asId, asInteger, asRecord, fieldOf } from '../../shared/reading.ts';
import { COLOURS, type Stroke, WIDTHS, packPoints, unpackPoints } from './strokes.ts';

/** A line that is being drawn by someone now. It is a picture on its way and no more: what counts comes as an update. */
export interface LiveStroke extends Stroke {
  readonly id: string;
  readonly heardAt: number;
}

/** Lines that are being drawn elsewhere. */
export interface LiveLines {
  /** By name; those that fell silent are left out. */
  lines(): readonly LiveStroke[];
  /** The line came to stay, or was given up. */
  forget(id: string): void;
  send(stroke: Stroke & { readonly id: string }): void;
}

/** How long a line is shown after one last heard of it, ms. */
const SILENCE = 8000;
/** How often a line that grows is told of, ms. */
const PAUSE = 40;
/** Most lines shown at once, whoever sends how many. */
const MOST = 32;

/** Joins the others who have the board open; without a realtime channel nothing is live, and updates bring everything. */
export function openLive(join: (() => RealtimeChannel) | undefined, onChange: () => void): LiveLines {
  const lines = new Map<string, LiveStroke>();
  /** Lines that came to stay: what was said of them on the way may still arrive. */
  const settled = new Set<string>();
  let lastSent = 0;
  const channel = join?.();
  channel?.setListener((data) => {
    const stroke = readLive(data);
    if (stroke === null || settled.has(stroke.id) || (lines.size >= MOST && !lines.has(stroke.id))) return;
    lines.set(stroke.id, stroke);
    onChange();
    setTimeout(onChange, SILENCE + PAUSE);
  });
  return {
    lines: () => {
      const now = Date.now();
      for (const [id, { heardAt }] of lines) if (now - heardAt > SILENCE) lines.delete(id);
      return [...lines.values()];
    },
    forget: (id) => {
      settled.add(id);
      lines.delete(id);
    },
    send: ({ id, colour, width, points }) => {
      const now = Date.now();
      if (now - lastSent < PAUSE) return;
      lastSent = now;
      const message = { id, colour, width, points: packPoints(points) };
      channel?.send(new TextEncoder().encode(JSON.stringify(message)));
    },
  };
}

/** Reads a line as others send it; `null` for anything else. */
export function readLive(data: Uint8Array): LiveStroke | null {
  let record: Readonly<Record<string, unknown>> | null = null;
  try {
    record = asRecord(JSON.parse(new TextDecoder().decode(data)));
  } catch {
    return null;
  }
  if (record === null) return null;
  const id = asId(fieldOf(record, 'id'));
  const colour = asInteger(fieldOf(record, 'colour'), -1, COLOURS.length - 1);
  const width = asInteger(fieldOf(record, 'width'), 1, Math.max(...WIDTHS));
  const text = fieldOf(record, 'points');
  const points = typeof text === 'string' && text.length < 20_000 ? unpackPoints(text) : null;
  if (id === null || colour === null || width === null || points === null) return null;
  return { id, colour, width, points, heardAt: Date.now() };
}
