import type { FindKind, Found } from '@services/workspace/discoverWorkspace.ts';

type Address = (found: Pick<Found, 'id' | 'space'>) => string | null;

const inChat: Address = ({ id, space }) => `#/chats/${space ?? ''}/${id}`;

const ADDRESSES: Readonly<Record<FindKind, Address>> = {
  person: ({ id }) => `#/contacts/${id}`,
  chat: ({ id }) => `#/chats/${id}`,
  channel: ({ id }) => `#/channels/${id}`,
  message: inChat,
  file: inChat,
  moment: ({ id }) => `#/moments/post/${id}`,
  article: ({ id, space }) => `#/channels/${space ?? ''}/post/${id}`,
  bill: ({ id }) => `#/wallet/payment/${id}`,
  program: () => null,
};

/** The address of what was found; null for what is opened beside everything else. */
export function hrefOf(found: Found): string | null {
  return ADDRESSES[found.kind](found);
}
