import { payloadOfText } from '@domain/invite/link.ts';

/** The invite that a line is and nothing beside; null for other words, with an invite among them or not. */
export function inviteIn(text: string): string | null {
  const payload = /^\s*banyan:\/\/invite#\S+\s*$/i.test(text) ? payloadOfText(text) : null;
  return payload?.ok === true ? payload.value : null;
}
