import { claimInstance } from '../instance/instance.ts';
import type { MailboxPlace } from '../signaling/commandLine.ts';
import { FileStore } from './fileStore.ts';
import { JetStreamStore } from './jetStreamStore.ts';
import { type Mailbox, type MailboxOptions, createMailbox } from './mailbox.ts';
import type { MailboxStore } from './mailboxStore.ts';

/** A mailbox service with its store. */
export interface OpenMailbox {
  readonly mailbox: Mailbox;
  close(): Promise<void>;
}

/** Opens a mailbox service where bundles are kept there. Rejects, with a sentence, when that can't be done. */
export async function openMailbox(
  place: MailboxPlace,
  options: Omit<MailboxOptions, 'store'> & { readonly report: (line: string) => void },
): Promise<OpenMailbox> {
  const { store, release } = await openStore(place, options.report);
  const mailbox = createMailbox({ ...options, store });
  return {
    mailbox,
    close: async () => {
      mailbox.close();
      await store.close();
      await release();
    },
  };
}

async function openStore(
  place: MailboxPlace,
  report: (line: string) => void,
): Promise<{ readonly store: MailboxStore; readonly release: () => Promise<void> }> {
  const limits = place.bytes === null ? {} : { bytes: place.bytes };
  if (place.kind === 'jetstream') {
    const store = new JetStreamStore({ address: place.bus, replicas: place.replicas, limits, report });
    return { store, release: () => Promise.resolve() };
  }
  const claim = await claimInstance(place.directory);
  if (claim.held) throw new Error('Another process uses this folder for its mailbox.');
  const store = await FileStore.open({ directory: place.directory, limits, report });
  return { store, release: () => claim.instance.release() };
}
