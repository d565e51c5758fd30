import { WALLET_CARD_KIND, readWalletCard } from '@domain/chat/walletCard.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { CARD_NOTES_NAME, type CardNote, MOST_CARD_NOTES, readCardNotes } from '@domain/wallet/keptNotes.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Log } from '../../diagnostics/log.ts';
import { Turn } from '../../turn.ts';

/** What noting works with. */
export interface CardNoteParts {
  readonly store: Pick<DocumentStore, 'values'>;
  readonly log: Log;
}

/** Keeps what cards in conversations say payments are for, so that one finds them by it in the wallet (WSV-77). */
export class CardNotes {
  private readonly parts: CardNoteParts;
  private readonly turn = new Turn();

  constructor(parts: CardNoteParts) {
    this.parts = parts;
  }

  /** What came into conversations, one's own cards among it. */
  async hear(events: readonly AdmittedEvent[]): Promise<void> {
    const fresh = events.flatMap(notesOf);
    if (fresh.length === 0) return;
    const kept = await this.turn.take(() =>
      this.parts.store.values.update(CARD_NOTES_NAME, (current) => {
        const known = readCardNotes(current?.value).filter((each) => !fresh.some((one) => isSame(one, each)));
        return { name: CARD_NOTES_NAME, value: [...known, ...fresh].slice(-MOST_CARD_NOTES) };
      }),
    );
    if (!kept.ok) this.parts.log.write('warn', 'wallet', `what a card says is not noted: ${kept.error.code}`);
  }
}

/** One author says one thing of a payment: what they said last. */
const isSame = (a: CardNote, b: CardNote) => a.payment === b.payment && a.author === b.author;

function notesOf({ author, content }: AdmittedEvent): readonly CardNote[] {
  const card = content.kind === WALLET_CARD_KIND ? readWalletCard(content.body) : null;
  if (card === null || card === 'newer' || card.about !== 'payment' || card.note === '') return [];
  return card.records.map((payment) => ({ payment, author, note: card.note }));
}
