import type { EventId } from '@shared/ids.ts';
import { encodeEvent, sealEvent } from '@domain/event/codec.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { Chain, type EventShape } from './storeFixtures.ts';

/** A chain whose events are what their bytes say, for whoever reads those again. Their signatures are nobody's. */
export class SignedChain extends Chain {
  private last: EventId | null = null;

  override next(shape: EventShape): AdmittedEvent {
    const event = super.next(shape);
    const content = { ...event.content, prev: this.last };
    const signed = sealEvent(content, encodeEvent(content), new Uint8Array(64));
    this.last = signed.id;
    return { ...event, ...signed };
  }
}
