import * as v from 'valibot';
import { countSchema } from '@shared/schemas.ts';
import { readInstance } from '../main/services/instance/instance.ts';
import type { PeerFigures } from './figures.ts';

const figuresSchema = v.object({
  state: v.picklist(['starting', 'running', 'failed']),
  version: v.string(),
  upSeconds: countSchema,
  connection: v.picklist(['offline', 'looking', 'connected']),
  devices: countSchema,
  meetingPoints: v.object({ known: countSchema, answering: countSchema }),
  contacts: countSchema,
  events: countSchema,
  files: v.object({ complete: countSchema, bytes: countSchema }),
  isKeeping: v.boolean(),
  isMember: v.boolean(),
  memoryBytes: countSchema,
});

/** How long the running box may take to answer, ms. */
const PATIENCE = 3000;

/** How the box of a data directory is: not running, running without an answer, or its figures. */
export async function askStatus(dataDir: string): Promise<'stopped' | 'silent' | PeerFigures> {
  const holder = await readInstance(dataDir);
  if (holder === null) return 'stopped';
  if (holder.url === null) return 'silent';
  try {
    const response = await fetch(holder.url, { signal: AbortSignal.timeout(PATIENCE), redirect: 'error' });
    const read = v.safeParse(figuresSchema, await response.json());
    return read.success ? read.output : 'silent';
  } catch {
    return 'silent';
  }
}

/** The figures as lines to read. */
export function statusLines(figures: PeerFigures): readonly string[] {
  const { state, version, upSeconds, devices, meetingPoints, contacts, events, files, memoryBytes } = figures;
  return [
    `Home box ${version}: ${state}, for ${spanOf(upSeconds)}`,
    `Devices linked now: ${devices}`,
    `Meeting points that answer: ${meetingPoints.answering} of ${meetingPoints.known}`,
    `Contacts: ${contacts}`,
    `Events kept: ${events}`,
    `Files kept: ${files.complete} (${sizeOf(files.bytes)})`,
    `Memory: ${sizeOf(memoryBytes)}`,
    standing(figures),
  ];
}

function standing({ isKeeping, isMember }: PeerFigures): string {
  if (!isMember)
    return 'TAKEN OUT of its account: end it, remove its directory, and link it anew if it is to be used again.';
  if (isKeeping) return 'What comes is kept.';
  return 'NOTHING IS KEPT: the disk is full or cannot be written. Make room and start the box again.';
}

function spanOf(seconds: number): string {
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  if (days > 0) return `${days} d ${hours} h`;
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min`;
}

function sizeOf(bytes: number): string {
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
