import type { BlobId } from '@shared/ids.ts';
import { findToken } from '@domain/cashu/tokenText.ts';
import { readChannelLink } from '@domain/channel/link.ts';
import { readProgramLink } from '@domain/mini/programLink.ts';
import { kindOfText } from '@domain/paycode/codeKind.ts';

/** What a code is, by its form: whether it is sound is said where it is looked at. */
export type ScannedCode =
  | { readonly kind: 'invite' | 'pay' | 'token' | 'channel'; readonly text: string }
  | { readonly kind: 'program'; readonly package: BlobId }
  | { readonly kind: 'web'; readonly url: string }
  | { readonly kind: 'unknown'; readonly text: string };

const SHOWN = 300;

/** Reads what was scanned, pasted or dropped. Nothing is acted on. */
export function scannedCodeOf(text: string): ScannedCode {
  const trimmed = text.trim();
  const program = readProgramLink(trimmed);
  if (program !== null) return { kind: 'program', package: program };
  if (readChannelLink(trimmed).ok) return { kind: 'channel', text: trimmed };
  if (findToken(trimmed) !== null) return { kind: 'token', text: trimmed };
  const kind = kindOfText(trimmed);
  if (kind === 'invite') return { kind, text: trimmed };
  if (kind === 'web') return { kind, url: trimmed };
  if (kind === 'unknown') return { kind, text: trimmed.slice(0, SHOWN) };
  // A way to pay outside is looked at where codes to pay with are.
  return { kind: 'pay', text: trimmed };
}
