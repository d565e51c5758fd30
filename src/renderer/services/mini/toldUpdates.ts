import { programAddress } from '@domain/mini/address.ts';
import type { UpdatePack } from '@domain/mini/records.ts';
import { readUpdate } from '@domain/mini/updateText.ts';
import type { OpenInstance } from './hostParts.ts';
import type { Feeding } from './logFeed.ts';

/** Updates as a page is told them. Who is to be notified is the host's affair, and not told to the listener (webxdc 1.3). Who said it is told to our own kind of programs (MPH-17). */
export function receivedOf({ rows, maxSerial, isReplayed }: Omit<Feeding, 'pack'>, { instance, self }: OpenInstance) {
  const updates = rows.flatMap(({ serial, author, bytes }) => {
    const update = readUpdate(bytes);
    if (update === null) return [];
    const { notify: _, ...received } = update;
    return [{ ...received, serial, ...(self.banyan === null ? {} : { sender: programAddress(author, instance) }) }];
  });
  return { type: 'updates', updates, maxSerial, isReplayed } as const;
}

/** The same of a pack, as the text it is kept as: the page parses it. */
export function packedOf(
  { pack, after, maxSerial, isReplayed }: Feeding & { readonly pack: UpdatePack },
  { instance, self }: OpenInstance,
) {
  const { text, authors, senders } = pack;
  const addresses = authors.map((author) => programAddress(author, instance));
  const said = self.banyan === null ? null : { addresses, of: senders };
  return { type: 'update-pack', text, senders: said, after, maxSerial, isReplayed } as const;
}
