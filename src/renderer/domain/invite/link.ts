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
  // A link broken over lines goes on without indentation; anything after a blank or a second word is not part of it.
  const joined = rest.trim().replace(/\r?\n[ \t]*(?=[A-Za-z0-9_-]{8,})/g, '');
  const payload = /^[A-Za-z0-9_-]*/.exec(joined)?.[0] ?? '';
  return PAYLOAD.test(payload) ? ok(payload) : fail('invite-malformed', 'cut short');
}
