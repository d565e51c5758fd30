import { fromBase64url } from '@shared/base64url.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import type { InviteError } from './invite.ts';

/** Longest text in which an invite is looked for. */
export const MAX_LINK_TEXT = 16_384;
const SCHEME_PREFIX = 'banyan://invite#';
/** A reserved name (RFC 2606): nothing is ever fetched from it; everything is in the fragment, which browsers do not send. */
const WEB_PREFIX = 'https://banyan.example/invite#';
const PAYLOAD = /^[A-Za-z0-9_-]{100,4096}$/;

/** The link of an invite for systems that know Banyan. */
export function inviteLink(payload: string): string {
  return SCHEME_PREFIX + payload;
}

/** The same as a web address, for places that only take those. */
export function inviteWebLink(payload: string): string {
  return WEB_PREFIX + payload;
}

/**
 * Finds the payload of an invite in what a person pasted, scanned or opened (INV-7): either link, an in-app `#/invite/…`
 * address, or the bare payload; alone or within other words; wrapped over lines as mail programs do.
 */
export function payloadOfText(text: string): Result<string, InviteError> {
  if (text.length > MAX_LINK_TEXT) return fail('invite-not-an-invite', 'far too long');
  const marked = /(?:banyan:(?:\/\/)?invite\/?#|\/invite\/?#|#\/invite\/)([\s\S]*)/i.exec(text);
  if (marked !== null) return payloadAfterMark(marked[1] ?? '');
  const bare = text.replace(/\s+/g, '');
  if (PAYLOAD.test(bare) && bare.startsWith('glk')) return ok(bare);
  return fail('invite-not-an-invite', 'no invite in it');
}

function payloadAfterMark(rest: string): Result<string, InviteError> {
  // A link broken over lines goes on at the start of the next; anything after a blank or a second word is not part of it.
  const joined = rest.trim().replace(/\r?\n[ \t]*(?=[A-Za-z0-9_-]{8,})/g, '');
  const run = /^[A-Za-z0-9_-]*/.exec(joined)?.[0] ?? '';
  const payload = run.slice(0, payloadLength(run));
  return PAYLOAD.test(payload) ? ok(payload) : fail('invite-malformed', 'cut short');
}

/**
 * How long the payload is that begins so: a signed pair tells the length of its first part in its head, the rest is fixed.
 * Thus a word on the next line is not taken for more of the link. Infinity for a head that is none of ours.
 */
function payloadLength(run: string): number {
  const head = fromBase64url(run.slice(0, 8));
  const [array, bytes, high, low] = head.ok ? head.value : [];
  if (array !== 0x82 || bytes !== 0x59 || high === undefined || low === undefined) return Number.POSITIVE_INFINITY;
  const signatureAndHeads = 4 + 2 + 64;
  return Math.ceil(((high * 256 + low + signatureAndHeads) * 8) / 6);
}
