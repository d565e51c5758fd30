import { isPayLink } from './codeLimits.ts';
import { payloadOfText } from '../invite/link.ts';
import { type Rail, railOfText } from '../rail/rail.ts';

/** What a code turns out to be, by its beginning: one of ours to pay with, an invite, a payment outside, a web address, or nothing that is known. */
export type FoundCode = 'pay' | 'invite' | Rail | 'web' | 'unknown';

/** Which kind of code text is (PAY-2). Says nothing about whether it is a sound one. */
export function kindOfText(text: string): FoundCode {
  const trimmed = text.trim();
  if (isPayLink(trimmed)) return 'pay';
  const invite = payloadOfText(trimmed);
  if (invite.ok || invite.error.code === 'invite-malformed') return 'invite';
  return railOfText(trimmed) ?? (/^https?:\/\//i.test(trimmed) ? 'web' : 'unknown');
}
